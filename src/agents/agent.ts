import type { Lots, Side, Ticks, TimeUs } from "../base/units.ts";
import type { Stream } from "../base/random.ts";
import type { Listed, ListedMonth, ListedSpread } from "../market/listed-month.ts";
import type { OrderDraft } from "../market/order-draft.ts";
import type { QuoteView } from "../market/quote-view.ts";

export type { QuoteView } from "../market/quote-view.ts";

/** A public series (an index, a fixing) as far as it has reached the agent: entries 0 .. count() - 1. */
export interface NewsView {
  /** How many entries the agent has received by now. */
  count(): number;
  /** Publication time of entry k. */
  timeUs(k: number): TimeUs;
  value(k: number): number;
}

/** Everything an agent may know and do. Nothing in it is younger than the agent's delays allow. */
export interface AgentContext {
  /** Name in tables, for example lab-03; also the root of its stream names. */
  readonly id: string;
  readonly nowUs: TimeUs;
  /** Trading day, counted from the scenario's start. */
  readonly session: number;
  /** Today's trading date, days since 1970-01-01. */
  readonly day: number;
  /** Continuous trading time of a full trading day. */
  readonly tradingDayUs: TimeUs;
  /** Continuous trading time left today. */
  tradingTimeLeftUs(): TimeUs;
  /** Whether continuous trading runs now (agents are not told the future; the timetable is public). */
  isContinuous(): boolean;

  /** Listed months that trade today, nearest expiry first. The same array object all day. */
  readonly months: readonly ListedMonth[];
  /** Calendar spreads that trade today, nearest first; none where the rulebook lists none. */
  readonly spreads: readonly ListedSpread[];
  /** Position of a listed month in `months` stays valid for the day; `ListedMonth.index` for the whole run. */
  look(listed: Listed): QuoteView;
  /** Last daily settlement price (the listing reference price before the first; a spread's is its months' difference). */
  settlementTicks(listed: Listed): Ticks;
  bandLowTicks(listed: Listed): Ticks;
  bandHighTicks(listed: Listed): Ticks;
  /** Most lots that the venue lets it hold on one side of a listed month today; Infinity where there is no limit. */
  positionLimitLots(month: ListedMonth): Lots;
  /** Open interest published after the last session. */
  openInterestLots(month: ListedMonth): Lots;

  /** Hourly indicative values of the token index, CNY per million tokens. */
  readonly hourlyIndex: NewsView;
  /** Daily fixings of the token index; a month's mean of its trading-day fixings settles the contract. */
  readonly fixings: NewsView;
  /** Sum and number of the fixings of a delivery month that already count towards its settlement. */
  knownFixings(month: ListedMonth): { readonly sum: number; readonly count: number; readonly total: number };

  /** Own position as known from delivered fills. */
  position(month: ListedMonth): Lots;
  /** Own equity at the last clearing, CNY (cash + margin held + open credit). */
  readonly equityCny: number;

  /**
   * Sends a limit order that stays for the day. Returns the order's reference; it stays valid until onDone or the fill
   * that leaves nothing has been delivered.
   */
  limit(month: ListedMonth, side: Side, priceTicks: Ticks, lots: Lots): number;
  /** A limit order of which whatever does not trade at once is cancelled (FAK). */
  immediate(month: ListedMonth, side: Side, priceTicks: Ticks, lots: Lots): number;
  /** A market order; what the price band does not let trade is cancelled. */
  market(month: ListedMonth, side: Side, lots: Lots): number;
  /** A new order to be filled in and sent: a plain limit order for the day at price 0. The same object every time. */
  order(listed: Listed, side: Side, lots: Lots): OrderDraft;
  /** Sends an order of any kind; returns its reference, as `limit` does. */
  send(draft: OrderDraft): number;
  /** Cancels all orders of its own, in one instrument or in all, with one message. */
  cancelAll(listed?: Listed): void;
  cancel(order: number): void;
  /** Asks for another price and total open quantity. A lower quantity at the same price keeps priority. */
  replace(order: number, priceTicks: Ticks, lots: Lots): void;

  /** Wakes the agent with `tag` after so much time of continuous trading (closed hours do not count). */
  wakeAfter(tradingTimeUs: TimeUs, tag: number): void;

  /** A private random stream of this agent for one purpose: "size", "wake", "forecast" ... */
  stream(purpose: string): Stream;

  /** Tells the tables what a hedger plans for a delivery month (table hedge_plans). */
  recordPlan(month: ListedMonth, quantityForecast: number, budgetPrice: number, targetLots: Lots): void;
}

/** What every agent is. All calls come from the kernel after the agent's own delays. */
export interface Agent {
  /** Once, before the first session; set the first wake-ups in onOpen. */
  onStart(context: AgentContext): void;
  /** Before each trading day's opening auction: orders may be sent at once and meet in the auction. */
  onOpen(context: AgentContext): void;
  /** Order entry for a closing auction begins. */
  onClosingAuction?(context: AgentContext): void;
  /** After the day's settlement and clearing are published. All day orders are gone by now. */
  onClose(context: AgentContext): void;
  onWake(context: AgentContext, tag: number): void;
  /** A fill of its own order: signed lots (+ bought), price, and what is left open of the order. */
  onFill(
    context: AgentContext,
    order: number,
    month: ListedMonth,
    signedLots: Lots,
    priceTicks: Ticks,
    leaves: Lots,
  ): void;
  /** A fill of its own order for a calendar spread; its positions in both months have changed. */
  onSpreadFill?(
    context: AgentContext,
    order: number,
    spread: ListedSpread,
    signedLots: Lots,
    priceTicks: Ticks,
    leaves: Lots,
  ): void;
  /** An order of its own has lost lots without a trade, by self-trade prevention, and has `leaves` open. */
  onReduced?(context: AgentContext, order: number, listed: Listed, leaves: Lots): void;
  /** An order ended without (further) fills: cancelled, expired or refused (`reason` indexes REJECT_REASONS). */
  onDone(context: AgentContext, order: number, listed: Listed, reason: number): void;
  /**
   * A cancel or replacement of a resting order of its own was refused (`reason` indexes REJECT_REASONS); the order stays
   * as it was.
   */
  onRefused(context: AgentContext, order: number, listed: Listed, reason: number): void;
  /**
   * Daily news of its own physical leg, for hedgers: quantity bought or sold since the last call (whole units) and its
   * mean price in CNY per unit.
   */
  onPhysical(context: AgentContext, day: number, quantity: number, price: number): void;
}
