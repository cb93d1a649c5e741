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

/** Table session_stats, with each row's contract terms, its place on the curve and its price in CNY joined to it. */
export interface Panel {
  readonly rows: number;
  readonly stats: TableOf<"session_stats">["columns"];
  readonly role: Uint8Array;
  readonly tickCny: Float64Array;
  readonly multiplierMtok: Float64Array;
  readonly settleCny: Float64Array;
  /** Log change of the same listed month's settlement price since the session before; NaN on its first day. */
  readonly settleReturn: Float64Array;
  /** Tokens served in the whole calendar month of the row's trading date, Mtok; NaN if unknown. */
  readonly monthUseMtok: Float64Array;
}

export function panelOf(tables: TableSet, sessions: Sessions, use: MonthlyUse): Panel {
  const rows = tables.session_stats.rows;
  const stats = tables.session_stats.columns;
  const terms = instrumentTerms(tables);
  const panel = emptyPanel(rows, stats);
  const lastTradeDate = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const term = terms.get(stats.instrument_id.values[row]);
    const month = yyyymm(stats.trade_date.values[row]);
    panel.tickCny[row] = term?.tickCny ?? NaN;
    panel.multiplierMtok[row] = term?.multiplierMtok ?? NaN;
    panel.settleCny[row] = stats.settle_price.values[row] / PRICE_PER_UNIT;
    panel.monthUseMtok[row] = use.servedMtok.get(month) ?? NaN;
    lastTradeDate[row] = term?.lastTradeDate ?? NaN;
  }
  setReturns(panel);
  setRoles(panel, lastTradeDate, sessions.count);
  return panel;
}

function emptyPanel(rows: number, stats: Panel["stats"]): Panel {
  const column = (): Float64Array => new Float64Array(rows).fill(NaN);
  return {
    rows,
    stats,
    role: new Uint8Array(rows),
    tickCny: column(),
    multiplierMtok: column(),
    settleCny: column(),
    settleReturn: column(),
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

function setRoles(panel: Panel, lastTradeDate: Float64Array, count: number): void {
  const bySession: number[][] = Array.from({ length: count }, () => []);
  const { session_no: session, trade_date: date } = panel.stats;
  for (let row = 0; row < panel.rows; row++) {
    if (lastTradeDate[row] >= date.values[row]) bySession[session.values[row]].push(row);
  }
  for (const members of bySession) {
    if (members.length === 0) continue;
    members.sort((a, b) => lastTradeDate[a] - lastTradeDate[b]);
    const expiries = members.map((row) => lastTradeDate[row]);
    const front = frontPosition(expiries, date.values[members[0]]);
    panel.role[members[front]] = ROLE_FRONT;
    if (front + 1 < members.length) panel.role[members[front + 1]] = ROLE_SECOND;
  }
}
