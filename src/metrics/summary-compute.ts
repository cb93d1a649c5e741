import { RUN_WINDOW, SCARCE_ABOVE } from "./conventions.ts";
import { count, counted, figure, percent } from "./format.ts";
import { ends, monthName, percentOf, percentRange, percentWithInterval, withInterval } from "./summary-figures.ts";
import type { SummaryRow, SummaryView } from "./summary-view.ts";
import { isMonth } from "./windows.ts";

/** Spread of regions' prices, over their mean, below which there is one price. Assumption: less is rounding. */
const APART_ABOVE = 0.001;

/** Tokens a day in the telling months, beside official figures. */
export function useLines(view: SummaryView): string[] {
  const months = tellingMonths(view);
  if (months.length === 0) return ["no hour of the compute market on record"];
  const text = months.map(
    (month) => `${figure(view.find("use", "compute", month)!.median)} T/day (${monthName(month)})`,
  );
  const official = view.all("use_official", "compute").map((row) => String(row.median));
  const beside = official.length > 0 ? `   official: ${official.join(", ")}` : "";
  return [text.join(" -> ") + beside];
}

/** Prices of tokens and GPUs in the same months. */
export function spotLines(view: SummaryView): string[] {
  const months = tellingMonths(view);
  const path = (id: string): string =>
    months.map((month) => figure(view.find(id, "compute", month)?.median ?? NaN)).join(" -> ");
  if (months.length === 0) return [];
  const gpus = isKnown(view, "gpu_price", months) ? `; ${path("gpu_price")} USD per GPU-hour` : "";
  return [`${path("token_price")} CNY per million tokens${gpus}, in the same months`];
}

/** How full the GPUs were, and how many requests were priced out or, where access was rationed, not served. */
export function computeLines(view: SummaryView): string[] {
  const months = tellingMonths(view);
  if (!isKnown(view, "utilisation", months)) return [];
  const busy = months.map((month) => percentOf(view.find("utilisation", "compute", month))).join(" -> ");
  const rationed = rationedMonths(view);
  if (rationed !== undefined) return [`${busy} of GPUs busy; ${rationedText(view, rationed)}`];
  const last = months[months.length - 1];
  const inLast = percentOf(view.find("unserved_share", "compute", last));
  return [
    `${busy} of GPUs busy; ${scarceText(view)} requested tokens were priced out, ${inLast} in ${monthName(last)}`,
  ];
}

/** Whether a figure of the compute market is there in one of the months; prices from outside come without fleets. */
function isKnown(view: SummaryView, id: string, months: readonly string[]): boolean {
  return months.some((month) => Number.isFinite(view.find(id, "compute", month)?.median ?? NaN));
}

/** In how many months access was rationed, a mean over replications, and how short the worst of them was. */
function rationedText(view: SummaryView, rationed: SummaryRow): string {
  const months = counted(rationed.observations / rationed.replications, "month");
  const byMonth = view.all("unserved_share", "compute").filter((row) => isMonth(row.window));
  const worst = ends(byMonth).highest;
  return `rationed in ${count(rationed.mean)} of ${months}, ${percentWithInterval(worst)} unserved in ${monthName(worst.window)}`;
}

/** In how many of the run's months more tokens than usual were priced out: the median replication. */
function scarceText(view: SummaryView): string {
  const scarce = view.find("scarce_months", "compute", RUN_WINDOW)!;
  const months = counted(scarce.observations / scarce.replications, "month");
  return `in ${count(scarce.median)} of ${months} more than ${percent(SCARCE_ABOVE)} of`;
}

/** What rationing was worth to users, who was served, and buyers' risks; nothing where access was never rationed. */
export function rationingLines(view: SummaryView): string[] {
  if (rationedMonths(view) === undefined) return [];
  const served = [shadowText(view), unservedText(view)].filter((text) => text !== "").join("; ");
  return [served, riskText(view)].filter((text) => text !== "");
}

/** In how many months access was rationed; undefined where in none. */
function rationedMonths(view: SummaryView): SummaryRow | undefined {
  const rationed = view.find("rationed_months", "compute", RUN_WINDOW);
  return rationed !== undefined && rationed.mean > 0 ? rationed : undefined;
}

function shadowText(view: SummaryView): string {
  const byMonth = view.all("shadow_ratio", "compute").filter((row) => isMonth(row.window));
  if (byMonth.length === 0) return "";
  const worst = ends(byMonth).highest;
  return `shadow price ${withInterval(worst, figure)} times the posted price in ${monthName(worst.window)}`;
}

function unservedText(view: SummaryView): string {
  const buyers = view.named("unserved_share");
  if (buyers.length === 0) return "";
  const { lowest, highest } = ends(buyers);
  const [low, high] = [percentOf(lowest), percentOf(highest)];
  if (buyers.length === 1) return `unserved: ${low} of ${lowest.scope}'s requests`;
  if (low === high) return `unserved: ${low} of every buyer's requests`;
  return `unserved: ${low} of ${lowest.scope}'s requests to ${high} of ${highest.scope}'s`;
}

function riskText(view: SummaryView): string {
  const [price, quantity] = [view.named("price_risk"), view.named("quantity_risk")];
  if (price.length === 0 || quantity.length === 0) return "";
  return `a buyer's price risk ${percentRange(price)}, quantity risk ${percentRange(quantity)} of budget`;
}

/**
 * How far prices of regions were apart, how far the indices that contracts settle to were off (all indices where it is not
 * known which these are) and what that leaves of a hedge; nothing where there was one price.
 */
export function regionsLines(view: SummaryView, settlementIndices: readonly string[]): string[] {
  const spread = view.find("regional_spread", "compute", RUN_WINDOW);
  if (spread === undefined || !(spread.mean > APART_ABOVE)) return [];
  const errors = view
    .named("index_error_mean")
    .filter(({ scope }) => settlementIndices.length === 0 || settlementIndices.includes(scope))
    .map((row) => `${row.scope} ${percentWithInterval(row)}`);
  const ofIndices = errors.length === 0 ? "" : `; mean error of ${errors.join(", ")}`;
  return [`GPU prices ${percentWithInterval(spread)} apart${ofIndices}`, ...basisLines(view)];
}

function basisLines(view: SummaryView): string[] {
  const buyers = view.named("regional_basis_sd");
  if (buyers.length === 0) return [];
  const { lowest, highest } = ends(buyers);
  const text = (row: SummaryRow): string => `${percentOf(row)} (${row.scope})`;
  const range = [...new Set([lowest, highest])].map(text).join(" to ");
  return [`s.d. of a buyer's own price over the settlement index: ${range}`];
}

/** First and last month with use, and those in between that have an official figure. */
function tellingMonths(view: SummaryView): readonly string[] {
  const months = view.all("use", "compute").filter((row) => isMonth(row.window));
  return months
    .filter(({ window }, k) => k === 0 || k === months.length - 1 || view.find("use_official", "compute", window))
    .map((row) => row.window);
}
