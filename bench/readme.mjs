// `npm run readme`: runs usage-surge, once more with a band of 3 %, matching-rules and compute-rationing under each of their
// rules and fragmented-regions at each integration, and writes the README's tables and results/reference from what came out.
// About twenty minutes on two cores.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sanityMarkdown } from "../dist/metrics/sanity.js";
import { readTable } from "../dist/record/csv-reader.js";

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "tokenpit-"));

function run(name, scenario, ...more) {
  const out = join(folder, name);
  const call = [at("dist/cli/main.js"), "run", `scenarios/${scenario}.yaml`, "--out", out, ...more];
  const { status, stdout } = spawnSync(process.execPath, call, { cwd: at("."), encoding: "utf8" });
  if (status !== 0) throw new Error(`the run ${name} ended with ${status}`);
  const summary = readTable("metrics_summary", join(out, "metrics_summary.csv"), {
    instrument: [],
    agent: [],
    index: [],
  });
  return { out, summary, screen: screenOf(stdout) };
}

/** The summary lines of the screen, without the header before and the paths after them. */
function screenOf(stdout) {
  const lines = stdout.split("\n");
  const first = lines.findIndex((line) => line.startsWith("Use "));
  const end = lines.findIndex((line, k) => k > first && line === "");
  return lines.slice(first, end).join("\n");
}

function rowsOf({ columns, rows }) {
  const names = Object.keys(columns);
  return Array.from({ length: rows }, (_, row) => Object.fromEntries(names.map((n) => [n, columns[n].values[row]])));
}

const QUARTERS = [
  ["tokens served, T/day", "use", "compute", 1],
  ["token price, CNY/M", "token_price", "compute", 1],
  ["GPU price, USD/h", "gpu_price", "compute", 1],
  ["GPUs busy, %", "utilisation", "compute", 100],
  ["priced out, %", "unserved_share", "compute", 100],
  ["front spread, bp", "qs_bp", "front", 1],
  ["front trades a day", "n_trades_median", "front", 1],
  ["open interest, CNY M", "oi_cny", "all", 1e-6],
];

function quarters(summary) {
  const rows = rowsOf(summary);
  const windows = [...new Set(rows.map(({ window }) => window))].filter((window) => /^\d{4}-Q\d$/.test(window)).sort();
  const cell = (window, id, scope, factor) => {
    const row = rows.find((r) => r.window === window && r.metric_id === id && r.scope === scope);
    return row === undefined || Number.isNaN(row.q50) ? "" : String(Number((row.q50 * factor).toPrecision(3)));
  };
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [
    line(["quarter", ...QUARTERS.map(([title]) => title)]),
    line(["---", ...QUARTERS.map(() => "---:")]),
    ...windows.map((window) => line([window, ...QUARTERS.map(([, ...place]) => cell(window, ...place))])),
  ].join("\n");
}

const CHANGES = [
  ["front spread, bp", "qs_bp", "front", "run", "", 1],
  ["days with a trade at the limit", "limit_sessions", "market", "run", "", 1],
  ["margin calls", "margin_calls", "market", "run", "", 1],
  ["labs: share of the variance of cost surprises removed, %", "he_net", "class", "run", "ai-lab", 100],
  ["labs: cost of hedging, % of budget", "he_cost", "class", "run", "ai-lab", 1],
];

function changes(before, after) {
  const [a, b] = [rowsOf(before), rowsOf(after)];
  const cell = (rows, id, scope, window, kind, factor) => {
    const row = rows.find(
      (r) => r.metric_id === id && r.scope === scope && r.window === window && (kind === "" || r.agent_class === kind),
    );
    const figure = (value) => String(Number((value * factor).toPrecision(3)));
    return row === undefined ? "" : `${figure(row.mean)} [${figure(row.ci_lo)}, ${figure(row.ci_hi)}]`;
  };
  return [
    "| mean over replications, same seeds | band 7 % | band 3 % |",
    "| --- | ---: | ---: |",
    ...CHANGES.map(([title, ...place]) => `| ${title} | ${cell(a, ...place)} | ${cell(b, ...place)} |`),
  ].join("\n");
}

const RULES = [
  ["spread, bp", "qs_bp", 1],
  ["effective spread, bp", "es_bp", 1],
  ["depth at best, CNY k", "depth_cny", 1e-3],
  ["trades a day", "n_trades", 1],
];

/** Variants of matching-rules in the order of the table, and what they are called there. */
const VARIANTS = [
  [undefined, "price and time"],
  ["pro-rata", "pro rata (C)"],
  ["allocation", "top order and pro rata (A)"],
  ["split", "top order, lead makers, 40 % time, pro rata (K)"],
  ["batch", "batch auctions of a second"],
  ["spreads", "price and time, calendar spreads listed"],
  ["implied", "the same with implied orders"],
  ["self-trade", "price and time, no self-trades"],
];

function rules(summaries) {
  const cell = (rows, id, factor) => {
    const row = rows.find((r) => r.metric_id === id && r.scope === "front" && r.window === "run");
    const figure = (value) => String(Number((value * factor).toPrecision(3)));
    return row === undefined || Number.isNaN(row.mean)
      ? ""
      : `${figure(row.mean)} [${figure(row.ci_lo)}, ${figure(row.ci_hi)}]`;
  };
  return [
    `| front month, same seeds | ${RULES.map(([title]) => title).join(" | ")} |`,
    `| --- | ${RULES.map(() => "---:").join(" | ")} |`,
    ...summaries.map(({ title, summary }) => {
      const rows = rowsOf(summary);
      return `| ${title} | ${RULES.map(([, id, factor]) => cell(rows, id, factor)).join(" | ")} |`;
    }),
  ].join("\n");
}

