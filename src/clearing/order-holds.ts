import { InvariantError } from "../base/assert.ts";
import type { Lots, Side } from "../base/units.ts";
import { EFFECT_CLOSE_TODAY, EFFECT_NET, EFFECT_OPEN } from "../market/engine/order-kinds.ts";
import {
  ACCEPTED,
  ACCOUNT_SUSPENDED,
  CLOSE_EXCEEDS_POSITION,
  INSUFFICIENT_MARGIN,
  POSITION_EFFECT_NOT_ALLOWED,
} from "../market/refusals.ts";
import type { Accounts } from "./accounts.ts";
import { STATUS_GOOD, STATUS_LIQUIDATING } from "./accounts.ts";
import type { Positions } from "./positions.ts";

/** How a venue's orders and the hold for them work. */
export interface HoldTerms {
  /** Orders say whether they open or close a position; elsewhere every order nets. */
  readonly positionEffect: boolean;
  /** With position effect, orders without one are taken too: legs of calendar spreads. */
  readonly takesNet: boolean;
  /** With position effect, both sides of a month pay margin, not the larger one. */
  readonly isGross: boolean;
}

/**
 * What open orders hold before they trade: opening ones margin, closing ones the position. Margin is that of one lot by
 * itself for every lot of the worst case, in which all opening orders of a side have traded; a portfolio may need less.
 *
 * Netting: max(lots + buys, sells - lots); with position effect the larger of long + buys and short + sells, or both.
 * Asked for every order message: no allocation, no loop.
 */
export class OrderHolds {
  /** Whether the orders that arrive now are the house's own, closing somebody's positions. */
  isLiquidating = false;
  private readonly accounts: Accounts;
  private readonly positions: Positions;
  private readonly perLot: Float64Array;
  private readonly positionEffect: boolean;
  private readonly takesNet: boolean;
  private readonly isGross: boolean;
  /** Margin of positions and open orders together, per account. */
  private readonly reserved: Float64Array;

  /** `perLot`: margin of one lot by listed month, as it stands after the last cycle. */
  constructor(accounts: Accounts, positions: Positions, perLot: Float64Array, terms: HoldTerms) {
    this.accounts = accounts;
    this.positions = positions;
    this.perLot = perLot;
    this.positionEffect = terms.positionEffect;
    this.takesNet = terms.takesNet;
    this.isGross = terms.isGross && terms.positionEffect;
    this.reserved = new Float64Array(accounts.count);
  }

  /** Holds for a new or larger order what it needs; ACCEPTED or the code of the refusal. */
  admit(account: number, instrument: number, side: Side, lots: Lots, effect: number): number {
    const cell = account * this.positions.instruments + instrument;
    if (!this.mayHave(effect)) return POSITION_EFFECT_NOT_ALLOWED;
    if (effect > EFFECT_OPEN) return this.admitClosing(account, cell, side, lots, effect);
    const status = this.accounts.status[account]!;
    if (status !== STATUS_GOOD && !this.maySuspendedTrade(status, cell, side, lots, effect)) return ACCOUNT_SUSPENDED;
    const opens = side === 1 ? this.positions.openBuy : this.positions.openSell;
    const before = this.exposureLots(cell);
    opens[cell] = opens[cell]! + lots;
    const extra = (this.exposureLots(cell) - before) * this.perLot[instrument]!;
    if (extra > 0 && !this.isLiquidating && this.reserved[account]! + extra > this.accounts.available(account)) {
      opens[cell] = opens[cell]! - lots;
      return INSUFFICIENT_MARGIN;
    }
    this.reserved[account] = this.reserved[account]! + extra;
    return ACCEPTED;
  }

  /** Open lots are gone without a trade. */
  release(account: number, instrument: number, side: Side, lots: Lots, effect: number): void {
    const cell = account * this.positions.instruments + instrument;
    const before = this.exposureLots(cell);
    this.takeOff(cell, side, lots, effect);
    this.reserved[account] = this.reserved[account]! + (this.exposureLots(cell) - before) * this.perLot[instrument]!;
  }

