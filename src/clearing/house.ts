import { assert } from "../base/assert.ts";
import { roundHalfEven } from "../base/integers.ts";
import type { EpochDay, Lots, Money, Side, Ticks } from "../base/units.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import { ACCEPTED, ACCOUNT_SUSPENDED, INSUFFICIENT_MARGIN } from "../market/refusals.ts";
import type { RiskGate } from "../market/risk-gate.ts";
import type { Accounts } from "./accounts.ts";
import { STATUS_GOOD, STATUS_LIQUIDATING } from "./accounts.ts";
import { CashFlows, FLOW_FEE, FLOW_PHYSICAL, FLOW_VM } from "./cash-flows.ts";
import { Funding } from "./funding.ts";
import { MarginCalls } from "./margin-calls.ts";
import { fixedTierMargin } from "./margin/fixed-tiers.ts";
import type { ClearingParameters } from "./parameters.ts";
import { Positions } from "./positions.ts";

/** Fees of a venue, per mille of value. */
export interface FeeSchedule {
  readonly perMille: number;
  readonly settlementPerMille: number;
}

/** A listed month at the end of a trading day. */
export interface DailySettlement {
  readonly month: ListedMonth;
  readonly settlementTicks: Ticks;
  /** Money per lot of the final cash settlement on the last trading day, else undefined. */
  readonly finalMoneyPerLot: Money | undefined;
}

/**
 * The clearing house: holds margin for open orders, books trades, and runs the daily cycle of variation margin, fees,
 * funding, initial margin and calls. It stands between buyer and seller, so its settlement account is zero after every
 * cycle.
 */
export class ClearingHouse implements RiskGate {
  readonly accounts: Accounts;
  readonly positions: Positions;
  readonly flows: CashFlows;
  readonly calls: MarginCalls;
  /** Initial margin required per account after the last cycle, and variation margin of that cycle. */
  readonly required: Float64Array;
  readonly variation: Float64Array;
  /** Whether the orders that arrive now are the house's own, closing somebody's positions. */
  isLiquidating = false;
  private readonly parameters: ClearingParameters;
  private readonly fees: FeeSchedule;
  private readonly months: (ListedMonth | undefined)[];
  private readonly marginPerLot: Float64Array;
  private readonly settlementTicks: Int32Array;
  /** Variation margin per cell since its position was opened. */
  private readonly cumulatedVm: Float64Array;
  private readonly funding: Funding;
  /** Margin of positions and open orders together, per account. */
  private readonly reserved: Float64Array;

  constructor(parameters: ClearingParameters, fees: FeeSchedule, accounts: Accounts, instruments: number) {
    this.parameters = parameters;
    this.fees = fees;
    this.accounts = accounts;
    this.positions = new Positions(accounts.count, instruments);
    this.flows = new CashFlows(accounts.count, instruments);
    this.calls = new MarginCalls(accounts, this.flows);
    this.required = new Float64Array(accounts.count);
    this.variation = new Float64Array(accounts.count);
    this.months = new Array<ListedMonth | undefined>(instruments).fill(undefined);
    this.marginPerLot = new Float64Array(instruments);
    this.settlementTicks = new Int32Array(instruments);
    this.cumulatedVm = new Float64Array(accounts.count * instruments);
    this.funding = new Funding(parameters, accounts, this.positions, this.flows);
    this.reserved = new Float64Array(accounts.count);
  }

  /** Takes a newly listed month into clearing; it is marked from its listing price. */
  list(month: ListedMonth, day: EpochDay): void {
    this.months[month.index] = month;
    this.settlementTicks[month.index] = month.listTicks;
    this.marginPerLot[month.index] = fixedTierMargin(this.parameters.margin, month, month.listTicks, day);
  }

  admit(account: number, instrument: number, side: Side, lots: Lots): number {
    const { openBuy, openSell } = this.positions;
    const cell = this.positions.cell(account, instrument);
    if (this.accounts.status[account] !== STATUS_GOOD && !this.maySuspendedTrade(account, cell, side, lots))
      return ACCOUNT_SUSPENDED;
    const before = this.exposureLots(cell);
    const opens = side === 1 ? openBuy : openSell;
    opens[cell] = opens[cell]! + lots;
    const extra = (this.exposureLots(cell) - before) * this.marginPerLot[instrument]!;
    if (extra > 0 && this.reserved[account]! + extra > this.accounts.available(account)) {
      opens[cell] = opens[cell]! - lots;
      return INSUFFICIENT_MARGIN;
    }
    this.reserved[account] = this.reserved[account]! + extra;
    return ACCEPTED;
  }

