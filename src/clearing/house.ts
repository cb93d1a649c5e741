import { assert } from "../base/assert.ts";
import type { Stream } from "../base/random.ts";
import type { EpochDay, Lots, Money, Side, Ticks, TimeUs } from "../base/units.ts";
import type { FeeSchedule } from "../market/fees.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { Holdings, RiskGate } from "../market/risk-gate.ts";
import type { Accounts } from "./accounts.ts";
import { STATUS_DEFAULTED, STATUS_GOOD, STATUS_LIQUIDATING } from "./accounts.ts";
import { CashFlows, FLOW_PHYSICAL } from "./cash-flows.ts";
import { CcpDay, type CcpFigures } from "./ccp-day.ts";
import { DefaultFund } from "./default-fund.ts";
import { FeeBook } from "./fee-book.ts";
import { Funding } from "./funding.ts";
import type { DeskParts } from "./house-desk.ts";
import { Intraday } from "./intraday.ts";
import { MarginBook } from "./margin-book.ts";
import { type CallTime, MarginCalls } from "./margin-calls.ts";
import type { MarginModel } from "./margin/margin-model.ts";
import { type DefaultRow, MemberCover } from "./member-cover.ts";
import type { Members } from "./members.ts";
import { OrderHolds } from "./order-holds.ts";
import type { ClearingParameters } from "./parameters.ts";
import { Positions } from "./positions.ts";
import type { StressResult } from "./stress/cover.ts";
import { type DailySettlement, Variation } from "./variation.ts";

const FUND_LAYERS: readonly string[] = ["defaulter_fund", "mutual_fund"];

/** What a clearing house is made of. */
export interface HouseParts {
  readonly parameters: ClearingParameters;
  readonly accounts: Accounts;
  readonly members: Members;
  /** Listed months of the whole run. */
  readonly months: number;
  /** Codes of the venue's contracts, in the order of their numbers. */
  readonly contracts: readonly string[];
  readonly fees: FeeSchedule;
  readonly margin: MarginModel;
  /** Orders say whether they open or close a position. */
  readonly positionEffect: boolean;
  /** With position effect, orders without one are taken too: the venue lists spreads, whose legs have none. */
  readonly takesNet: boolean;
  /** Private part of bids in the close-out auction. */
  readonly auctionStream: Stream;
}

/** One run of the daily cycle. */
export interface DailyCycle extends CallTime {
  /** The next trading day, for which margin is asked, and calendar days until it. */
  readonly nextDay: EpochDay;
  readonly days: number;
  /** The calendar month ends before the next trading day. */
  readonly isMonthOver: boolean;
  /** Deadline of the calls that the cycle makes; NaN where it lies beyond the run. */
  readonly dueUs: TimeUs;
  readonly settlements: readonly DailySettlement[];
}

/**
 * The clearing house: holds margin for open orders, books trades, and runs the daily cycle of variation margin, fees,
 * funding, initial margin, calls, members' cover and default fund. It stands between buyer and seller, so its settlement
 * account is zero after every cycle.
 */
export class ClearingHouse implements RiskGate {
  readonly accounts: Accounts;
  readonly members: Members;
  readonly positions: Positions;
  readonly flows: CashFlows;
  readonly fees: FeeBook;
  readonly margin: MarginBook;
  readonly calls: MarginCalls;
  readonly intraday: Intraday;
  readonly fund: DefaultFund;
  /** Initial margin required per account after the last cycle. */
  readonly required: Float64Array;
  private readonly holds: OrderHolds;
  private readonly variations: Variation;
  private readonly funding: Funding;
  private readonly cover: MemberCover;
  private readonly day: CcpDay;
  private readonly stressTerms: ClearingParameters["stress"];
  /** Whether the waterfall has a layer that the default fund pays. */
  private readonly hasFund: boolean;
  private isFundDue: boolean;
  private lastFigures: CcpFigures | undefined;

