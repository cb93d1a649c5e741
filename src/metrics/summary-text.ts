import type { TableOf } from "../record/table.ts";
import { REJECT_REASONS } from "../record/tables.ts";
import { MATURE_WINDOW, RUN_WINDOW } from "./conventions.ts";
import { count, counted, largeFigure } from "./format.ts";
import { computeLines, rationingLines, regionsLines, spotLines, useLines } from "./summary-compute.ts";
import { figure2, inPercent, percentOf, withInterval } from "./summary-figures.ts";
import type { SummaryRow } from "./summary-view.ts";
import { SummaryView } from "./summary-view.ts";
import { isQuarter } from "./windows.ts";

const LABEL_WIDTH = 15;

/**
 * The summary on the screen: about a dozen lines of text, every figure a row of metrics_summary; intervals are 95 %. What
 * a short run does not have is left out or said to be missing. A summary does not know to which indices contracts settle:
 * `settlementIndices` are their names; `currency` that of the venue.
 */
export function summaryLines(
  summary: TableOf<"metrics_summary">,
  settlementIndices: readonly string[] = [],
  currency = "CNY",
): string[] {
  const view = new SummaryView(summary);
  const parts: [string, string[]][] = [
    ["Use", useLines(view)],
    ["Spot", spotLines(view)],
    ["Compute", computeLines(view)],
    ["Rationing", rationingLines(view)],
    ["Regions", regionsLines(view, settlementIndices)],
    ["Futures", futuresLines(view, currency)],
    ["Alive", aliveLines(view)],
    ["Open interest", openInterestLines(view, currency)],
    ["Contracts", contractLines(view)],
    ["Hedging", hedgingLines(view)],
    ["Who trades", participationLines(view)],
    ["Stress", stressLines(view)],
    ["Price rules", rulesLines(view)],
    ["Clearing", clearingLines(view)],
    ["Refused", refusedLines(view)],
  ];
  return parts.flatMap(([label, lines]) =>
    lines.map((line, position) => (position === 0 ? label : "").padEnd(LABEL_WIDTH) + line),
  );
}

function futuresLines(view: SummaryView, currency: string): string[] {
  const quoted = view.find("qs_bp", "front", RUN_WINDOW);
  if (quoted === undefined) return ["no two-sided market in the front month"];
  const parts = [`front month: spread ${withInterval(quoted, figure2)} bp`];
  const effective = view.find("es_bp", "front", RUN_WINDOW);
  if (effective !== undefined) parts.push(`effective ${withInterval(effective, figure2)} bp`);
  const depth = view.find("depth_cny", "front", RUN_WINDOW);
  if (depth !== undefined) parts.push(`depth at best ${currency} ${largeFigure(depth.mean, 2)}`);
  const volatility = view.find("settle_vol_ann", "front", RUN_WINDOW);
  if (volatility !== undefined) parts.push(`volatility ${percentOf(volatility)} a year`);
  return [parts.join(", ")];
}

function aliveLines(view: SummaryView): string[] {
  const messages = matureOrRun(view, "n_messages_median", "front");
  const trades = matureOrRun(view, "n_trades_median", "front");
  if (messages === undefined || trades === undefined) return ["no measured trading day"];
  const twoSided = matureOrRun(view, "two_sided_share", "front");
  const share = twoSided === undefined ? "" : `; two-sided ${percentOf(twoSided)} of continuous trading`;
  const counts = `${counted(Math.round(messages.mean), "message")}, ${counted(Math.round(trades.mean), "trade")} on the front month's median day`;
  return [`${counts}${since(messages)}${share}`];
}

function openInterestLines(view: SummaryView, currency: string): string[] {
  const values = view.all("oi_cny", "all").filter((row) => isQuarter(row.window));
  if (values.length === 0) return [];
  const [first, last] = [values[0], values[values.length - 1]];
  // Contracts on something else than tokens have no such share.
  const shareOf = (row: SummaryRow) => view.find("oi_use_share", "all", row.window);
  const text = (row: SummaryRow): string => {
    const share = shareOf(row);
    return `${share === undefined ? "" : `${percentOf(share)}, `}${currency} ${largeFigure(row.mean, 2)} (${row.window})`;
  };
  const meaning = shareOf(first) === undefined ? "" : "as a share of a month's tokens, ";
  return [`${[...new Set([first, last])].map(text).join(" -> ")}; ${meaning}all listed months`];
}

function contractLines(view: SummaryView): string[] {
  const settled = view.find("contracts_settled", "market", RUN_WINDOW);
  if (settled === undefined || settled.mean === 0)
    return ["no listed month came to final settlement with open interest"];
  const of = (id: string): string => percentOf(view.find(id, "market", RUN_WINDOW));
  return [
    `${count(settled.mean)} settled: open interest peaks at ${of("life_peak")} of life, ${of("life_runoff")} of the peak is left for ` +
      `settlement, ${of("life_rise_and_fall")} fall before it, ${of("life_zero")} end at zero`,
  ];
}

function hedgingLines(view: SummaryView): string[] {
  const hedged = view.all("he_net", "class");
  if (hedged.length === 0) return ["no delivery month with a full hedge programme is over"];
  return hedged.map((row) => {
    const cost = view.find("he_cost", "class", row.window, row.agentClass);
    const share = view.find("hedged_share", "class", row.window, row.agentClass);
    const atCost = cost === undefined ? "" : `, at a cost of ${withInterval(cost, figure2)} % of budget`;
    const ofUse = share === undefined ? "" : `; ${percentOf(share)} of use hedged`;
    const removed = withInterval(inPercent(row), figure2);
    return `${className(row)}: ${removed} % of the variance of monthly cost surprises removed${atCost}${ofUse}${unservedText(view, row)}`;
  });
}

