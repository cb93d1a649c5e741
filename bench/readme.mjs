// `npm run readme`: runs usage-surge, once more with a band of 3 %, matching-rules and compute-rationing under each of their
// rules, fragmented-regions at each integration, locked-limits and default-cascade by size of the shock, and writes the
// README's tables and results/reference from what came out. About twenty-five minutes on two cores.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isoDate } from "../dist/base/dates.js";
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

/** One table of every replication of a run; ids as names. */
function replications({ out }, table) {
  return readdirSync(join(out, "runs"))
    .sort()
    .map((name) => {
      const dictionaries = { instrument: [], agent: [], index: [] };
      const { columns, rows } = readTable(table, join(out, "runs", name, `${table}.csv`), dictionaries);
      const text = ({ definition, values }, row) => {
        if (definition.type === "id") return dictionaries[definition.dictionary][values[row]];
        return definition.type === "enum" ? definition.values[values[row]] : values[row];
      };
      const entries = Object.entries(columns);
      return Array.from({ length: rows }, (_, row) =>
        Object.fromEntries(entries.map(([key, column]) => [key, text(column, row)])),
      );
    });
}

const count = ({ out }) => readdirSync(join(out, "runs")).length;
const sum = (rows, valueOf) => rows.reduce((all, row) => all + valueOf(row), 0);
const figure = (value, digits = 3) => (Number.isFinite(value) ? String(Number(value.toPrecision(digits))) : "");
const plain = (first, columns, lines) =>
  [
    `| ${[first, ...columns].join(" | ")} |`,
    `| --- | ${columns.map(() => "---:").join(" | ")} |`,
    ...lines.map((cells) => `| ${cells.join(" | ")} |`),
  ].join("\n");

/** Listed months, nearest first, that the table of locked days counts. */
const NEAREST_MONTHS = 5;

/** Day by day, from the day before the first lock to the second day after the reduction. */
function lockedDays(run) {
  const stats = replications(run, "session_stats").flat();
  const events = replications(run, "limits_halts").flat();
  const margin = replications(run, "margin").flat();
  const positions = replications(run, "positions").flat();
  const reductions = replications(run, "forced_reductions").flat();
  const third = Math.min(...reductions.map((row) => row.session_no));
  const months = [...new Set(stats.filter((row) => row.session_no === third).map((row) => row.instrument_id))];
  const near = new Set(months.slice(0, NEAREST_MONTHS));
  const on = (rows, session) => rows.filter((row) => row.session_no === session && near.has(row.instrument_id));
  const all = on(stats, third).length;
  const lines = [-3, -2, -1, 0, 1, 2].map((offset) => {
    const session = third + offset;
    const today = on(stats, session);
    const before = on(stats, session - 1);
    const locked = on(events, session).filter((row) => row.type === "locked_up");
    const bands = locked.map((row) => 100 * (row.limit_high / row.ref_price - 1));
    const labs = (rows) => rows.filter((row) => row.session_no === session && row.agent_id.startsWith("lab-"));
    const rate =
      sum(labs(margin), (row) => (row.cycle_no === 0 ? row.im_req_ccy : 0)) /
      sum(labs(positions), (row) => row.notional_ccy);
    const ofDay = (day) => locked.filter((row) => row.lock_day === day).length;
    return [
      isoDate(today[0].trade_date),
      bands.length === 0 ? "" : figure(Math.max(...bands), 2),
      `${ofDay(1)}, ${ofDay(2)}, ${ofDay(3)}`,
      figure(sum(locked, (row) => row.queued_lots) / count(run), 3),
      figure(100 * (sum(today, (row) => row.settle_price) / sum(before, (row) => row.settle_price) - 1), 3),
      figure(100 * rate, 3),
      figure(sum(on(reductions, session), (row) => (row.side === 1 ? row.reduced_lots : 0)) / count(run), 3),
    ];
  });
  const titles = [
    "band where locked, %",
    `months locked for the 1st, 2nd, 3rd day, of ${all}`,
    "lots waiting to close",
    "settlement price, %",
    "labs' margin, % of value",
    "lots reduced",
  ];
  return plain("trading day, nearest five months", titles, lines);
}

const TIERS = [
  ["losers' claims met", ["loser"]],
  ["speculators, profit of 6 %", ["speculative_high"]],
  ["speculators, less", ["speculative_low", "speculative_any"]],
  ["hedgers, 6 %", ["hedge_high"]],
];
const RATIOS = ["hedge_ratio_before_cut", "hedge_ratio_after_cut", "hedge_ratio_week_later"];

/** Variants of locked-limits in the order of the table, and what they are called there. */
const LOCKED_VARIANTS = [
  ["smaller-cut", "25 % of cloud GPUs lost"],
  [undefined, "43 %"],
  ["larger-cut", "60 %"],
  ["few-speculators", "43 %, a quarter of the speculators"],
  ["deep-pockets", "43 %, centres with credit"],
];

