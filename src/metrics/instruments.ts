import type { EpochDay } from "../base/units.ts";
import type { TableSet } from "../record/table.ts";
import { PRICE_PER_UNIT } from "./conventions.ts";

/** Terms of a listed month that metrics need. */
export interface InstrumentTerms {
  readonly tickCny: number;
  readonly multiplierMtok: number;
  readonly listDate: EpochDay;
  readonly lastTradeDate: EpochDay;
  /** yyyymm. */
  readonly deliveryMonth: number;
}

/** Terms by instrument id. */
export function instrumentTerms(tables: TableSet): ReadonlyMap<number, InstrumentTerms> {
  const columns = tables.instruments.columns;
  const terms = new Map<number, InstrumentTerms>();
  for (let row = 0; row < tables.instruments.rows; row++) {
    terms.set(columns.instrument_id.values[row], {
      tickCny: columns.tick_size.values[row] / PRICE_PER_UNIT,
      multiplierMtok: columns.multiplier.values[row],
      listDate: columns.list_date.values[row],
      lastTradeDate: columns.last_trade_date.values[row],
      deliveryMonth: Number(columns.delivery_month.values[row].replace("-", "")),
    });
  }
  return terms;
}
