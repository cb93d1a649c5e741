import type { DailyMetric } from "../daily.ts";
import { measureDaily } from "../daily.ts";
import type { MetricFamily } from "../definition.ts";
import type { Panel } from "../panel.ts";

const openLots = (panel: Panel, row: number): number => panel.stats.oi_lots.values[row];
const openMtok = (panel: Panel, row: number): number => openLots(panel, row) * panel.mtokPerLot[row];

const OPEN_INTEREST = {
  scopes: ["front", "all"],
  over: "mean",
  direction: "higher",
  source: "convention: each contract counted once, after the day's clearing",
  oracle: "contract/open-interest.test.ts: values open interest in lots, tokens, CNY and months of use",
} as const;

const definitions: readonly DailyMetric[] = [
  {
    ...OPEN_INTEREST,
    id: "oi_lots",
    meaning: "open interest; lots of listed months differ in size, so compare oi_mtok or oi_cny over time",
    formula: "mean over days of sum(oi_lots)",
    unit: "lots",
    numerator: openLots,
  },
  {
    ...OPEN_INTEREST,
    id: "oi_mtok",
    meaning: "open interest in tokens, of contracts on tokens",
    formula: "mean over days of sum(oi_lots x multiplier)",
    unit: "Mtok",
    numerator: openMtok,
  },
  {
    ...OPEN_INTEREST,
    id: "oi_cny",
    meaning: "open interest at settlement prices",
    formula: "mean over days of sum(oi_lots x multiplier x settle_price)",
    unit: "currency of the venue",
    numerator: (panel, row) => openLots(panel, row) * panel.multiplier[row] * panel.settleCny[row],
  },
  {
    ...OPEN_INTEREST,
    id: "oi_use_share",
    meaning:
      "open interest of contracts on tokens as a share of the tokens served in the whole calendar month of the day",
    formula: "mean over days of sum(oi_lots x multiplier) / (mean daily served_mtok of the month x its days)",
    unit: "1",
    numerator: (panel, row) => openMtok(panel, row) / panel.monthUseMtok[row],
  },
];

/** How much of the future is held. */
export const openInterest: MetricFamily = {
  title: "Open interest",
  definitions,
  measure: (facts, writer) => measureDaily(definitions, facts, writer),
};
