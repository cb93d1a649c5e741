import type { EpochDay } from "../base/units.ts";
import type { TableSet } from "../record/table.ts";
import { PRICE_PER_UNIT } from "./conventions.ts";

/** Code of the column `product`. */
const GPU_HOUR = 1;

/** Terms of a listed month that metrics need. */
export interface InstrumentTerms {
  /** Code of the contract. */
  readonly contract: string;
  readonly tickPrice: number;
  /** Units of the underlying per lot, and of them million tokens: NaN where the underlying is something else. */
  readonly multiplier: number;
  readonly mtokPerLot: number;
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
      contract: columns.contract.values[row],
      tickPrice: columns.tick_size.values[row] / PRICE_PER_UNIT,
      multiplier: columns.multiplier.values[row],
      mtokPerLot: columns.product.values[row] === GPU_HOUR ? NaN : columns.multiplier.values[row],
      listDate: columns.list_date.values[row],
      lastTradeDate: columns.last_trade_date.values[row],
      deliveryMonth: Number(columns.delivery_month.values[row].replace("-", "")),
    });
  }
  return terms;
}
