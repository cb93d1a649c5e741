import type { Lots } from "../../base/units.ts";
import type { AccountTraits, Controllers } from "./controllers.ts";
import type { AbnormalTradingParameters } from "./participation-parameters.ts";

/**
 * Abnormal trading: a controller that has traded with itself, cancelled, or cancelled large orders too often in a listed
 * month today may open nothing more there until the next trading day. Source: SHFE's guidance on abnormal trading names the
 * counts and counts a group as one; the exchange warns first and restricts after repetition, here the first day restricts
 * (assumption).
 */
export class AbnormalTrading {
  private readonly parameters: AbnormalTradingParameters;
  private readonly controllers: Controllers;
  private readonly instruments: number;
  private readonly isFree: Uint8Array;
  private readonly selfTrades: Int32Array;
  private readonly cancels: Int32Array;
  private readonly largeCancels: Int32Array;
  /** Whether a group may open nothing more today, at group * instruments + month like all columns. */
  private readonly isBarred: Uint8Array;

  constructor(
    parameters: AbnormalTradingParameters,
    controllers: Controllers,
    accounts: readonly AccountTraits[],
    instruments: number,
  ) {
    this.parameters = parameters;
    this.controllers = controllers;
    this.instruments = instruments;
    const free = (traits: AccountTraits): boolean =>
      traits.isMember || (parameters.makersExempt && traits.isDesignatedMaker);
    this.isFree = Uint8Array.from(accounts, (traits) => (free(traits) ? 1 : 0));
    const cells = controllers.count * instruments;
    this.selfTrades = new Int32Array(cells);
    this.cancels = new Int32Array(cells);
    this.largeCancels = new Int32Array(cells);
    this.isBarred = new Uint8Array(cells);
  }

  startDay(): void {
    this.selfTrades.fill(0);
    this.cancels.fill(0);
    this.largeCancels.fill(0);
    this.isBarred.fill(0);
  }

  mayOpen(account: number, month: number): boolean {
    return this.isBarred[this.at(account, month)] === 0 || this.isFree[account] === 1;
  }

  selfTraded(account: number, month: number): void {
    if (this.isFree[account] === 0) this.count(this.selfTrades, this.parameters.selfTrades, this.at(account, month));
  }

  /** An order with so many open lots has been cancelled by its owner. */
  cancelled(account: number, month: number, lots: Lots, maxOrderLots: Lots): void {
    if (this.isFree[account] === 1) return;
    const at = this.at(account, month);
    this.count(this.cancels, this.parameters.cancels, at);
    if (100 * lots >= this.parameters.largePercent * maxOrderLots)
      this.count(this.largeCancels, this.parameters.largeCancels, at);
  }

  private count(counts: Int32Array, threshold: number, at: number): void {
    counts[at]++;
    if (threshold > 0 && counts[at] >= threshold) this.isBarred[at] = 1;
  }

  private at(account: number, month: number): number {
    return this.controllers.groupOf[account] * this.instruments + month;
  }
}
