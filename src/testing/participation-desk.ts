import type { ParameterTable } from "../base/parameters.ts";
import type { Lots, Side } from "../base/units.ts";
import type { BookView } from "../market/engine/book-view.ts";
import {
  EFFECT_CLOSE,
  EFFECT_CLOSE_TODAY,
  EFFECT_NET,
  STP_ALLOW,
  TIF_DAY,
  TYPE_LIMIT,
} from "../market/engine/order-kinds.ts";
import { ORDER_DONE, ORDER_RESTING } from "../market/engine/order-record.ts";
import { OrderStore } from "../market/engine/order-store.ts";
import { FeeSchedule } from "../market/fees.ts";
import { type FeeParameters, feesTable } from "../market/fees-parameters.ts";
import { MonthInstrument } from "../market/instrument.ts";
import { ACCEPTED, CLOSE_EXCEEDS_POSITION } from "../market/refusals.ts";
import { ROLE_TAKER } from "../market/risk-gate.ts";
import type { AccountTraits } from "../market/rules/controllers.ts";
import { type ParticipationParameters, participationRulesTable } from "../market/rules/participation-parameters.ts";
import { ParticipationRules } from "../market/rules/participation-rules.ts";
import { type PositionLimits, positionLimitsTable } from "../market/rules/position-limit-parameters.ts";
import { type PriceRules, priceRulesTable } from "../market/rules/price-parameters.ts";
import { noHoldings } from "./venue-desk.ts";
import { testMonth } from "./venue-parameters.ts";

/** The values of a table of defaults, groups included. */
export function deepDefaults(table: ParameterTable): unknown {
  const entries = Object.entries(table).map(([name, spec]) => [
    name,
    spec.kind === "group" ? deepDefaults(spec.fields) : "default" in spec ? spec.default : undefined,
  ]);
  return Object.fromEntries(entries);
}

export const NO_RULES = deepDefaults(participationRulesTable) as ParticipationParameters;
const PRICE_RULES = deepDefaults(priceRulesTable) as PriceRules;
export const NO_LIMITS = deepDefaults(positionLimitsTable) as PositionLimits;
export const TRADER: AccountTraits = {
  controller: 0,
  isNaturalPerson: false,
  hedgeExempt: false,
  hedgeQuotaLots: 0,
  isDesignatedMaker: false,
  isMember: false,
};

export interface DeskOptions {
  readonly rules?: Partial<ParticipationParameters>;
  readonly limits?: Partial<PositionLimits>;
  readonly fees?: Partial<FeeParameters>;
  /** One entry per account; each controls itself unless it says otherwise. */
  readonly accounts?: readonly Partial<AccountTraits>[];
  readonly months?: readonly Partial<ReturnType<typeof testMonth>>[];
  readonly makeRules?: (parts: ConstructorParameters<typeof ParticipationRules>[0]) => ParticipationRules;
}

/**
 * The participation rules with accounts, orders and positions around them, booked as a clearing house does, without books
 * and money: whoever holds the desk says what trades.
 */
export class ParticipationDesk {
  readonly store = new OrderStore(10_000);
  readonly rules: ParticipationRules;
  readonly months: MonthInstrument[];
  readonly holdings: ReturnType<typeof noHoldings>;
  readonly isGross: boolean;
  nowUs = 0;
  private nextId = 1;

  constructor(options: DeskOptions = {}) {
    const accounts = (options.accounts ?? [{}, {}, {}, {}]).map((traits, k) => ({
      ...TRADER,
      controller: k,
      ...traits,
    }));
    this.months = (options.months ?? [{}, {}]).map(
      (changes, k) => new MonthInstrument({ ...testMonth(k), ...changes }, {} as BookView, 0, PRICE_RULES),
    );
    this.holdings = noHoldings(accounts.length, this.months.length);
    const parameters = { ...NO_RULES, ...options.rules };
    this.isGross = parameters.positionEffect;
    const make = options.makeRules ?? ((parts) => new ParticipationRules(parts));
    this.rules = make({
      parameters,
      positionLimits: [{ ...NO_LIMITS, ...options.limits }],
      fees: new FeeSchedule({ ...(deepDefaults(feesTable) as FeeParameters), ...options.fees }),
      accounts,
      holdings: this.holdings,
      store: this.store,
      sessions: 100,
    });
  }

