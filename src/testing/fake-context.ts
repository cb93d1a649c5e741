import type { Agent, AgentContext, NewsView, QuoteView } from "../agents/agent.ts";
import { assert } from "../base/assert.ts";
import { addMonths, firstDayOfMonth, lastDayOfMonth } from "../base/dates.ts";
import { Streams, type Stream } from "../base/random.ts";
import type { Lots, Side, Ticks, TimeUs } from "../base/units.ts";
import { TIF_IMMEDIATE, TYPE_MARKET } from "../market/engine/order-kinds.ts";
import type { Listed, ListedMonth, ListedSpread } from "../market/listed-month.ts";
import { OrderDraft } from "../market/order-draft.ts";

/** A listed month for tests; `index` months after 202401, price 20, tick 0.01, lots of 1e9 tokens. */
export function fakeMonth(index: number, changes: Partial<ListedMonth> = {}): ListedMonth {
  const deliveryMonth = addMonths(202401, index);
  return {
    index,
    id: `TK${String(deliveryMonth).slice(2)}`,
    contract: 0,
    isPerpetual: false,
    deliveryMonth,
    deliveryFirstDay: firstDayOfMonth(deliveryMonth),
    deliveryLastDay: lastDayOfMonth(deliveryMonth),
    settlesFromDay: firstDayOfMonth(deliveryMonth),
    settlesByFixings: true,
    lastTradeDay: lastDayOfMonth(deliveryMonth),
    listSession: 0,
    lastSession: 1000,
    tickMicro: 10_000,
    tickPrice: 0.01,
    multiplier: 1000,
    tickMoney: 100_000,
    listTicks: 2000,
    maxOrderLots: 500,
    ...changes,
  };
}

/** A public series whose entries a test pushes. */
export class FakeNews implements NewsView {
  readonly times: TimeUs[] = [];
  readonly values: number[] = [];

  push(timeUs: TimeUs, value: number): void {
    this.times.push(timeUs);
    this.values.push(value);
  }

  count(): number {
    return this.values.length;
  }

  timeUs(k: number): TimeUs {
    return this.times[k];
  }

  value(k: number): number {
    return this.values[k];
  }
}

/** An order that an agent has sent and has not yet been told the end of. */
export interface FakeOrder {
  month: ListedMonth;
  side: Side;
  priceTicks: Ticks;
  leaves: Lots;
  kind: "limit" | "immediate" | "market";
}

interface Wake {
  timeUs: TimeUs;
  tag: number;
}

const DAY_US = 27_900_000_000;

/**
 * An exchange that a test plays by hand: it shows an agent whatever the test has set, writes down what the agent sends, and
 * throws InvariantError for an order that no agent may send: a price outside the band, no lots or too many, a reference that is
 * not alive. References are used again as soon as they are free. Trading time runs from 0 within each trading day.
 */
export class FakeContext implements AgentContext {
  readonly id = "agent-1";
  nowUs: TimeUs = 0;
  session = 0;
  day = firstDayOfMonth(202401) + 1;
  readonly tradingDayUs = DAY_US;
  timeOfDayUs: TimeUs = 0;
  continuous = true;
  months: ListedMonth[] = [];
  spreads: ListedSpread[] = [];
  readonly quotes: QuoteView[] = [];
  readonly settlements: Ticks[] = [];
  readonly bandLows: Ticks[] = [];
  readonly bandHighs: Ticks[] = [];
  readonly positions: Lots[] = [];
  readonly known: { sum: number; count: number; total: number }[] = [];
  readonly hourlyIndex = new FakeNews();
  readonly fixings = new FakeNews();
  equityCny = 3e8;
  /** Every message, in order, as text. */
  readonly sent: string[] = [];
  readonly plans: { month: ListedMonth; quantity: number; budget: number; target: Lots }[] = [];
  readonly orders = new Map<number, FakeOrder>();
  /** Price and lots of an order before the last change that was asked for it; only if nothing has happened to it since. */
  private readonly changes = new Map<number, { priceTicks: Ticks; leaves: Lots }>();
  private readonly draft = new OrderDraft();
  private readonly wakes: Wake[] = [];
  private readonly streams: Streams;