/** What forced reduction took from whom, over all months and days, a replication; and what it left of hedges. */
function reductionTiers(list) {
  const lines = list.map(({ title, ...run }) => {
    const rows = replications(run, "forced_reductions").flat();
    const summary = rowsOf(run.summary);
    const of = (tiers) => {
      const own = rows.filter((row) => tiers.includes(row.tier));
      const asked = sum(own, (row) => row.asked_lots);
      return asked === 0
        ? ""
        : `${figure(sum(own, (row) => row.reduced_lots) / count(run))} (${figure((100 * sum(own, (row) => row.reduced_lots)) / asked, 2)} %)`;
    };
    const ratio = (kind) => {
      const means = RATIOS.map((id) =>
        summary.find((r) => r.metric_id === id && r.agent_class === kind && r.window === "run"),
      );
      return means.includes(undefined) ? "" : means.map((row) => figure(100 * row.mean)).join(", ");
    };
    return [
      title,
      figureOf(summary, { id: "longest_lock", scope: "market", factor: 1 }),
      ...TIERS.map(([, tiers]) => of(tiers)),
      ratio("ai-lab"),
      ratio("data-centre"),
    ];
  });
  const hedges = (who) => `${who}' hedge ratio before, after, a week later, %`;
  return plain(
    "shock, same seeds",
    [
      "days locked at most",
      ...TIERS.map(([title]) => `${title}: lots (of eligible)`),
      hedges("labs"),
      hedges("centres"),
    ],
    lines,
  );
}

/** Losses of GPUs in default-cascade; the scenario itself is 40 % under Cover 1. */
const GAPS = [30, 35, 40, 45, 50, 55, 60, 65];
const LAYER_NAMES = {
  none: "none",
  defaulter_margin: "defaulter's margin",
  defaulter_fund: "defaulter's fund share",
  house_capital: "house capital",
  mutual_fund: "mutual fund",
  assessments: "assessments",
  vm_haircut: "haircut",
  tear_up: "tear-up",
  uncovered: "uncovered",
};

function cascadeRuns() {
  const of = (loss, cover) => {
    const variant = loss === 40 && cover === 1 ? [] : ["--variant", `loss-${loss}-cover-${cover}`];
    return run(`default-cascade-${loss}-${cover}`, "default-cascade", ...variant);
  };
  return GAPS.map((loss) => ({ loss, covers: [of(loss, 1), of(loss, 2)] }));
}

/** Change of the settlement price of the largest month, by open interest, over the power cut, by replication. */
function gapsOf(run) {
  return replications(run, "session_stats").map((rows) => {
    const on = (date) => rows.filter((row) => isoDate(row.trade_date) === date);
    const [before, after] = [on(GAP_DAYS[0]), on(GAP_DAYS[1])];
    const largest = before.reduce((a, b) => (b.oi_lots > a.oi_lots ? b : a));
    const next = after.find((row) => row.instrument_id === largest.instrument_id);
    return 100 * (next.settle_price / largest.settle_price - 1);
  });
}

/** The last trading day before the power cut of default-cascade and the first one after it. */
const GAP_DAYS = ["2025-11-07", "2025-11-10"];

/** Deepest layer that paid, by replication: how many reached which. House capital stands before and behind the mutual fund. */
function layersReached(run) {
  const deepest = replications(run, "waterfall").map((rows) => {
    const used = rows.filter((row) => row.used_ccy > 0);
    const last = used.reduce((a, b) => (b.layer_no > a.layer_no ? b : a), { layer_no: -1, layer: "none" });
    const isSecond = last.layer === "house_capital" && used.some((row) => row.layer === "mutual_fund");
    return { no: last.layer_no, name: isSecond ? "second house capital" : LAYER_NAMES[last.layer] };
  });
  deepest.sort((a, b) => a.no - b.no);
  const counts = new Map();
  for (const { name } of deepest) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, n]) => `${name} ${n}`).join(", ");
}

function cascade(list) {
  const lines = list.map(({ loss, covers }) => {
    const gaps = gapsOf(covers[0]);
    const money = (id) => (cover) => figureOf(rowsOf(cover.summary), { id, scope: "market", factor: 1e-6 });
    return [
      `${loss} %`,
      `${figure(Math.min(...gaps), 2)} to ${figure(Math.max(...gaps), 2)}`,
      ...covers.map(layersReached),
      ...covers.map(money("mutualised_loss")),
      ...covers.map(money("uncovered_loss")),
    ];
  });
  const both = (title) => [`${title}, Cover 1`, `Cover 2`];
  const titles = [
    "gap: settlement price, %",
    ...both("deepest layer that paid, replications"),
    ...both("mutualised, CNY M"),
    ...both("uncovered, CNY M"),
  ];
  return plain("cloud GPUs lost", titles, lines);
}

function variants(scenario, list) {
  return list.map(([variant, title]) => {
    const which = variant === undefined ? [] : ["--variant", variant];
    return { title, ...run(`${scenario}-${variant ?? "base"}`, scenario, ...which) };
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
  const locked = variants("locked-limits", LOCKED_VARIANTS);
  const gaps = cascadeRuns();
  let readme = readFileSync(at("README.md"), "utf8");
  readme = fill(readme, "summary", `\`\`\`\n${base.screen}\n\`\`\``);
  readme = fill(readme, "quarters", quarters(base.summary));
  readme = fill(readme, "sanity", sanityMarkdown(base.summary).trim());
  readme = fill(readme, "change", changes(base.summary, narrow.summary));
  readme = fill(readme, "rules", rules(matching));
  readme = fill(readme, "rationing", table("rule, same seeds", RATIONING, rationing));
  readme = fill(readme, "regions", table("integration, same seeds", REGIONS, regions));
  readme = fill(readme, "locked", `${lockedDays(locked[1])}\n\n${reductionTiers(locked)}`);
  readme = fill(readme, "cascade", cascade(gaps));
  writeFileSync(at("README.md"), readme);
  mkdirSync(at("results/reference"), { recursive: true });
  copyFileSync(join(base.out, "metrics_summary.csv"), at("results/reference/usage-surge.metrics_summary.csv"));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
