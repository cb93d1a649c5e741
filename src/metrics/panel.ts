import { log } from "../base/elementary.ts";
import { yyyymm } from "../base/dates.ts";
import type { TableOf, TableSet } from "../record/table.ts";
import type { MonthlyUse } from "./compute/monthly-use.ts";
import { PRICE_PER_UNIT } from "./conventions.ts";
import { frontPosition } from "./contract/front.ts";
import { instrumentTerms } from "./instruments.ts";
import type { Sessions } from "./sessions.ts";

export const ROLE_NONE = 0;
export const ROLE_FRONT = 1;
export const ROLE_SECOND = 2;

/** Table session_stats, with each row's contract terms, its place on the curve and its price joined to it. */
export interface Panel {
  readonly rows: number;
  readonly stats: TableOf<"session_stats">["columns"];
  /** Whether the row is of the venue's first contract, whose curve metrics go by. */
  readonly isOfFirst: Uint8Array;
  readonly role: Uint8Array;
  readonly tickPrice: Float64Array;
  /** Units of the underlying per lot. */
  readonly multiplier: Float64Array;
  /** Million tokens per lot; NaN where the underlying is something else. */
  readonly mtokPerLot: Float64Array;
  readonly settleCny: Float64Array;
  /** Log change of the same listed month's settlement price since the session before; NaN on its first day. */
  readonly settleReturn: Float64Array;
  readonly lastTradeDate: Float64Array;
  /** Whole months from the month of the trading date to the delivery month; NaN after the last trading day. */
  readonly monthsAhead: Float64Array;
  /** Tokens served in the whole calendar month of the row's trading date, Mtok; NaN if unknown. */
  readonly monthUseMtok: Float64Array;
}

export function panelOf(tables: TableSet, sessions: Sessions, use: MonthlyUse): Panel {
  const rows = tables.session_stats.rows;
  const stats = tables.session_stats.columns;
  const terms = instrumentTerms(tables);
  const panel = emptyPanel(rows, stats);
  const first = terms.get(0)?.contract;
  for (let row = 0; row < rows; row++) {
    const term = terms.get(stats.instrument_id.values[row]);
    const month = yyyymm(stats.trade_date.values[row]);
    panel.tickPrice[row] = term?.tickPrice ?? NaN;
    panel.multiplier[row] = term?.multiplier ?? NaN;
    panel.mtokPerLot[row] = term?.mtokPerLot ?? NaN;
    panel.settleCny[row] = stats.settle_price.values[row] / PRICE_PER_UNIT;
    panel.monthUseMtok[row] = use.servedMtok.get(month) ?? NaN;
    panel.lastTradeDate[row] = term?.lastTradeDate ?? NaN;
    const trades = stats.trade_date.values[row] <= panel.lastTradeDate[row];
    panel.isOfFirst[row] = term?.contract === first ? 1 : 0;
    if (trades) panel.monthsAhead[row] = monthNumber(term!.deliveryMonth) - monthNumber(month);
  }
  setReturns(panel);
  setRoles(panel, sessions.count);
  return panel;
}

/** Rows of each session of the first contract's months that have not traded for the last time, nearest expiry first. */
export function rowsBySession(panel: Panel, count: number): readonly (readonly number[])[] {
  const bySession: number[][] = Array.from({ length: count }, () => []);
  const { session_no: session, trade_date: date } = panel.stats;
  for (let row = 0; row < panel.rows; row++) {
    if (panel.isOfFirst[row] === 1 && panel.lastTradeDate[row] >= date.values[row])
      bySession[session.values[row]].push(row);
  }
  for (const rows of bySession) rows.sort((a, b) => panel.lastTradeDate[a] - panel.lastTradeDate[b]);
  return bySession;
}

/** Months since the year 0 of a yyyymm. */
function monthNumber(month: number): number {
  return 12 * Math.floor(month / 100) + (month % 100);
}

function emptyPanel(rows: number, stats: Panel["stats"]): Panel {
  const column = (): Float64Array => new Float64Array(rows).fill(NaN);
  return {
    rows,
    stats,
    isOfFirst: new Uint8Array(rows),
    role: new Uint8Array(rows),
    tickPrice: column(),
    multiplier: column(),
    mtokPerLot: column(),
    settleCny: column(),
    settleReturn: column(),
    lastTradeDate: column(),
    monthsAhead: column(),
    monthUseMtok: column(),
  };
}

function setReturns(panel: Panel): void {
  const rowOf = new Map<number, number>();
  const { instrument_id: instrument, session_no: session } = panel.stats;
  for (let row = 0; row < panel.rows; row++) {
    const before = rowOf.get(instrument.values[row]);
    rowOf.set(instrument.values[row], row);
    if (before === undefined || session.values[row] !== session.values[before] + 1) continue;
    const ratio = panel.settleCny[row] / panel.settleCny[before];
    if (ratio > 0) panel.settleReturn[row] = log(ratio);
  }
}

function setRoles(panel: Panel, count: number): void {
  for (const members of rowsBySession(panel, count)) {
    if (members.length === 0) continue;
    const expiries = members.map((row) => panel.lastTradeDate[row]);
    const front = frontPosition(expiries, panel.stats.trade_date.values[members[0]]);
    panel.role[members[front]] = ROLE_FRONT;
    if (front + 1 < members.length) panel.role[members[front + 1]] = ROLE_SECOND;
  }
}