  /** Open lots have traded: they become position, and what is held follows. */
  trade(account: number, instrument: number, side: Side, lots: Lots, priceTicks: number, effect: number): void {
    const cell = account * this.positions.instruments + instrument;
    const before = this.exposureLots(cell);
    this.takeOff(cell, side, lots, effect);
    this.positions.trade(cell, side, lots, priceTicks, effect);
    this.reserved[account] = this.reserved[account]! + (this.exposureLots(cell) - before) * this.perLot[instrument]!;
  }

  /** After a cycle: what positions and the orders that stay open hold at the new margin, `required` at least. */
  renew(account: number, required: number): void {
    const from = account * this.positions.instruments;
    let orders = 0;
    let sum = 0;
    for (let i = 0; i < this.positions.instruments; i++) {
      const exposure = this.exposureLots(from + i) * this.perLot[i]!;
      sum += exposure;
      orders += exposure - this.positionLots(from + i) * this.perLot[i]!;
    }
    this.reserved[account] = Math.max(sum, required + orders);
  }

  private mayHave(effect: number): boolean {
    if (this.positionEffect) return effect !== EFFECT_NET || this.takesNet || this.isLiquidating;
    return effect === EFFECT_NET;
  }

  /** A closing order reserves the position, of the lots of today where it closes those. */
  private admitClosing(account: number, cell: number, side: Side, lots: Lots, effect: number): number {
    const { positions } = this;
    if (this.accounts.status[account] === STATUS_LIQUIDATING && !this.isLiquidating) return ACCOUNT_SUSPENDED;
    if (lots > positions.freeToClose(cell, side)) return CLOSE_EXCEEDS_POSITION;
    if (effect === EFFECT_CLOSE_TODAY) {
      const today = side === 1 ? positions.shortToday : positions.longToday;
      const reserved = side === 1 ? positions.closeTodayBuy : positions.closeTodaySell;
      if (lots + reserved[cell]! > today[cell]!) return CLOSE_EXCEEDS_POSITION;
      reserved[cell] = reserved[cell]! + lots;
    }
    const closes = side === 1 ? positions.closeBuy : positions.closeSell;
    closes[cell] = closes[cell]! + lots;
    return ACCEPTED;
  }

  /** A suspended account may only reduce; under liquidation only the house trades for it. */
  private maySuspendedTrade(status: number, cell: number, side: Side, lots: Lots, effect: number): boolean {
    if (effect === EFFECT_OPEN || (status === STATUS_LIQUIDATING && !this.isLiquidating)) return false;
    const opens = side === 1 ? this.positions.openBuy : this.positions.openSell;
    return lots + opens[cell]! <= this.positions.freeToClose(cell, side);
  }

  private takeOff(cell: number, side: Side, lots: Lots, effect: number): void {
    const { positions } = this;
    const isClosing = effect > EFFECT_OPEN;
    const columns = isClosing
      ? side === 1
        ? positions.closeBuy
        : positions.closeSell
      : side === 1
        ? positions.openBuy
        : positions.openSell;
    const left = columns[cell]! - lots;
    if (left < 0) throw new InvariantError("more open lots released than reserved");
    columns[cell] = left;
    if (effect !== EFFECT_CLOSE_TODAY) return;
    // Orders of an earlier day do not count among today's any more.
    const today = side === 1 ? positions.closeTodayBuy : positions.closeTodaySell;
    today[cell] = Math.max(0, today[cell]! - lots);
  }

  /** Lots that margin must cover once all opening orders of a side have traded. */
  private exposureLots(cell: number): Lots {
    const { positions } = this;
    const buys = positions.openBuy[cell]!;
    const sells = positions.openSell[cell]!;
    if (this.positionEffect) return this.ofSides(positions.long[cell]! + buys, positions.short[cell]! + sells);
    const lots = positions.lots[cell]!;
    return lots + buys > sells - lots ? lots + buys : sells - lots;
  }

  /** The same without orders: lots of a position that need margin. */
  positionLots(cell: number): Lots {
    const { positions } = this;
    if (this.positionEffect) return this.ofSides(positions.long[cell]!, positions.short[cell]!);
    return Math.abs(positions.lots[cell]!);
  }

  private ofSides(long: Lots, short: Lots): Lots {
    if (this.isGross) return long + short;
    return long > short ? long : short;
  }
}