/** Mean over replications and over the buyers whose names begin so; with its interval where it is one row. */
function figureOf(rows, { id, scope, kind = "", window = "run", factor = 100, digits = 3 }) {
  const found = rows.filter(
    (r) =>
      r.metric_id === id &&
      r.window === window &&
      (scope.endsWith("-") ? r.scope.startsWith(scope) : r.scope === scope) &&
      (kind === "" || r.agent_class === kind) &&
      !Number.isNaN(r.mean),
  );
  if (found.length === 0) return "";
  const figure = (value) => String(Number((value * factor).toPrecision(digits)));
  if (!scope.endsWith("-")) return `${figure(found[0].mean)} [${figure(found[0].ci_lo)}, ${figure(found[0].ci_hi)}]`;
  return figure(found.reduce((sum, row) => sum + row.mean, 0) / found.length);
}

const table = (first, columns, lines) =>
  [
    `| ${[first, ...columns.map(([title]) => title)].join(" | ")} |`,
    `| --- | ${columns.map(() => "---:").join(" | ")} |`,
    ...lines.map(({ title, summary }) => {
      const rows = rowsOf(summary);
      const cell = (place) => (title === CLEARING && place.isRationing ? "" : figureOf(rows, place));
      return `| ${[title, ...columns.map(([, place]) => cell(place))].join(" | ")} |`;
    }),
  ].join("\n");

/** The variant in which nobody is rationed: what it calls unserved is something else. */
const CLEARING = "no rationing: clearing prices";

const RATIONING = [
  ["unserved, March 2026, %", { id: "unserved_share", scope: "compute", window: "2026-03", isRationing: true }],
  [
    "shadow over price, March",
    { id: "shadow_ratio", scope: "compute", window: "2026-03", factor: 1, isRationing: true },
  ],
  ["unserved, labs, %", { id: "unserved_share", scope: "lab-", isRationing: true }],
  ["unserved, start-ups, %", { id: "unserved_share", scope: "startup-", isRationing: true }],
  ["price risk, labs, %", { id: "price_risk", scope: "lab-" }],
  ["quantity risk, labs, %", { id: "quantity_risk", scope: "lab-" }],
  ["quantity risk, start-ups, %", { id: "quantity_risk", scope: "startup-" }],
  ["variance removed, labs, price only, %", { id: "he_net", scope: "lab-" }],
  ["labs, with unserved use, %", { id: "he_total", scope: "lab-" }],
  ["start-ups, with unserved use, %", { id: "he_total", scope: "startup-" }],
];

const RATIONING_VARIANTS = [
  [undefined, "pro rata"],
  ["priority", "priority tiers"],
  ["queue", "queue of six hours"],
  ["lottery", "daily lottery"],
  ["sales-cap", "sales cap of 20 %"],
  ["quota-weight", "quota, peak counts three times"],
  ["auction", CLEARING],
];

const REGIONS = [
  ["regional price spread, %", { id: "regional_spread", scope: "compute" }],
  ["index above true mean, %", { id: "index_error_mean", scope: "token_cn" }],
  ["basis of southern labs, %", { id: "regional_basis_sd", scope: "southern-lab-" }],
  ["basis of northern labs, %", { id: "regional_basis_sd", scope: "northern-lab-" }],
  ["variance removed, all labs, %", { id: "he_net", scope: "class", kind: "ai-lab" }],
];

const REGIONS_VARIANTS = [
  ["national", "1, one pool"],
  ["strong", "0.5"],
  [undefined, "0.2"],
  ["weak", "0.05"],
  ["isolated", "0, isolated"],
];

function variants(scenario, list) {
  return list.map(([variant, title]) => {
    const which = variant === undefined ? [] : ["--variant", variant];
    return { title, summary: run(`${scenario}-${variant ?? "base"}`, scenario, ...which).summary };
  });
}

function fill(text, mark, content) {
  const pattern = new RegExp(`(<!-- ${mark}: begin -->)[\\s\\S]*?(<!-- ${mark}: end -->)`);
  if (!pattern.test(text)) throw new Error(`the README has no place for ${mark}`);
  return text.replace(pattern, (_, begin, end) => `${begin}\n\n${content}\n\n${end}`);
}

try {
  const base = run("base", "usage-surge");
  const narrow = run("narrow", "usage-surge", "--set", "venues.shfe.rules.daily_band.percent=3");
  const matching = variants("matching-rules", VARIANTS);
  const rationing = variants("compute-rationing", RATIONING_VARIANTS);
  const regions = variants("fragmented-regions", REGIONS_VARIANTS);
  let readme = readFileSync(at("README.md"), "utf8");
  readme = fill(readme, "summary", `\`\`\`\n${base.screen}\n\`\`\``);
  readme = fill(readme, "quarters", quarters(base.summary));
  readme = fill(readme, "sanity", sanityMarkdown(base.summary).trim());
  readme = fill(readme, "change", changes(base.summary, narrow.summary));
  readme = fill(readme, "rules", rules(matching));
  readme = fill(readme, "rationing", table("rule, same seeds", RATIONING, rationing));
  readme = fill(readme, "regions", table("integration, same seeds", REGIONS, regions));
  writeFileSync(at("README.md"), readme);
  mkdirSync(at("results/reference"), { recursive: true });
  copyFileSync(join(base.out, "metrics_summary.csv"), at("results/reference/usage-surge.metrics_summary.csv"));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
