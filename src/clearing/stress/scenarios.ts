import { liveMonths, type MonthRisk } from "../margin/month-risk.ts";
import type { StressParameters } from "./parameters.ts";

export type StressScenario = StressParameters["scenarios"][number];

/**
 * What one long lot of each instrument gains in a scenario, money, by instrument number; 0 where nothing is live. A month
 * at place k of n, nearest first, moves by
 *
 *   percent + twist (1 - 2k / (n - 1)),   a single month by percent alone,
 *
 * of its settlement price, but no further down than to zero (assumption: stress does not make prices negative).
 */
export function stressGains(
  scenario: StressScenario,
  months: readonly (MonthRisk | undefined)[],
  contracts: readonly string[],
): Float64Array {
  const gains = new Float64Array(months.length);
  for (let c = 0; c < contracts.length; c++) {
    const own = scenario.contracts.find(({ code }) => code === contracts[c]);
    const curve = liveMonths(months, c);
    for (let k = 0; k < curve.length; k++) {
      const risk = curve[k]!;
      const turn = curve.length === 1 ? 0 : 1 - (2 * k) / (curve.length - 1);
      const percent = (own?.percent ?? scenario.percent) + scenario.twistPercent * turn;
      gains[risk.month.index] = gainPerLot(risk, percent);
    }
  }
  return gains;
}

/** What one long lot of each instrument gains when every price moves by `percent`. */
export function uniformGains(months: readonly (MonthRisk | undefined)[], percent: number): Float64Array {
  const gains = new Float64Array(months.length);
  for (const risk of months)
    if (risk !== undefined && !risk.isExpired) gains[risk.month.index] = gainPerLot(risk, percent);
  return gains;
}

function gainPerLot(risk: MonthRisk, percent: number): number {
  const floored = Math.max(percent, -100);
  return (Math.abs(risk.settlementTicks) * risk.month.tickMoney * floored) / 100;
}