  release(account: number, instrument: number, side: Side, lots: Lots): void {
    const cell = this.positions.cell(account, instrument);
    const before = this.exposureLots(cell);
    this.closeOpen(cell, side, lots);
    this.reserved[account] =
      this.reserved[account]! + (this.exposureLots(cell) - before) * this.marginPerLot[instrument]!;
  }

  trade(account: number, instrument: number, side: Side, lots: Lots, priceTicks: Ticks): void {
    const cell = this.positions.cell(account, instrument);
    const before = this.exposureLots(cell);
    this.closeOpen(cell, side, lots);
    this.positions.trade(cell, side, lots, priceTicks);
    this.reserved[account] =
      this.reserved[account]! + (this.exposureLots(cell) - before) * this.marginPerLot[instrument]!;
    // Under liquidation only the house trades for an account.
    if (this.accounts.status[account] === STATUS_LIQUIDATING) this.calls.liquidated(account, lots);
    const value = Math.abs(priceTicks) * this.months[instrument]!.tickMoney * lots;
    this.charge(account, instrument, roundHalfEven((value * this.fees.perMille) / 1000));
  }

  /** Money for the physical leg: received positive. */
  physical(account: number, amount: Money): void {
    this.accounts.ledger.post(this.accounts.outside, this.accounts.treasury[account]!, amount);
    this.flows.add(FLOW_PHYSICAL, account, this.flows.noInstrument, amount);
  }

  /**
   * The daily cycle after the close: marks every position to the settlement price, settles expiring months in cash,
   * accrues funding for the `days` calendar days to `nextDay`, the next trading day, pays it if the month is over, recomputes
   * initial margin and calls what is missing.
   */
  closeDay(
    session: number,
    nextDay: EpochDay,
    days: number,
    isMonthOver: boolean,
    settlements: readonly DailySettlement[],
  ): void {
    this.variation.fill(0);
    for (let i = 0; i < settlements.length; i++) this.markToMarket(settlements[i]!);
    assert(this.accounts.ledger.balance(this.accounts.settlement) === 0, "variation margin does not add up to zero");
    for (let i = 0; i < settlements.length; i++) {
      const settlement = settlements[i]!;
      const month = settlement.month;
      this.settlementTicks[month.index] = settlement.settlementTicks;
      this.marginPerLot[month.index] =
        settlement.finalMoneyPerLot === undefined
          ? fixedTierMargin(this.parameters.margin, month, settlement.settlementTicks, nextDay)
          : 0;
    }
    for (let account = 0; account < this.accounts.count; account++) {
      this.funding.accrue(account, days, this.marginPerLot, this.cumulatedVm);
      // An account that has left pays at once, so that nothing is owed by one that may have defaulted.
      if (isMonthOver || !this.hasPosition(account)) this.funding.pay(account);
      this.required[account] = this.requiredMargin(account);
      this.reserved[account] = this.exposureMargin(account);
      this.calls.review(account, session, this.required[account]!, this.hasPosition(account));
    }
    this.accounts.ledger.verify();
  }

  /** Calls are due before the next trading day opens; accounts that cannot pay are to be liquidated. */
  callsDue(session: number): void {
    for (let account = 0; account < this.accounts.count; account++)
      this.calls.due(account, session, this.required[account]!);
  }

  /** Whether the house is closing this account's positions and there is something left to close. */
  mustLiquidate(account: number): boolean {
    if (this.accounts.status[account] !== STATUS_LIQUIDATING) return false;
    const required = this.requiredMargin(account);
    return required > 0 && required > this.equityNow(account);
  }

  /** The listed month with the largest margin among an account's positions of which `may` says yes, or -1. */
  largestPosition(account: number, may: (instrument: number) => boolean = () => true): number {
    let largest = -1;
    let margin = -1;
    for (let i = 0; i < this.positions.instruments; i++) {
      const lots = Math.abs(this.positions.lots[this.positions.cell(account, i)]!);
      const held = lots * this.marginPerLot[i]!;
      if (lots > 0 && held > margin && may(i)) {
        margin = held;
        largest = i;
      }
    }
    return largest;
  }

  /** Balance plus the gains of today's trades against the last settlement price. */
  private equityNow(account: number): Money {
    let gains = 0;
    for (let i = 0; i < this.positions.instruments; i++) {
      const month = this.months[i];
      if (month === undefined) continue;
      const cell = this.positions.cell(account, i);
      const moved = this.positions.lots[cell]! - this.positions.settledLots[cell]!;
      gains += month.tickMoney * (moved * this.settlementTicks[i]! - this.positions.tradedTicks[cell]!);
    }
    return this.accounts.balance(account) + gains;
  }

