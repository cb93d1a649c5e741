import type { Lots, Side } from "../../base/units.ts";
import type { AccountTraits, Controllers } from "./controllers.ts";
import type { Opening } from "./opening.ts";

/**
 * The daily limit on opening: what a controller has opened today in a listed month, and what its open orders would open,
 * never exceeds it. Orders count while they are open, so that resting quotes use the limit up too. Hedgers, market makers
 * and members' house accounts are neither limited nor counted. Source: SHFE's trading limits, set by notice.
 */
export class OpeningLimit {
  private readonly limitLots: Lots;
  private readonly opening: Opening;
  private readonly controllers: Controllers;
  private readonly isFree: Uint8Array;
  /** Lots opened today, at group * instruments + month. */
  private readonly opened: Int32Array;

  constructor(limitLots: Lots, opening: Opening, controllers: Controllers, accounts: readonly AccountTraits[]) {
    this.limitLots = limitLots;
    this.opening = opening;
    this.controllers = controllers;
    this.isFree = Uint8Array.from(accounts, (traits) =>
      traits.hedgeExempt || traits.isDesignatedMaker || traits.isMember ? 1 : 0,
    );
    this.opened = new Int32Array(controllers.count * opening.instruments);
  }

  startDay(): void {
    this.opened.fill(0);
  }

  /** Whether an order that would open so many lots stays within the limit. */
  allows(account: number, month: number, openedLots: Lots): boolean {
    if (this.limitLots === 0 || this.isFree[account] === 1) return true;
    const { instruments } = this.opening;
    const { groupOf, next } = this.controllers;
    let sum = this.opened[groupOf[account] * instruments + month] + openedLots;
    let one = account;
    do {
      if (this.isFree[one] === 0) {
        const cell = one * instruments + month;
        sum += this.opening.pending(cell, 1) + this.opening.pending(cell, -1);
      }
      one = next[one];
    } while (one !== account);
    return sum <= this.limitLots;
  }

  /** A trade is booked. */
  traded(account: number, month: number, side: Side, lots: Lots, effect: number): void {
    if (this.limitLots === 0 || this.isFree[account] === 1) return;
    const { instruments } = this.opening;
    const at = this.controllers.groupOf[account] * instruments + month;
    this.opened[at] += this.opening.done(account * instruments + month, side, lots, effect);
  }
}