/**
 * What unserved use takes away from a hedge, in points; nothing where no use went unserved, nor where the hedge adds
 * variance: the difference has no such meaning there.
 */
function unservedText(view: SummaryView, hedged: SummaryRow): string {
  const lost = view.find("quantity_risk", "class", hedged.window, hedged.agentClass);
  const total = view.find("he_total", "class", hedged.window, hedged.agentClass);
  if (lost === undefined || total === undefined || lost.mean === 0 || hedged.mean < 0) return "";
  const points = 100 * (hedged.mean - total.mean);
  const verb = points < 0 ? "adds" : "takes";
  return `; unserved use ${verb} ${counted(Math.round(Math.abs(points)), "point")}${points < 0 ? "" : " away"}`;
}

function participationLines(view: SummaryView): string[] {
  const shares = latest(view, "volume_share").sort((a, b) => b.mean - a.mean);
  if (shares.length === 0) return ["nobody traded"];
  const volume = shares.map((row) => `${className(row)} ${percentOf(row)}`).join(", ");
  const weeks = latest(view, "weeks_share").sort((a, b) => a.mean - b.mean);
  const own = latest(view, "both_sides_share").sort((a, b) => b.mean - a.mean);
  const everyWeek = weeks.every((row) => row.mean === 1)
    ? "every class trades in every week"
    : `weeks with a trade: ${weeks.map((row) => `${className(row)} ${percentOf(row)}`).join(", ")}`;
  const bothSides =
    own.length > 0 && own[0].mean > 0
      ? `${className(own[0])} is on both sides of ${percentOf(own[0])}, no class of more`
      : "no class is on both sides of any volume";
  return [`${volume} of volume${since(shares[0])}`, `${everyWeek}; ${bothSides}`];
}

function stressLines(view: SummaryView): string[] {
  if (view.find("limit_sessions", "market", RUN_WINDOW) === undefined) return [];
  const of = (id: string, noun: string): string => counted(view.find(id, "market", RUN_WINDOW)?.mean ?? NaN, noun);
  const locked = view.find("lock_share", "all", RUN_WINDOW);
  return [
    `a trade at the price limit on ${of("limit_sessions", "day")}, locked ${percentOf(locked)} of the time; ` +
      `${of("margin_calls", "margin call")}, ${of("liquidations", "liquidation")} a replication`,
  ];
}

function rulesLines(view: SummaryView): string[] {
  const of = (id: string): number => view.find(id, "market", RUN_WINDOW)?.mean ?? 0;
  const locked = of("locked_month_days");
  const halts = of("halts");
  if (locked === 0 && halts === 0) return [];
  const reduced = of("reduced_lots");
  const classes = view.all("reduced_share", "class").filter(({ window }) => window === RUN_WINDOW);
  const cut = classes.map((row) => `${percentOf(row)} of ${className(row)}`).join(", ");
  return [
    `${counted(Math.round(locked), "listed month")} closed locked a replication, ${count(of("longest_lock"))} days in a row at most; ${counted(Math.round(halts), "halt")}`,
    ...(reduced > 0
      ? [`forced reduction closed ${count(reduced)} lots against each other: positions cut by ${cut}`]
      : []),
  ];
}

function clearingLines(view: SummaryView): string[] {
  const of = (id: string): SummaryRow | undefined => view.find(id, "market", RUN_WINDOW);
  const coverage = of("margin_coverage");
  if (coverage === undefined) return [];
  const cover = of("fund_over_cover_min");
  const fund =
    cover === undefined
      ? ""
      : `; default fund on its worst day ${cover.mean.toFixed(2)} x the stressed losses that size it`;
  const clients = of("client_defaults")?.mean ?? 0;
  const members = of("member_defaults")?.mean ?? 0;
  const lines = [`margin covered ${(100 * coverage.mean).toFixed(2)} % of account-days${fund}`];
  if (clients > 0 || members > 0)
    lines.push(
      `${counted(Math.round(10 * clients) / 10, "client default")}, ${counted(Math.round(10 * members) / 10, "member default")} a replication: ` +
        `${largeFigure(of("mutualised_loss")?.mean ?? 0, 2)} mutualised, ${largeFigure(of("uncovered_loss")?.mean ?? 0, 2)} uncovered, ` +
        `layer ${(of("layer_reached")?.mean ?? 0).toFixed(1)} of the waterfall reached`,
    );
  return lines;
}

function refusedLines(view: SummaryView): string[] {
  const refused = REJECT_REASONS.map((reason) => ({
    reason,
    row: view.find(`rejects_${reason}`, "market", RUN_WINDOW),
  }))
    .filter(({ row }) => row !== undefined && row.mean > 0)
    .sort((a, b) => b.row!.mean - a.row!.mean);
  if (refused.length === 0) return [];
  const text = refused.slice(0, 3).map(({ reason, row }) => `${reason.replaceAll("_", " ")} ${count(row!.mean)}`);
  return [`${text.join(", ")} messages a replication`];
}

function matureOrRun(view: SummaryView, id: string, scope: string): SummaryRow | undefined {
  return view.find(id, scope, MATURE_WINDOW) ?? view.find(id, scope, RUN_WINDOW);
}

/** Rows by class over the mature market, over the run if that has not begun. */
function latest(view: SummaryView, id: string): SummaryRow[] {
  const rows = view.all(id, "class");
  const mature = rows.filter((row) => row.window === MATURE_WINDOW);
  return mature.length > 0 ? mature : rows.filter((row) => row.window === RUN_WINDOW);
}

function since(row: SummaryRow): string {
  return row.window === MATURE_WINDOW ? " since March 2025" : "";
}

function className(row: SummaryRow): string {
  return row.agentClass.replaceAll(/[-_]/g, " ");
}