  /** Starts a trading day; a month's national use is 1000 lots of every listed month unless told. */
  startDay(session: number, day: number, monthUseLots: readonly number[] = this.months.map(() => 1000)): void {
    this.holdings.longToday.fill(0);
    this.holdings.shortToday.fill(0);
    this.rules.startDay(session, day, this.months, monthUseLots);
  }

  /** A new order: its slot if it rests from now on, or the code of the refusal as a negative number. */
  order(account: number, month: number, side: Side, lots: Lots, effect = EFFECT_NET, priceTicks = 1000): number {
    const { store } = this;
    const slot = store.allocate(this.nextId++, account, month, side, TIF_DAY, priceTicks, lots);
    store.describe(slot, TYPE_LIMIT, effect, STP_ALLOW, false);
    let reason = this.rules.message(account, this.nowUs);
    if (reason === ACCEPTED) reason = this.rules.admit(slot, this.months[month], lots);
    if (reason === ACCEPTED && isClose(effect) && lots > this.closable(account, month, side))
      reason = CLOSE_EXCEEDS_POSITION;
    if (reason !== ACCEPTED) {
      store.setState(slot, ORDER_DONE);
      store.release(slot);
      return -reason;
    }
    this.reserve(slot, lots);
    store.setState(slot, ORDER_RESTING);
    return slot;
  }

  /** The owner cancels a resting order. */
  cancel(slot: number): void {
    const { store } = this;
    const lots = store.leavesOf(slot);
    this.rules.message(store.accountOf(slot), this.nowUs);
    this.reserve(slot, -lots);
    this.rules.cancelled(store.accountOf(slot), this.months[store.instrumentOf(slot)], lots);
    store.setState(slot, ORDER_DONE);
    store.release(slot);
  }

  /** Lots of a resting order trade. */
  fill(slot: number, lots: Lots, role = ROLE_TAKER): void {
    const { store } = this;
    const [account, month, side] = [store.accountOf(slot), store.instrumentOf(slot), store.sideOf(slot)];
    this.reserve(slot, -lots);
    this.book(account, month, side, lots, store.effectOf(slot), role);
    store.setLeaves(slot, store.leavesOf(slot) - lots);
    if (store.leavesOf(slot) > 0) return;
    store.setState(slot, ORDER_DONE);
    store.release(slot);
  }

  /** Lots of an account trade, whatever orders there were. */
  book(account: number, month: number, side: Side, lots: Lots, effect = EFFECT_NET, role = ROLE_TAKER): void {
    const { long, short, longToday, shortToday } = this.holdings;
    const cell = account * this.months.length + month;
    const [own, ownToday] = side === 1 ? [long, longToday] : [short, shortToday];
    const [other, otherToday] = side === 1 ? [short, shortToday] : [long, longToday];
    const closed = isClose(effect) ? lots : effect === EFFECT_NET ? Math.min(lots, other[cell]) : 0;
    other[cell] -= closed;
    otherToday[cell] = Math.min(otherToday[cell], other[cell]);
    own[cell] += lots - closed;
    ownToday[cell] += lots - closed;
    this.rules.traded(account, this.months[month], side, lots, effect, role);
  }

  private closable(account: number, month: number, side: Side): Lots {
    const cell = account * this.months.length + month;
    const { long, short, closeBuy, closeSell } = this.holdings;
    return side === 1 ? short[cell] - closeBuy[cell] : long[cell] - closeSell[cell];
  }

  private reserve(slot: number, lots: Lots): void {
    const { store, holdings } = this;
    const cell = store.accountOf(slot) * this.months.length + store.instrumentOf(slot);
    const closes = isClose(store.effectOf(slot));
    const buys = closes ? holdings.closeBuy : holdings.openBuy;
    const sells = closes ? holdings.closeSell : holdings.openSell;
    (store.sideOf(slot) === 1 ? buys : sells)[cell] += lots;
  }
}

function isClose(effect: number): boolean {
  return effect === EFFECT_CLOSE || effect === EFFECT_CLOSE_TODAY;
}