  private requiredMargin(account: number): Money {
    let sum = 0;
    for (let i = 0; i < this.positions.instruments; i++)
      sum += Math.abs(this.positions.lots[this.positions.cell(account, i)]!) * this.marginPerLot[i]!;
    return sum;
  }

  /** Margin of positions and of the orders that stay open overnight. */
  private exposureMargin(account: number): Money {
    let sum = 0;
    for (let i = 0; i < this.positions.instruments; i++)
      sum += this.exposureLots(this.positions.cell(account, i)) * this.marginPerLot[i]!;
    return sum;
  }

  private hasPosition(account: number): boolean {
    return this.largestPosition(account) >= 0;
  }

  /** A suspended account may only reduce; under liquidation only the house trades for it. */
  private maySuspendedTrade(account: number, cell: number, side: Side, lots: Lots): boolean {
    if (this.accounts.status[account] === STATUS_LIQUIDATING && !this.isLiquidating) return false;
    return this.reduces(cell, side, lots);
  }

  /** Whether an order can only bring an account nearer to no position, its other open orders included. */
  private reduces(cell: number, side: Side, lots: Lots): boolean {
    const opens = side === 1 ? this.positions.openBuy : this.positions.openSell;
    return lots + opens[cell]! <= -side * this.positions.lots[cell]!;
  }

  private markToMarket(settlement: DailySettlement): void {
    const { month, settlementTicks, finalMoneyPerLot } = settlement;
    const { ledger } = this.accounts;
    const previousTicks = this.settlementTicks[month.index]!;
    const nowMoney = finalMoneyPerLot ?? settlementTicks * month.tickMoney;
    for (let account = 0; account < this.accounts.count; account++) {
      const cell = this.positions.cell(account, month.index);
      const lots = this.positions.lots[cell]!;
      const settledLots = this.positions.settledLots[cell]!;
      const traded = this.positions.tradedTicks[cell]!;
      const open = this.positions.openBuy[cell]! + this.positions.openSell[cell]!;
      assert(open === 0 || finalMoneyPerLot === undefined, "open orders after a month's last trading day");
      if (lots === 0 && settledLots === 0 && traded === 0) continue;
      // A spread's leg may have traded between two ticks; the money of a lot is whole all the same.
      const vm = lots * nowMoney - roundHalfEven((settledLots * previousTicks + traded) * month.tickMoney);
      if (vm !== 0) ledger.post(this.accounts.settlement, this.accounts.free[account]!, vm);
      this.variation[account] = this.variation[account]! + vm;
      this.flows.add(FLOW_VM, account, month.index, vm);
      this.cumulatedVm[cell] = lots === 0 ? 0 : this.cumulatedVm[cell]! + vm;
      this.positions.settledLots[cell] = lots;
      this.positions.tradedTicks[cell] = 0;
      if (finalMoneyPerLot !== undefined && lots !== 0) this.settleFinally(account, cell, month, finalMoneyPerLot);
    }
  }

  private settleFinally(account: number, cell: number, month: ListedMonth, moneyPerLot: Money): void {
    const value = Math.abs(this.positions.lots[cell]! * moneyPerLot);
    this.charge(account, month.index, roundHalfEven((value * this.fees.settlementPerMille) / 1000));
    this.positions.lots[cell] = 0;
    this.positions.settledLots[cell] = 0;
    this.cumulatedVm[cell] = 0;
  }

  private charge(account: number, instrument: number, fee: Money): void {
    if (fee === 0) return;
    this.accounts.ledger.post(this.accounts.free[account]!, this.accounts.fees, fee);
    this.flows.add(FLOW_FEE, account, instrument, -fee);
  }

  /** Lots that margin must cover: the larger of the positions after all open buys or all open sells have traded. */
  private exposureLots(cell: number): Lots {
    const lots = this.positions.lots[cell]!;
    const long = lots + this.positions.openBuy[cell]!;
    const short = this.positions.openSell[cell]! - lots;
    return long > short ? long : short;
  }

  private closeOpen(cell: number, side: Side, lots: Lots): void {
    const opens = side === 1 ? this.positions.openBuy : this.positions.openSell;
    const left = opens[cell]! - lots;
    assert(left >= 0, "more open lots released than reserved");
    opens[cell] = left;
  }
}
