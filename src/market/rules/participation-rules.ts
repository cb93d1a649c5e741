import type { EpochDay, Lots, Side, TimeUs } from "../../base/units.ts";
import { EFFECT_NET } from "../engine/order-kinds.ts";
import type { OrderStore } from "../engine/order-store.ts";
import type { FeeSchedule } from "../fees.ts";
import { type Instrument, type MonthInstrument, SpreadInstrument } from "../instrument.ts";
import type { Listed } from "../listed-month.ts";
import type { Participation } from "../participation.ts";
import {
  ABNORMAL_TRADING,
  ACCEPTED,
  MESSAGES_THROTTLED,
  NATURAL_PERSON,
  OPENING_LIMIT_EXCEEDED,
  POSITION_LIMIT_EXCEEDED,
} from "../refusals.ts";
import type { Holdings } from "../risk-gate.ts";
import { AbnormalTrading } from "./abnormal-trading.ts";
import { type AccountTraits, Controllers } from "./controllers.ts";
import { MarketMakerObligations, type ObligationResult } from "./market-maker-obligations.ts";
import { MessageThrottle } from "./message-throttle.ts";
import { NaturalPersons } from "./natural-persons.ts";
import { Opening } from "./opening.ts";
import { OpeningLimit } from "./opening-limit.ts";
import { OrderToTrade, type OrderToTradeCharge } from "./order-to-trade.ts";
import type { ParticipationParameters } from "./participation-parameters.ts";
import type { PositionLimits } from "./position-limit-parameters.ts";
import { PositionLimitRule } from "./position-limits.ts";

/** What the rules are made of. */
export interface ParticipationParts {
  readonly parameters: ParticipationParameters;
  /** Limits of each contract, at its number. */
  readonly positionLimits: readonly PositionLimits[];
  readonly fees: FeeSchedule;
  /** One entry per account, those of the members' houses too. */
  readonly accounts: readonly AccountTraits[];
  readonly holdings: Holdings;
  readonly store: OrderStore;
  /** Trading days of the run. */
  readonly sessions: number;
}

/**
 * All rules on who may hold, open and send how much. None refuses what only closes a position, but for one case that
 * PositionLimitRule names. An order for a calendar spread must satisfy them in both months, its lots netting against what is
 * held there.
 */
export class ParticipationRules implements Participation {
  readonly throttle: MessageThrottle;
  readonly naturalPersons: NaturalPersons;
  readonly abnormal: AbnormalTrading;
  readonly openingLimit: OpeningLimit;
  readonly positionLimits: PositionLimitRule;
  readonly orderToTrade: OrderToTrade;
  readonly obligations: MarketMakerObligations;
  private readonly store: OrderStore;
  private readonly opening: Opening;
  private readonly groupOf: Int32Array;
  /** Whether any rule asks what an order opens. */
  private readonly limitsOpening: boolean;
  /** The buyer whose trade was told of last. */
  private buyer = -1;

  constructor(parts: ParticipationParts) {
    const { parameters, accounts, holdings, store, fees } = parts;
    const controllers = new Controllers(accounts);
    const { instruments } = holdings;
    this.store = store;
    this.groupOf = controllers.groupOf;
    this.opening = new Opening(holdings, parameters.positionEffect);
    this.throttle = new MessageThrottle(parameters.messagesPerSecond, accounts.length);
    this.naturalPersons = new NaturalPersons(parameters.naturalPersonsOut, accounts, instruments);
    this.abnormal = new AbnormalTrading(parameters.abnormalTrading, controllers, accounts, instruments);
    this.openingLimit = new OpeningLimit(parameters.openingLimitLots, this.opening, controllers, accounts);
    this.positionLimits = new PositionLimitRule(
      parts.positionLimits,
      this.opening,
      controllers,
      accounts,
      parts.sessions,
    );
    const { abnormalTrading, openingLimitLots, naturalPersonsOut } = parameters;
    this.limitsOpening =
      this.positionLimits.isOn ||
      openingLimitLots > 0 ||
      naturalPersonsOut !== "none" ||
      abnormalTrading.selfTrades + abnormalTrading.cancels + abnormalTrading.largeCancels > 0;
    this.orderToTrade = new OrderToTrade(parameters.orderToTrade, accounts);
    this.obligations = new MarketMakerObligations(parameters.marketMakers, fees, accounts, store, instruments);
  }

