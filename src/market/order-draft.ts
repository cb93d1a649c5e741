import type { Lots, Side, Ticks } from "../base/units.ts";
import { EFFECT_NET, STP_ALLOW, TIF_DAY, TYPE_LIMIT } from "./engine/order-kinds.ts";
import type { Listed } from "./listed-month.ts";

/** An order before it is sent: a plain limit order for the day unless more is said. Codes are those of order-kinds.ts. */
export class OrderDraft {
  instrument!: Listed;
  side: Side = 1;
  lots: Lots = 0;
  /** Limit price; market and stop orders have none. */
  priceTicks: Ticks = 0;
  type = TYPE_LIMIT;
  tif = TIF_DAY;
  /** Trading day to whose end a good-till-date order rests; -1 for other orders. */
  expirySession = -1;
  /** Of a stop or stop-limit order: the trade price that triggers it. */
  stopTicks: Ticks = 0;
  /** Lots that an iceberg shows at a time; 0 shows all. */
  shownLots: Lots = 0;
  /** Lots of an immediate order that must trade at once or none does; all of them make it fill or kill. */
  minimumLots: Lots = 0;
  postOnly = false;
  effect = EFFECT_NET;
  selfTrade = STP_ALLOW;

  /** Starts anew with a plain limit order. */
  reset(instrument: Listed, side: Side, lots: Lots, selfTrade: number): this {
    this.instrument = instrument;
    this.side = side;
    this.lots = lots;
    this.priceTicks = 0;
    this.type = TYPE_LIMIT;
    this.tif = TIF_DAY;
    this.expirySession = -1;
    this.stopTicks = 0;
    this.shownLots = 0;
    this.minimumLots = 0;
    this.postOnly = false;
    this.effect = EFFECT_NET;
    this.selfTrade = selfTrade;
    return this;
  }
}
