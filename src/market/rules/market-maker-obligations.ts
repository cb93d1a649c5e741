import { roundHalfEven } from "../../base/integers.ts";
import type { Lots, Money, TimeUs } from "../../base/units.ts";
import { MONEY_PER_UNIT } from "../../base/units.ts";
import type { OrderStore } from "../engine/order-store.ts";
import { FEE_MAKER, FEE_OPEN, type FeeSchedule } from "../fees.ts";
import type { Instrument, MonthInstrument } from "../instrument.ts";
import { ROLE_MAKER } from "../risk-gate.ts";
import type { AccountTraits } from "./controllers.ts";
import { MakerQuotes } from "./maker-quotes.ts";
import type { MarketMakersParameters } from "./participation-parameters.ts";

/** What one market maker owed and did in one listed month on one day. */
export interface ObligationResult {
  readonly account: number;
  /** Index of the listed month. */
  readonly instrument: number;
  readonly requiredUs: TimeUs;
  readonly quotingUs: TimeUs;
  readonly presencePercent: number;
  readonly isMet: boolean;
  readonly makerLots: Lots;
  /** Rebate; a penalty is negative. */
  readonly amount: Money;
}

/** The day of one market maker in one listed month. */
interface Duty {
  readonly quotes: MakerQuotes;
  readonly instrument: MonthInstrument;
  /** Settlement price of the day before: what fees are reckoned on. */
  readonly referenceTicks: number;
  isQuoting: boolean;
  sinceUs: TimeUs;
  quotingUs: TimeUs;
  makerLots: Lots;
}

/**
 * Obligations of designated market makers: in the nearest listed months of each contract, a bid and an ask of at least
 * `minLots` shown lots each and within the widest spread, for `presencePercent` of continuous trading. Who meets that on a
 * day is paid back a share of the fees on what it traded as maker (as if all of it had opened positions at the last
 * settlement price) and an amount per lot; who does not pays the penalty. Source: the form of exchanges' market-maker
 * agreements; all sizes are assumptions.
 *
 * Time counts while the book's top is public, which it is in continuous trading. Only obliged accounts cost anything: a
 * maker's orders are looked at after its own messages and trades, and after what the venue does by itself once one of the two
 * orders of its quote no longer stands.
 */
export class MarketMakerObligations {
  private readonly terms: MarketMakersParameters;
  private readonly fees: FeeSchedule;
  private readonly store: OrderStore;
  private readonly makers: readonly number[];
  private readonly isMaker: Uint8Array;
  /** Per listed month the duties of the day, none where nothing is owed. */
  private readonly duties: (Duty[] | undefined)[];
  private readonly wasPublic: Uint8Array;
  /** Listed months in which a maker has traded since its orders were looked at. */
  private readonly isTouched: Uint8Array;
  /** Who sent the last message, and when. */
  private sender = -1;
  private sentUs: TimeUs = -1;

  constructor(
    terms: MarketMakersParameters,
    fees: FeeSchedule,
    accounts: readonly AccountTraits[],
    store: OrderStore,
    instruments: number,
  ) {
    this.terms = terms;
    this.fees = fees;
    this.store = store;
    this.isMaker = Uint8Array.from(accounts, (traits) => (traits.isDesignatedMaker && terms.months > 0 ? 1 : 0));
    this.makers = accounts.flatMap((_, account) => (this.isMaker[account] === 1 ? [account] : []));
    this.duties = new Array<Duty[] | undefined>(instruments).fill(undefined);
    this.wasPublic = new Uint8Array(instruments);
    this.isTouched = new Uint8Array(instruments);
  }

  /** `months`: those that trade today, of each contract the nearest first. Orders that rest from earlier days stay known. */
  startDay(months: readonly MonthInstrument[]): void {
    const before = this.duties.slice();
    this.duties.fill(undefined);
    this.wasPublic.fill(0);
    this.isTouched.fill(0);
    if (this.makers.length === 0) return;
    const taken = new Map<number, number>();
    for (const instrument of months) {
      const { contract, index } = instrument.month;
      const rank = taken.get(contract) ?? 0;
      taken.set(contract, rank + 1);
      if (rank >= this.terms.months) continue;
      this.duties[index] = this.makers.map((account, k) => ({
        quotes: before[index]?.[k].quotes ?? new MakerQuotes(account, index, this.terms, this.store),
        instrument,
        referenceTicks: instrument.settlementTicks,
        isQuoting: false,
        sinceUs: 0,
        quotingUs: 0,
        makerLots: 0,
      }));
    }
  }