  /**
   * Before the first message of a trading day. `months`: those that trade today, of each contract the nearest first, with
   * the open interest of the last clearing. `monthUseLots`: a month's national use of the underlying in lots of each listed
   * month, at its index.
   */
  startDay(session: number, day: EpochDay, months: readonly MonthInstrument[], monthUseLots: ArrayLike<number>): void {
    for (const { month } of months) this.naturalPersons.startDay(month, day);
    this.abnormal.startDay();
    this.openingLimit.startDay();
    this.positionLimits.startDay(session, day, months, monthUseLots);
    this.orderToTrade.startDay();
    this.obligations.startDay(months);
  }

  /** After the day's last trade, before the instruments' statistics are reset: what market makers did today. */
  endDay(nowUs: TimeUs): ObligationResult[] {
    return this.obligations.endDay(nowUs);
  }

  /** What accounts owe for today's messages. */
  charges(): OrderToTradeCharge[] {
    return this.orderToTrade.charges();
  }

  /**
   * Lots that the house must close for an account on a side (long +1) of a listed month this morning: all of a natural
   * person's once it must be out, else what is above the position limit.
   */
  excessLots(account: number, month: number, side: Side): Lots {
    if (this.naturalPersons.isOverdue(account, month)) {
      const { long, short, instruments } = this.opening;
      return (side === 1 ? long : short)[account * instruments + month];
    }
    return this.positionLimits.excessLots(account, month, side);
  }

  message(account: number, nowUs: TimeUs): number {
    this.orderToTrade.message(account);
    this.obligations.message(account, nowUs);
    return this.throttle.passes(account, nowUs) ? ACCEPTED : MESSAGES_THROTTLED;
  }

  admit(slot: number, instrument: Instrument, lots: Lots): number {
    const { store } = this;
    const account = store.accountOf(slot);
    const side = store.sideOf(slot);
    if (instrument instanceof SpreadInstrument) {
      const { near, far } = instrument.spread;
      const reason = this.refusal(account, near, side, lots, EFFECT_NET);
      return reason === ACCEPTED ? this.refusal(account, far, side === 1 ? -1 : 1, lots, EFFECT_NET) : reason;
    }
    const reason = this.refusal(account, instrument.listed, side, lots, store.effectOf(slot));
    if (reason === ACCEPTED) this.obligations.sent(account, instrument.listed.index, slot);
    return reason;
  }

  /**
   * Buyer first, then seller of each trade, after the risk gate has booked it. Accounts of one controller that meet are a
   * self-trade; the same account on both sides comes as `selfTraded`.
   */
  traded(account: number, instrument: MonthInstrument, side: Side, lots: Lots, effect: number, role: number): void {
    const { index } = instrument.month;
    this.orderToTrade.traded(account);
    this.openingLimit.traded(account, index, side, lots, effect);
    this.obligations.traded(account, index, lots, role);
    if (side === 1) this.buyer = account;
    else if (account !== this.buyer && this.groupOf[account] === this.groupOf[this.buyer])
      this.abnormal.selfTraded(account, index);
  }

  selfTraded(account: number, instrument: MonthInstrument): void {
    this.abnormal.selfTraded(account, instrument.month.index);
  }

  /** A cancelled order for a spread was one in both months. */
  cancelled(account: number, instrument: Instrument, lots: Lots): void {
    const { maxOrderLots, index } = instrument.listed;
    if (instrument instanceof SpreadInstrument) {
      this.abnormal.cancelled(account, instrument.spread.near.index, lots, maxOrderLots);
      this.abnormal.cancelled(account, instrument.spread.far.index, lots, maxOrderLots);
    } else this.abnormal.cancelled(account, index, lots, maxOrderLots);
  }

  bookChanged(instrument: Instrument, nowUs: TimeUs): void {
    this.obligations.bookChanged(instrument, nowUs);
  }

  private refusal(account: number, listed: Listed, side: Side, lots: Lots, effect: number): number {
    if (!this.limitsOpening) return ACCEPTED;
    const month = listed.index;
    const opened = this.opening.asked(account * this.opening.instruments + month, side, lots, effect);
    if (opened > 0) {
      if (!this.naturalPersons.mayOpen(account, month)) return NATURAL_PERSON;
      if (!this.abnormal.mayOpen(account, month)) return ABNORMAL_TRADING;
      if (!this.openingLimit.allows(account, month, opened)) return OPENING_LIMIT_EXCEEDED;
    }
    const isWithin = this.positionLimits.allows(account, listed.contract, month, side, lots, opened);
    return isWithin ? ACCEPTED : POSITION_LIMIT_EXCEEDED;
  }
}
