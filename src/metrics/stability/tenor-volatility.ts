import { TRADING_DAYS_PER_YEAR } from "../conventions.ts";
import type { MetricDefinition, MetricFamily } from "../definition.ts";
import type { Facts } from "../facts.ts";
import type { Panel } from "../panel.ts";
import { mean } from "../statistics.ts";
import type { Window } from "../windows.ts";
import { isMonth, isQuarter } from "../windows.ts";

/** Thirds of the delivery month come first: bucket 0, 1, 2; then tenor-1 to tenor-11. */
const THIRDS = ["tenor-0-first", "tenor-0-second", "tenor-0-last"];
const LAST_THIRD = 2;
const MONTHS_MAXIMUM = 11;
const TENORS = [...THIRDS, ...Array.from({ length: MONTHS_MAXIMUM }, (_, k) => `tenor-${k + 1}`)];
const NEAR = [1, 2, 3];
const FAR = [9, 10, 11];

const TENOR = {
  direction: "none",
  oracle: "stability/tenor-volatility.test.ts: volatility by months to delivery, by hand",
} as const;

const definitions: readonly MetricDefinition[] = [
  {
    ...TENOR,
    id: "tenor_vol_ann",
    meaning:
      "volatility of a listed month's daily settlement price by whole months from the trading date to delivery, annualised; the delivery month in thirds of its trading days",
    formula: `sqrt(${TRADING_DAYS_PER_YEAR} x mean of (log settle_price - log settle_price of the same month a session before)^2)`,
    unit: "1/sqrt(year)",
    source: "Samuelson (1965), Industrial Management Review 6(2): volatility by time to delivery; mean taken as zero",
  },
  {
    ...TENOR,
    id: "samuelson_ratio",
    meaning: "volatility one to three months before delivery over that nine to eleven months before",
    formula: "sqrt(mean of tenor_vol_ann^2 of tenor-1 to tenor-3 / mean of tenor_vol_ann^2 of tenor-9 to tenor-11)",
    unit: "1",
    source: "Samuelson (1965), Industrial Management Review 6(2); the delivery month is left out",
  },
  {
    ...TENOR,
    id: "delivery_vol_ratio",
    meaning:
      "volatility in the last third of the delivery month over that in the month before: a month mean is nearly known by then",
    formula: "tenor_vol_ann of tenor-0-last / tenor_vol_ann of tenor-1",
    unit: "1",
    source: "convention: far below one with a settlement to the month mean",
  },
];

/** Squared returns of a bucket by session. */
interface TenorSums {
  readonly squares: Float64Array;
  readonly count: Float64Array;
}

/** Whether prices move more the nearer delivery is, over years and longer windows. */
export const tenorVolatility: MetricFamily = {
  title: "Volatility towards delivery",
  definitions,
  measure(facts, writer) {
    const sums = sumsByTenor(facts);
    for (const window of facts.windows) {
      if (isMonth(window.name) || isQuarter(window.name)) continue;
      const counts = sums.map(({ count }) => total(window, count));
      const variances = sums.map(({ squares }, tenor) => total(window, squares) / counts[tenor]);
      const write = (id: string, scope: string, value: number, observations: number): void =>
        writer.write(id, scope, "", window.name, value, observations);
      TENORS.forEach((scope, tenor) =>
        write("tenor_vol_ann", scope, Math.sqrt(TRADING_DAYS_PER_YEAR * variances[tenor]), counts[tenor]),
      );
      const of = (values: readonly number[], months: readonly number[]): number[] =>
        months.map((month) => values[bucketOf(month)]);
      const ratio = Math.sqrt(mean(of(variances, NEAR)) / mean(of(variances, FAR)));
      const observations = [...of(counts, NEAR), ...of(counts, FAR)].reduce((sum, n) => sum + n, 0);
      write("samuelson_ratio", "all", ratio, observations);
      const lastThird = Math.sqrt(variances[LAST_THIRD] / variances[bucketOf(1)]);
      write("delivery_vol_ratio", "all", lastThird, counts[LAST_THIRD] + counts[bucketOf(1)]);
    }
  },
};

function total(window: Window, bySession: Float64Array): number {
  return window.sessions.reduce((sum, session) => sum + bySession[session], 0);
}

function bucketOf(monthsAhead: number): number {
  return THIRDS.length - 1 + monthsAhead;
}

function sumsByTenor({ panel, sessions }: Facts): readonly TenorSums[] {
  const column = (): Float64Array => new Float64Array(sessions.count);
  const sums = TENORS.map(() => ({ squares: column(), count: column() }));
  const third = thirdOfDeliveryMonth(panel);
  for (let row = 0; row < panel.rows; row++) {
    const change = panel.settleReturn[row];
    const ahead = panel.monthsAhead[row];
    const bucket = ahead === 0 ? third[row] : bucketOf(ahead);
    if (!Number.isFinite(change) || !(bucket >= 0 && bucket < TENORS.length)) continue;
    const session = panel.stats.session_no.values[row];
    sums[bucket].squares[session] += change * change;
    sums[bucket].count[session] += 1;
  }
  return sums;
}

/** 0, 1 or 2 by row, NaN outside delivery months and for those whose last trading day is not on record. */
function thirdOfDeliveryMonth(panel: Panel): Float64Array {
  const third = new Float64Array(panel.rows).fill(NaN);
  const byInstrument = new Map<number, number[]>();
  const { instrument_id: instrument, trade_date: date } = panel.stats;
  for (let row = 0; row < panel.rows; row++) {
    if (panel.monthsAhead[row] !== 0) continue;
    const rows = byInstrument.get(instrument.values[row]);
    if (rows === undefined) byInstrument.set(instrument.values[row], [row]);
    else rows.push(row);
  }
  for (const rows of byInstrument.values()) {
    const last = rows[rows.length - 1];
    if (date.values[last] !== panel.lastTradeDate[last]) continue;
    rows.forEach((row, k) => (third[row] = Math.floor((3 * k) / rows.length)));
  }
  return third;
}
