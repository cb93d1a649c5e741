import type { TableOf } from "../../record/table.ts";
import { PROGRAMME_SESSIONS_MINIMUM } from "../conventions.ts";

/**
 * Whether a row of hedge_months enters the headline: it has a budget and its programme began early enough, see
 * PROGRAMME_SESSIONS_MINIMUM.
 */
export function isHeadline(hedgeMonths: TableOf<"hedge_months">, row: number): boolean {
  const columns = hedgeMonths.columns;
  return (
    columns.horizon_sessions.values[row] >= PROGRAMME_SESSIONS_MINIMUM &&
    Number.isFinite(columns.surprise_unhedged.values[row]) &&
    Number.isFinite(columns.surprise_hedged.values[row])
  );
}

/** The hedgers of a hedge_months table in the order of their rows. */
export function hedgersIn(hedgeMonths: TableOf<"hedge_months">): readonly number[] {
  return [...new Set(hedgeMonths.columns.agent_id.values.slice(0, hedgeMonths.rows))];
}
