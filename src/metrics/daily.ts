import type { MetricDefinition } from "./definition.ts";
import type { Facts } from "./facts.ts";
import type { Panel } from "./panel.ts";
import { ROLE_FRONT, ROLE_SECOND } from "./panel.ts";
import { mean, median } from "./statistics.ts";
import type { Window } from "./windows.ts";
import type { MetricWriter } from "./writer.ts";

/** Which listed months a daily value is made from: the front month, the one after it, or all. */
export type DailyScope = "front" | "second" | "all";

type Cell = (panel: Panel, row: number) => number;

/**
 * A metric with one value per trading day: sum of `numerator` over the day's rows divided by the sum of `denominator`
 * (by one where there is none), then the mean or median over the days of a window, then `finish`.
 */
export interface DailyMetric extends MetricDefinition {
  readonly scopes: readonly DailyScope[];
  readonly numerator: Cell;
  readonly denominator?: Cell;
  readonly over: "mean" | "median";
  readonly finish?: (value: number) => number;
}

/** Writes daily metrics for each of their scopes and every window; n_obs is the number of days with a value. */
export function measureDaily(metrics: readonly DailyMetric[], facts: Facts, writer: MetricWriter): void {
  for (const metric of metrics) {
    for (const scope of metric.scopes) {
      const days = dailyValues(metric, scope, facts.panel, facts.sessions.count);
      for (const window of facts.windows) {
        const values = valuesIn(window, days);
        const value = metric.over === "mean" ? mean(values) : median(values);
        writer.write(metric.id, scope, "", window.name, metric.finish?.(value) ?? value, values.length);
      }
    }
  }
}

/** The values of a window's sessions, those that have one. */
export function valuesIn(window: Window, bySession: Float64Array): readonly number[] {
  return window.sessions.map((session) => bySession[session]).filter((value) => Number.isFinite(value));
}

/** The metric's value of each session; NaN where it has none. Rows with a missing cell do not count. */
export function dailyValues(metric: DailyMetric, scope: DailyScope, panel: Panel, sessions: number): Float64Array {
  const above = new Float64Array(sessions);
  const below = new Float64Array(sessions);
  for (let row = 0; row < panel.rows; row++) {
    if (!isInScope(panel.role[row], scope)) continue;
    const numerator = metric.numerator(panel, row);
    const denominator = metric.denominator === undefined ? 1 : metric.denominator(panel, row);
    if (!Number.isFinite(numerator) || !Number.isFinite(denominator)) continue;
    const session = panel.stats.session_no.values[row];
    above[session] += numerator;
    if (metric.denominator === undefined) below[session] = 1;
    else below[session] += denominator;
  }
  return above.map((value, session) => (below[session] > 0 ? value / below[session] : NaN));
}

function isInScope(role: number, scope: DailyScope): boolean {
  if (scope === "all") return true;
  return role === (scope === "front" ? ROLE_FRONT : ROLE_SECOND);
}
