import type { Lots, Side } from "../../base/units.ts";
import { EFFECT_NET, EFFECT_OPEN } from "../engine/order-kinds.ts";
import type { Holdings } from "../risk-gate.ts";

/**
 * Which lots open a position. With position effect the order says so; without, an order opens what goes beyond the opposite
 * position and the open orders that will use it up. Orders without effect on a venue that has it are the legs of calendar
 * spreads: they close what is held on the opposite side and not yet offered to close.
 */
export class Opening {
  readonly instruments: number;
  /** Long and short are held side by side. */
  readonly isGross: boolean;
  // The columns of the holdings under own names: these are asked at every message.
  readonly long: Int32Array;
  readonly short: Int32Array;
  private readonly longToday: Int32Array;
  private readonly shortToday: Int32Array;
  private readonly openBuy: Int32Array;
  private readonly openSell: Int32Array;
  private readonly closeBuy: Int32Array;
  private readonly closeSell: Int32Array;

  constructor(holdings: Holdings, isGross: boolean) {
    this.isGross = isGross;
    this.instruments = holdings.instruments;
    this.long = holdings.long;
    this.short = holdings.short;
    this.longToday = holdings.longToday;
    this.shortToday = holdings.shortToday;
    this.openBuy = holdings.openBuy;
    this.openSell = holdings.openSell;
    this.closeBuy = holdings.closeBuy;
    this.closeSell = holdings.closeSell;
  }

  /** Lots of a new order, not yet among the open ones, that open a position if all other open orders trade first. */
  asked(cell: number, side: Side, lots: Lots, effect: number): Lots {
    if (effect !== EFFECT_NET) return effect === EFFECT_OPEN ? lots : 0;
    const beyond = lots + this.ordered(cell, side) - this.closable(cell, side);
    return beyond <= 0 ? 0 : Math.min(lots, beyond);
  }

  /** Lots of the account's open orders of a side that open a position if they trade. */
  pending(cell: number, side: Side): Lots {
    if (this.isGross) return this.ordered(cell, side);
    return Math.max(0, this.ordered(cell, side) - Math.max(0, this.closable(cell, side)));
  }

  /** Lots of a trade, already among the holdings, that have opened a position. */
  done(cell: number, side: Side, lots: Lots, effect: number): Lots {
    if (effect !== EFFECT_NET) return effect === EFFECT_OPEN ? lots : 0;
    const { long, short } = this;
    if (!this.isGross) return Math.min(lots, Math.max(0, side * (long[cell] - short[cell])));
    // What is left on the opposite side says that the trade did not use it up.
    if ((side === 1 ? short : long)[cell] > 0) return 0;
    return Math.min(lots, (side === 1 ? this.longToday : this.shortToday)[cell]);
  }

  /** Lots held on a side: long for +1; net of the other side where positions net, and then perhaps negative. */
  held(cell: number, side: Side): Lots {
    const { long, short } = this;
    if (!this.isGross) return side * (long[cell] - short[cell]);
    return side === 1 ? long[cell] : short[cell];
  }

  /** Open lots of orders of a side that open a position or net. */
  ordered(cell: number, side: Side): Lots {
    return side === 1 ? this.openBuy[cell] : this.openSell[cell];
  }

  /** Lots that orders of a side may still close; negative where a netting account already stands on that side. */
  private closable(cell: number, side: Side): Lots {
    const { long, short } = this;
    if (!this.isGross) return side * (short[cell] - long[cell]);
    return side === 1 ? short[cell] - this.closeBuy[cell] : long[cell] - this.closeSell[cell];
  }
}
