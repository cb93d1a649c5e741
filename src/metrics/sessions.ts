import { assert } from "../base/assert.ts";
import { MICROSECONDS_PER_DAY, type EpochDay, type TimeUs } from "../base/units.ts";
import type { TableSet } from "../record/table.ts";
import { LOCAL_OFFSET_US } from "./conventions.ts";

/** The trading days of a replication, as its tables know them. */
export interface Sessions {
  /** One more than the highest session number. */
  readonly count: number;
  /** First measured session: those before are warm-up. */
  readonly warmup: number;
  /** Trading date by session number, days since 1970-01-01; NaN where no listed month traded. */
  readonly tradeDate: Float64Array;
  /** Day at whose midnight UTC t_us counts from 0; NaN without a row in table runs. */
  readonly startDay: EpochDay;
}

export function sessionsOf(tables: TableSet): Sessions {
  const stats = tables.session_stats;
  let count = 0;
  for (let row = 0; row < stats.rows; row++) count = Math.max(count, stats.columns.session_no.values[row] + 1);
  const tradeDate = new Float64Array(count).fill(NaN);
  for (let row = 0; row < stats.rows; row++) {
    tradeDate[stats.columns.session_no.values[row]] = stats.columns.trade_date.values[row];
  }
  const { rows, columns: runs } = tables.runs;
  const warmup = rows > 0 ? runs.warmup_sessions.values[0] : 0;
  return { count, warmup, tradeDate, startDay: rows > 0 ? runs.start_date.values[0] : NaN };
}

/** Local calendar day of a moment. Throws InvariantError where table runs does not say when the run began. */
export function localDay(sessions: Sessions, timeUs: TimeUs): EpochDay {
  assert(Number.isFinite(sessions.startDay), "table runs has no start_date");
  return sessions.startDay + Math.floor((timeUs + LOCAL_OFFSET_US) / MICROSECONDS_PER_DAY);
}

/** The first session dated on or after a day; `count` if there is none. */
export function firstSessionFrom(sessions: Sessions, day: EpochDay): number {
  for (let session = 0; session < sessions.count; session++) {
    if (sessions.tradeDate[session] >= day) return session;
  }
  return sessions.count;
}