  message(account: number, nowUs: TimeUs): void {
    this.sender = account;
    this.sentUs = nowUs;
  }

  /** An order is about to enter a book, or to become larger. */
  sent(account: number, month: number, slot: number): void {
    if (this.isMaker[account] === 1) this.dutyOf(account, month)?.quotes.sent(slot);
  }

  traded(account: number, month: number, lots: Lots, role: number): void {
    if (this.isMaker[account] === 0) return;
    this.isTouched[month] = 1;
    const duty = role === ROLE_MAKER ? this.dutyOf(account, month) : undefined;
    if (duty !== undefined) duty.makerLots += lots;
  }

  bookChanged(instrument: Instrument, nowUs: TimeUs): void {
    const { index } = instrument.listed;
    const duties = this.duties[index];
    if (duties === undefined) return;
    const isPublic = instrument.bidLots > 0 && instrument.askLots > 0 ? 1 : 0;
    const isOnlyBySender = nowUs === this.sentUs && this.isTouched[index] === 0 && this.wasPublic[index] === isPublic;
    // Most messages are of others, and change nothing of a maker's. (What the venue does by itself at the very microsecond of
    // a message is seen at the next change.)
    if (isOnlyBySender && this.isMaker[this.sender] === 0) return;
    const turned = this.wasPublic[index] !== isPublic;
    this.wasPublic[index] = isPublic;
    this.isTouched[index] = 0;
    for (let k = 0; k < duties.length; k++) {
      const duty = duties[k];
      const isSender = duty.quotes.account === this.sender;
      if (turned || isSender || (duty.isQuoting && !duty.quotes.stands())) look(duty, nowUs, isPublic === 1);
    }
  }

  /**
   * Ends the day: after continuous trading and the counting of its time in the instruments' statistics, before these are
   * reset. A month that did not trade continuously today owes nothing and has no result.
   */
  endDay(nowUs: TimeUs): ObligationResult[] {
    const results: ObligationResult[] = [];
    for (const duties of this.duties) {
      for (const duty of duties ?? []) {
        look(duty, nowUs, false);
        if (duty.instrument.stats.continuousUs > 0) results.push(this.result(duty));
      }
    }
    return results;
  }

  private result(duty: Duty): ObligationResult {
    const { quotes, instrument, makerLots } = duty;
    const requiredUs = instrument.stats.continuousUs;
    const quotingUs = Math.min(duty.quotingUs, requiredUs);
    const presencePercent = (100 * quotingUs) / requiredUs;
    const isMet = presencePercent >= this.terms.presencePercent;
    return {
      account: quotes.account,
      instrument: quotes.month,
      requiredUs,
      quotingUs,
      presencePercent,
      isMet,
      makerLots,
      amount: isMet ? this.rebate(duty) : -roundHalfEven(this.terms.penalty * MONEY_PER_UNIT) + 0,
    };
  }

  private rebate(duty: Duty): Money {
    const { makerLots, instrument, referenceTicks } = duty;
    const value = Math.abs(referenceTicks) * instrument.month.tickMoney * makerLots;
    const paid = this.fees.charge(FEE_OPEN, value, makerLots) + this.fees.charge(FEE_MAKER, value, makerLots);
    return roundHalfEven(
      (Math.max(0, paid) * this.terms.rebatePercent) / 100 + makerLots * this.terms.rebatePerLot * MONEY_PER_UNIT,
    );
  }

  private dutyOf(account: number, month: number): Duty | undefined {
    const duties = this.duties[month];
    if (duties === undefined) return undefined;
    for (let k = 0; k < duties.length; k++) if (duties[k].quotes.account === account) return duties[k];
    return undefined;
  }
}

/** Counts the time since the last look and sees whether the quote now stands. */
function look(duty: Duty, nowUs: TimeUs, isPublic: boolean): void {
  if (duty.isQuoting) duty.quotingUs += nowUs - duty.sinceUs;
  duty.sinceUs = nowUs;
  duty.isQuoting = duty.quotes.find() && isPublic;
}
