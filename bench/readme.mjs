// `npm run readme`: runs usage-surge, once more with a band of 3 %, and matching-rules under each of its rules, and writes
// the README's tables and results/reference from what came out.
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

function fill(text, mark, content) {
  const pattern = new RegExp(`(<!-- ${mark}: begin -->)[\\s\\S]*?(<!-- ${mark}: end -->)`);
  if (!pattern.test(text)) throw new Error(`the README has no place for ${mark}`);
  return text.replace(pattern, (_, begin, end) => `${begin}\n\n${content}\n\n${end}`);
}

try {
  const base = run("base", "usage-surge");
  const narrow = run("narrow", "usage-surge", "--set", "venues.shfe.rules.daily_band.percent=3");
  const matching = VARIANTS.map(([variant, title]) => {
    const which = variant === undefined ? [] : ["--variant", variant];
    return { title, summary: run(`rule-${variant ?? "base"}`, "matching-rules", ...which).summary };
  });
  let readme = readFileSync(at("README.md"), "utf8");
  readme = fill(readme, "summary", `\`\`\`\n${base.screen}\n\`\`\``);
  readme = fill(readme, "quarters", quarters(base.summary));
  readme = fill(readme, "sanity", sanityMarkdown(base.summary).trim());
  readme = fill(readme, "change", changes(base.summary, narrow.summary));
  readme = fill(readme, "rules", rules(matching));
  writeFileSync(at("README.md"), readme);
  mkdirSync(at("results/reference"), { recursive: true });
  copyFileSync(join(base.out, "metrics_summary.csv"), at("results/reference/usage-surge.metrics_summary.csv"));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
