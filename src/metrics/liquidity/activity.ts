import { MONEY_PER_UNIT } from "../../base/units.ts";
import type { DailyMetric } from "../daily.ts";
import { measureDaily } from "../daily.ts";
import type { MetricFamily } from "../definition.ts";
import type { Panel } from "../panel.ts";

const messages = (panel: Panel, row: number): number => panel.stats.n_messages.values[row];
const trades = (panel: Panel, row: number): number => panel.stats.n_trades.values[row];
const volumeLots = (panel: Panel, row: number): number => panel.stats.volume_lots.values[row];

const ACTIVITY = {
  scopes: ["front", "all"],
  over: "mean",
  direction: "higher",
  source: "count",
  oracle: "liquidity/activity.test.ts: counts days equally, in lots, tokens and CNY",
} as const;

const definitions: readonly DailyMetric[] = [
  {
    ...ACTIVITY,
    id: "n_messages",
    meaning: "order messages received a day",
    formula: "mean over days of sum(n_messages)",
    unit: "1/day",
    direction: "none",
    numerator: messages,
  },
  {
    ...ACTIVITY,
    id: "n_messages_median",
    meaning: "order messages received on the median day",
    formula: "median over days of sum(n_messages)",
    unit: "1/day",
    direction: "none",
    over: "median",
    numerator: messages,
  },
  {
    ...ACTIVITY,
    id: "n_trades",
    meaning: "trades a day",
    formula: "mean over days of sum(n_trades)",
    unit: "1/day",
    numerator: trades,
  },
  {
    ...ACTIVITY,
    id: "n_trades_median",
    meaning: "trades on the median day",
    formula: "median over days of sum(n_trades)",
    unit: "1/day",
    over: "median",
    numerator: trades,
  },
  {
    ...ACTIVITY,
    id: "volume_lots",
    meaning: "lots traded a day; lots of listed months differ in size, so compare volume_mtok or volume_cny over time",
    formula: "mean over days of sum(volume_lots)",
    unit: "lots/day",
    numerator: volumeLots,
  },
  {
    ...ACTIVITY,
    id: "volume_mtok",
    meaning: "tokens traded a day, in contracts on tokens",
    formula: "mean over days of sum(volume_lots x multiplier)",
    unit: "Mtok/day",
    numerator: (panel, row) => volumeLots(panel, row) * panel.mtokPerLot[row],
  },
  {
    ...ACTIVITY,
    id: "volume_cny",
    meaning: "value traded a day",
    formula: "mean over days of sum(turnover_ccy)",
    unit: "currency of the venue/day",
    numerator: (panel, row) => panel.stats.turnover_ccy.values[row] / MONEY_PER_UNIT,
  },
];

/** How much happens. */
export const activity: MetricFamily = {
  title: "Activity",
  definitions,
  measure: (facts, writer) => measureDaily(definitions, facts, writer),
};
