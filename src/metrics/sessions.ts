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
  /** Calendar day of t_us = 0, local time's day after the offset is added. */
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
  const warmup = tables.runs.rows > 0 ? tables.runs.columns.warmup_sessions.values[0] : 0;
  return { count, warmup, tradeDate, startDay: startDayOf(tables, tradeDate) };
}

/** Local calendar day of a moment. */
export function localDay(sessions: Sessions, timeUs: TimeUs): EpochDay {
  return sessions.startDay + Math.floor((timeUs + LOCAL_OFFSET_US) / MICROSECONDS_PER_DAY);
}

/** The first session dated on or after a day; `count` if there is none. */
export function firstSessionFrom(sessions: Sessions, day: EpochDay): number {
  for (let session = 0; session < sessions.count; session++) {
    if (sessions.tradeDate[session] >= day) return session;
  }
  return sessions.count;
}

/**
 * The scenario's first day is in no table, but a trading day's date is that of its day session, and its night session
 * lies before: so trading date minus elapsed local days is smallest, and right, in day sessions.
 */
function startDayOf(tables: TableSet, tradeDate: Float64Array): EpochDay {
  const fallback = tradeDate.length > 0 && Number.isFinite(tradeDate[0]) ? tradeDate[0] : 0;
  let start = Infinity;
  for (const table of [tables.quotes, tables.trades]) {
    const { session_no: session, t_us: timeUs } = table.columns;
    for (let row = 0; row < table.rows; row++) {
      const elapsed = Math.floor((timeUs.values[row] + LOCAL_OFFSET_US) / MICROSECONDS_PER_DAY);
      const candidate = tradeDate[session.values[row]] - elapsed;
      if (candidate < start) start = candidate;
    }
  }
  return Number.isFinite(start) ? start : fallback;
}