  constructor(seed: string) {
    this.streams = new Streams(seed, 0);
  }

  /** Lists a month at its listing price with a two-sided quote 10 ticks wide. */
  list(month: ListedMonth): void {
    this.months.push(month);
    const i = month.index;
    this.settlements[i] = month.listTicks;
    this.bandLows[i] = Math.ceil(month.listTicks * 0.93);
    this.bandHighs[i] = Math.floor(month.listTicks * 1.07);
    this.positions[i] = 0;
    this.known[i] = { sum: 0, count: 0, total: 21 };
    this.quotes[i] = {
      hasBid: true,
      bidTicks: month.listTicks - 5,
      bidLots: 20,
      hasAsk: true,
      askTicks: month.listTicks + 5,
      askLots: 20,
      hasTrade: false,
      lastTradeTicks: 0,
      volumeLots: 0,
      signedVolumeLots: 0,
    };
  }

  tradingTimeLeftUs(): TimeUs {
    return DAY_US - this.timeOfDayUs;
  }

  isContinuous(): boolean {
    return this.continuous;
  }

  look(month: Listed): QuoteView {
    return this.quotes[month.index];
  }

  settlementTicks(month: Listed): Ticks {
    return this.settlements[month.index];
  }

  bandLowTicks(month: Listed): Ticks {
    return this.bandLows[month.index];
  }

  bandHighTicks(month: Listed): Ticks {
    return this.bandHighs[month.index];
  }

  positionLimitLots(): Lots {
    return Infinity;
  }

  openInterestLots(): Lots {
    return 1000;
  }

  knownFixings(month: ListedMonth): { sum: number; count: number; total: number } {
    return this.known[month.index];
  }

  position(month: ListedMonth): Lots {
    return this.positions[month.index];
  }

  limit(month: ListedMonth, side: Side, priceTicks: Ticks, lots: Lots): number {
    return this.add({ month, side, priceTicks, leaves: lots, kind: "limit" });
  }

  immediate(month: ListedMonth, side: Side, priceTicks: Ticks, lots: Lots): number {
    return this.add({ month, side, priceTicks, leaves: lots, kind: "immediate" });
  }

  market(month: ListedMonth, side: Side, lots: Lots): number {
    return this.add({ month, side, priceTicks: this.bandLows[month.index], leaves: lots, kind: "market" });
  }

  order(listed: Listed, side: Side, lots: Lots): OrderDraft {
    return this.draft.reset(listed, side, lots, 0);
  }

  /** Plain limit and market orders for months as the methods above; other attributes are written down after the line. */
  send(draft: OrderDraft): number {
    const month = this.months.find(({ index }) => index === draft.instrument.index);
    assert(month !== undefined, "an order for a month that is not listed");
    const { side, lots, type, tif, stopTicks, shownLots, minimumLots, postOnly, expirySession } = draft;
    const kind = type === TYPE_MARKET ? "market" : tif === TIF_IMMEDIATE ? "immediate" : "limit";
    const priceTicks = draft.priceTicks === 0 ? this.bandLows[month.index] : draft.priceTicks;
    const order = this.add({ month, side, priceTicks, leaves: lots, kind });
    const told = { type, tif, stopTicks, shownLots, minimumLots, postOnly, expirySession };
    this.sent.push(`${this.sent.pop()!} ${JSON.stringify(told)}`);
    return order;
  }

  cancelAll(listed?: Listed): void {
    this.sent.push(`${this.nowUs} cancelAll ${listed?.id ?? "all"}`);
  }

  cancel(order: number): void {
    const known = this.orders.get(order);
    assert(known !== undefined, "cancel of an order that is not alive");
    this.changes.set(order, { priceTicks: known.priceTicks, leaves: known.leaves });
    this.sent.push(`${this.nowUs} cancel ${order}`);
  }

  replace(order: number, priceTicks: Ticks, lots: Lots): void {
    const known = this.orders.get(order);
    assert(known !== undefined, "replace of an order that is not alive");
    this.check(known.month, priceTicks, lots);
    this.changes.set(order, { priceTicks: known.priceTicks, leaves: known.leaves });
    known.priceTicks = priceTicks;
    known.leaves = lots;
    this.sent.push(`${this.nowUs} replace ${order} ${priceTicks} ${lots}`);
  }