  constructor(parts: HouseParts) {
    const { parameters, accounts, members, months, positionEffect } = parts;
    this.stressTerms = parameters.stress;
    this.isFundDue = this.hasFund = parameters.waterfall.some(({ layer }) => FUND_LAYERS.includes(layer));
    this.accounts = accounts;
    this.members = members;
    this.positions = new Positions(accounts.count, months);
    this.flows = new CashFlows(accounts.count, months);
    this.fees = new FeeBook(accounts, this.positions, this.flows, parts.fees);
    this.margin = new MarginBook(parts.margin, this.positions);
    this.calls = new MarginCalls(accounts, this.flows);
    this.required = new Float64Array(accounts.count);
    const isGross = parameters.margin.model === "fixed_tiers" && parameters.margin.sides === "gross";
    const terms = { positionEffect, takesNet: parts.takesNet, isGross };
    this.holds = new OrderHolds(accounts, this.positions, this.margin.perLot, terms);
    this.variations = new Variation(accounts, this.positions, this.flows, this.fees);
    this.funding = new Funding(parameters, accounts, this.positions, this.flows);
    this.fund = new DefaultFund(accounts, members, this.flows);
    const { positions, flows, margin, fund } = this;
    const desk: DeskParts = {
      ...{ accounts, members, positions, flows, margin, fund, positionEffect },
      variation: this.variations,
    };
    this.cover = new MemberCover(desk, this.calls, parameters, parts.auctionStream);
    this.intraday = new Intraday(desk, this.calls, parameters.calls.intraday.thresholdPercent);
    this.day = new CcpDay(desk, this.calls, parameters, parts.contracts);
  }

  get holdings(): Holdings {
    return this.positions;
  }

  /** Variation margin of the last daily cycle, by account. */
  get variation(): Float64Array {
    return this.variations.cycle;
  }

  /** Clients and members that defaulted, in order. */
  get defaults(): readonly DefaultRow[] {
    return this.cover.rows;
  }

  /** The house after the last daily cycle. */
  get figures(): CcpFigures {
    assert(this.lastFigures !== undefined, "no daily cycle has been run");
    return this.lastFigures;
  }

  /** Whether the orders that arrive now are the house's own, closing somebody's positions. */
  set isLiquidating(value: boolean) {
    this.holds.isLiquidating = value;
  }

  /** Takes a newly listed month into clearing on a trading day; it is marked from its listing price. */
  list(month: ListedMonth, day: EpochDay): void {
    this.margin.list(month, day);
  }

  admit(account: number, instrument: number, side: Side, lots: Lots, effect: number): number {
    return this.holds.admit(account, instrument, side, lots, effect);
  }

  release(account: number, instrument: number, side: Side, lots: Lots, effect: number): void {
    this.holds.release(account, instrument, side, lots, effect);
  }

  trade(
    account: number,
    instrument: number,
    side: Side,
    lots: Lots,
    priceTicks: number,
    effect: number,
    role: number,
  ): void {
    const risk = this.margin.months[instrument]!;
    const { tickMoney } = risk.month;
    this.holds.trade(account, instrument, side, lots, priceTicks, effect);
    // Under liquidation only the house trades for an account.
    if (this.accounts.status[account] === STATUS_LIQUIDATING)
      this.calls.liquidated(account, lots, Math.round(side * (priceTicks - risk.settlementTicks) * tickMoney * lots));
    this.fees.trade(account, instrument, lots, Math.abs(priceTicks) * tickMoney * lots, role);
  }

  /** Money for the physical leg: received positive. */
  physical(account: number, amount: Money): void {
    this.accounts.ledger.post(this.accounts.outside, this.accounts.treasury[account]!, amount);
    this.flows.add(FLOW_PHYSICAL, account, this.flows.noInstrument, amount);
  }

  /** A perpetual's longs pay its shorts so much per lot, or the other way round where it is negative. */
  payPerpetualFunding(instrument: number, moneyPerLot: Money): void {
    this.variations.perpetualFunding(instrument, moneyPerLot);
  }

  /**
   * Closes long lots of one account against short lots of another at a price outside the book: forced reduction. To be
   * done before the daily cycle, with no closing orders of the two left in the month.
   */
  transfer(longAccount: number, shortAccount: number, instrument: number, lots: Lots, priceTicks: Ticks): void {
    this.positions.reduceAt(this.positions.cell(longAccount, instrument), 1, lots, priceTicks);
    this.positions.reduceAt(this.positions.cell(shortAccount, instrument), -1, lots, priceTicks);
  }

  /** Whether closing orders of an account reserve more than it holds, since positions were closed outside the book. */
  isOverReserved(account: number): boolean {
    const from = account * this.positions.instruments;
    for (let cell = from; cell < from + this.positions.instruments; cell++)
      if (this.positions.isOverReserved(cell)) return true;
    return false;
  }