  wakeAfter(tradingTimeUs: TimeUs, tag: number): void {
    assert(Number.isInteger(tradingTimeUs) && tradingTimeUs >= 0, "a wake-up is not a whole time from now");
    this.wakes.push({ timeUs: this.timeOfDayUs + tradingTimeUs, tag });
    this.wakes.sort((a, b) => a.timeUs - b.timeUs);
  }

  stream(purpose: string): Stream {
    return this.streams.get(`agents/${this.id}/${purpose}`);
  }

  recordPlan(month: ListedMonth, quantity: number, budget: number, target: Lots): void {
    assert(Number.isFinite(quantity) && Number.isFinite(budget) && Number.isInteger(target), "a plan is not a number");
    this.plans.push({ month, quantity, budget, target });
  }

  /** Wakes the agent as it asked next; false if it has asked for nothing more today. */
  wake(agent: Agent): boolean {
    const wake = this.wakes.shift();
    if (wake === undefined || wake.timeUs >= DAY_US) return false;
    this.nowUs += wake.timeUs - this.timeOfDayUs;
    this.timeOfDayUs = wake.timeUs;
    agent.onWake(this, wake.tag);
    return true;
  }

  /** Fills an order, in part or whole, at its own price. */
  fill(agent: Agent, order: number, lots: Lots): void {
    const known = this.orders.get(order);
    assert(known !== undefined && lots >= 1 && lots <= known.leaves, "fill of more than is open");
    this.changes.delete(order);
    known.leaves -= lots;
    if (known.leaves === 0) this.orders.delete(order);
    this.positions[known.month.index] += known.side * lots;
    agent.onFill(this, order, known.month, known.side * lots, known.priceTicks, known.leaves);
  }

  /** Ends an order. */
  end(agent: Agent, order: number, reason = 0): void {
    const known = this.orders.get(order);
    assert(known !== undefined, "end of an order that is not alive");
    this.changes.delete(order);
    this.orders.delete(order);
    agent.onDone(this, order, known.month, reason);
  }

  /** Orders of which a change was asked, so that it may be refused. */
  changedOrders(): number[] {
    return [...this.changes.keys()];
  }

  /** Refuses the last change that was asked of an order. */
  refuse(agent: Agent, order: number, reason = 1): void {
    const known = this.orders.get(order);
    const before = this.changes.get(order);
    assert(known !== undefined && before !== undefined, "refusal of a change that nobody asked for");
    this.changes.delete(order);
    Object.assign(known, before);
    agent.onRefused(this, order, known.month, reason);
  }

  /** Ends the trading day and begins the next, so many calendar days later; the agent's onOpen is the caller's. */
  nextDay(agent: Agent, calendarDays = 1): void {
    for (const order of [...this.orders.keys()]) this.end(agent, order);
    agent.onClose(this);
    this.wakes.length = 0;
    this.nowUs = (Math.floor(this.nowUs / 86_400_000_000) + calendarDays) * 86_400_000_000;
    this.timeOfDayUs = 0;
    this.session++;
    this.day += calendarDays;
  }

  private add(order: FakeOrder): number {
    this.check(order.month, order.priceTicks, order.leaves);
    let reference = 0;
    while (this.orders.has(reference)) reference++;
    this.orders.set(reference, order);
    const { month, side, priceTicks, leaves, kind } = order;
    this.sent.push(`${this.nowUs} ${kind} ${reference} ${month.id} ${side} ${priceTicks} ${leaves}`);
    return reference;
  }

  private check(month: ListedMonth, priceTicks: Ticks, lots: Lots): void {
    assert(this.months.includes(month), "an order for a month that is not listed");
    assert(Number.isInteger(priceTicks), "a price is not a whole number of ticks");
    assert(
      priceTicks >= this.bandLows[month.index] && priceTicks <= this.bandHighs[month.index],
      "a price outside the band",
    );
    assert(Number.isInteger(lots) && lots >= 1 && lots <= month.maxOrderLots, "a quantity out of range");
  }
}