  /**
   * The daily cycle after the close: marks every position to the settlement price, settles expiring months in cash,
   * accrues funding and pays it if the month is over, lets members cover their clients or default, recomputes initial
   * margin and calls what is missing, and on the first cycle of a month collects the default fund.
   */
  closeDay(cycle: DailyCycle): void {
    this.variations.mark(cycle.settlements, (instrument) => this.margin.ticks(instrument));
    this.positions.endDay();
    this.margin.settle(cycle.settlements, cycle.nextDay, cycle.days);
    this.day.countBreaches();
    const { cumulated } = this.variations;
    const marginLots = (cell: number): Lots => this.holds.positionLots(cell);
    for (let account = 0; account < this.accounts.count; account++) {
      this.funding.accrue(account, cycle.days, this.margin.perLot, cumulated, marginLots);
      // An account that leaves, or has failed, pays at once, so that nothing is owed by one that may default.
      const leaves = this.positions.isFlat(account) || this.accounts.status[account] === STATUS_LIQUIDATING;
      if (cycle.isMonthOver || leaves) this.funding.pay(account);
    }
    this.cover.run(cycle);
    for (let account = 0; account < this.accounts.count; account++) this.review(account, cycle);
    const stress = this.day.stress();
    if (this.hasFund && (this.isFundDue || this.isFundShort(stress)))
      this.fund.resize(stress.fundRequired, this.required);
    this.isFundDue = cycle.isMonthOver;
    this.lastFigures = this.day.figures(cycle, this.required, stress, this.cover.desk.assessed);
    this.intraday.startDay();
    this.accounts.ledger.verify();
  }

  /** Deadlines up to now: credit lines pay calls. Whether an account failed to, and is to be liquidated. */
  callsDue(at: CallTime): boolean {
    let hasFailed = false;
    for (let account = 0; account < this.accounts.clients; account++)
      if (this.calls.due(account, at, this.required[account]!)) hasFailed = true;
    return hasFailed;
  }

  /** An intraday cycle at prices in ticks per instrument (NaN: the last settlement); returns the calls made. */
  callIntraday(at: CallTime, dueUs: TimeUs, markTicks: ArrayLike<number>): number {
    const called = this.intraday.run(at, dueUs, markTicks);
    for (const account of this.intraday.called) {
      this.required[account] = this.intraday.required[account]!;
      const balance = this.accounts.balance(account);
      this.accounts.hold(account, Math.max(0, Math.min(balance, this.required[account])));
    }
    return called;
  }

  /** Whether an account may not trade freely. */
  isSuspended(account: number): boolean {
    return this.accounts.status[account] !== STATUS_GOOD;
  }

  /** Whether the house is closing this account's positions and there is something left to close. */
  mustLiquidate(account: number): boolean {
    if (this.accounts.status[account] !== STATUS_LIQUIDATING) return false;
    if (this.cover.isWoundUp(account)) return !this.positions.isFlat(account);
    const required = this.margin.required(account);
    return required > 0 && required > this.accounts.balance(account) + this.intraday.gains(account);
  }

  /**
   * The run is over: what is open still closes at the last settlement price, to which it is marked, and margin and shares
   * of the default fund are returned. Asserts that nothing is left anywhere.
   */
  closeBooks(): void {
    const { accounts, positions } = this;
    for (let cell = 0; cell < positions.lots.length; cell++) positions.clear(cell);
    for (let account = 0; account < accounts.count; account++) {
      accounts.hold(account, 0);
      this.required[account] = 0;
    }
    for (let m = 0; m < this.members.count; m++) this.fund.returnShare(m);
    const held = accounts.held.reduce((sum, account) => sum + Math.abs(accounts.ledger.balance(account)), 0);
    assert(held === 0 && this.fund.prefunded === 0, "margin or default fund is left at the end");
    assert(accounts.ledger.balance(accounts.settlement) === 0, "the settlement account is not empty at the end");
    accounts.ledger.verify();
  }

  /** Whether the fund holds so little of what it is sized for that the rulebook has it sized anew. */
  private isFundShort({ cover1, cover2 }: StressResult): boolean {
    const { cover, resizeBelow } = this.stressTerms;
    return this.fund.prefunded < resizeBelow * (cover === 1 ? cover1 : cover2);
  }

  private review(account: number, cycle: DailyCycle): void {
    const required = this.margin.required(account);
    this.required[account] = required;
    this.cover.review(account, cycle, required);
    // What the default process has closed on the day has accrued what nobody will pay.
    if (this.accounts.status[account] === STATUS_DEFAULTED) this.funding.forget(account);
    const isOpen = this.cover.isWoundUp(account) && !this.positions.isFlat(account);
    if (!this.members.isHouseAccount(account) && !isOpen) this.calls.review(account, cycle, cycle.dueUs, required);
    this.holds.renew(account, required);
  }
}
