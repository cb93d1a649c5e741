import { describe, expect, it } from "vitest";
import { priceRulesOf } from "../../testing/price-rules.ts";
import { VenueDesk } from "../../testing/venue-desk.ts";
import { TIF_IMMEDIATE, TYPE_MARKET, TYPE_STOP } from "../engine/order-kinds.ts";
import { TRADING_HALTED } from "../refusals.ts";
import * as events from "../venue-listener.ts";

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HALT = 120 * SECOND;

/** A breaker of 50 ticks around a settlement price of 1000 within a band of 70. */
const BREAKER = { circuitBreaker: { enabled: true, percent: 5 } } as const;

function desk(changes: Parameters<typeof priceRulesOf>[0] = BREAKER, spreads = false): VenueDesk {
  const contract = spreads ? { spreads: { listed: true, ticksPerLegTick: 1, implied: true } } : {};
  return new VenueDesk(contract, { algorithm: "price_time" }, priceRulesOf(changes));
}

/** Sells of 5 lots at 1040, 1050 and 1060 in a month. */
function offer(market: VenueDesk, month = 0, account = 1): void {
  for (const price of [1040, 1050, 1060]) market.limit(account, month, -1, price, 5);
}

const traded = (market: VenueDesk): [number, number][] => market.trades.map(({ price, lots }) => [price, lots]);

describe("a circuit breaker of 5 % at a settlement price of 1000", () => {
  it("lets a buyer of 12 up to 1065 have the 10 lots up to 1050, then stops for two minutes", () => {
    const market = desk();
    offer(market);
    market.limit(0, 0, 1, 1065, 12);
    expect(traded(market)).toEqual([
      [1040, 5],
      [1050, 5],
    ]);
    const month = market.venue.month(0);
    expect([month.isHalted, month.hasAsk, month.book.collecting]).toEqual([true, false, true]);
    expect(market.halts).toContainEqual({ index: 0, untilUs: 1 + HALT });
    expect(market.priceEvents[0]).toEqual({
      index: 0,
      type: events.PRICE_HALT_CIRCUIT_BREAKER,
      reference: 1000,
      low: 1000,
      high: 1050,
      durationUs: HALT,
      lots: 0,
      lockDay: 0,
    });
  });

  it("crosses what was collected at one price and goes on: 2 lots wait at 1065, 5 at 1060, 4 come at 1062", () => {
    const market = desk();
    offer(market);
    const buyer = market.limit(0, 0, 1, 1065, 12);
    expect(market.store.priceTicksOf(buyer)).toBe(1065);
    market.limit(2, 0, 1, 1062, 4);
    market.venue.resume(0, 1 + HALT);
    // 6 are bought up to 1062 against 5 sold from 1060 on: buyers are left, so the highest such price.
    expect(traded(market).slice(2)).toEqual([
      [1062, 2],
      [1062, 3],
    ]);
    const month = market.venue.month(0);
    expect([month.isHalted, month.bidTicks, month.bidLots]).toEqual([false, 1062, 1]);
    expect(market.priceEvents.at(-1)).toMatchObject({ type: events.PRICE_RESUME, index: 0, reference: 1062 });
    // The window starts anew at the auction's price.
    expect([month.guard!.low, month.guard!.high]).toEqual([1012, 1112]);
  });

  it("takes limit orders that rest while it has stopped trading, cancels and replacements, and nothing else", () => {
    const market = desk();
    offer(market);
    market.limit(0, 0, 1, 1065, 12);
    market.rejects.length = 0;
    const waiting = market.limit(2, 0, 1, 1061, 1);
    market.send(2, 0, 1, 1, { priceTicks: 1061, tif: TIF_IMMEDIATE });
    market.send(2, 0, 1, 1, { type: TYPE_MARKET });
    market.send(2, 0, 1, 1, { type: TYPE_STOP, stopTicks: 1069 });
    market.send(2, 0, 1, 1, { priceTicks: 1001, postOnly: true });
    expect(market.rejects).toEqual([TRADING_HALTED, TRADING_HALTED, TRADING_HALTED, TRADING_HALTED]);
    market.byHouse = true;
    market.send(2, 0, 1, 1, { priceTicks: 1061, tif: TIF_IMMEDIATE });
    expect(market.rejects.length).toBe(5);
    const id = market.store.orderIdOf(waiting);
    market.venue.admitReplace(waiting, id, 2, 1062, 2, 3);
    market.venue.admitCancel(waiting, id, 2, 4);
    expect(market.rejects.length).toBe(5);
    expect(market.open["2 0 1"]).toBe(0);
  });

  it("turns a market order into one at the bound, and ends what an immediate one has left", () => {
    const market = desk();
    offer(market);
    const slot = market.send(0, 0, 1, 12, { type: TYPE_MARKET });
    expect([market.store.priceTicksOf(slot), market.store.leavesOf(slot)]).toEqual([1050, 2]);
    const other = desk();
    offer(other);
    other.send(0, 0, 1, 12, { priceTicks: 1065, tif: TIF_IMMEDIATE });
    expect(traded(other).length).toBe(2);
    expect(other.open["0 0 1"]).toBe(0);
    expect(other.venue.month(0).isHalted).toBe(true);
  });

  it("does not stop for an order beyond the bound that has nobody to trade with there", () => {
    const market = desk();
    market.limit(1, 0, -1, 1040, 5);
    const slot = market.limit(0, 0, 1, 1065, 12);
    expect(market.venue.month(0).isHalted).toBe(false);
    expect([market.store.priceTicksOf(slot), market.venue.month(0).bidTicks]).toEqual([1065, 1065]);
  });

  it("stops before an order that would trade beyond the bound at once, and refuses one that cannot wait", () => {
    const market = desk();
    market.limit(1, 0, -1, 1060, 5);
    market.limit(0, 0, 1, 1060, 5);
    expect([market.trades.length, market.venue.month(0).isHalted]).toEqual([0, true]);
    const other = desk();
    other.limit(1, 0, -1, 1060, 5);
    other.send(0, 0, 1, 5, { type: TYPE_MARKET });
    expect([other.trades.length, other.rejects, other.open["0 0 1"]]).toEqual([0, [TRADING_HALTED], 0]);
  });

  it("stops before a seller too that would hit a bid above the bound", () => {
    const market = desk();
    market.limit(0, 0, 1, 1065, 5);
    market.limit(1, 0, -1, 1000, 5);
    expect([market.trades.length, market.venue.month(0).isHalted]).toEqual([0, true]);
    market.venue.resume(0, 1 + HALT);
    expect(market.trades.length).toBe(1);
  });

  it("stops after a command whose triggered stop has traded beyond the bound", () => {
    const market = desk();
    offer(market);
    market.send(3, 0, 1, 10, { type: TYPE_STOP, stopTicks: 1040 });
    market.limit(0, 0, 1, 1040, 1);
    expect(traded(market)).toEqual([
      [1040, 1],
      [1040, 4],
      [1050, 5],
      [1060, 1],
    ]);
    expect(market.venue.month(0).isHalted).toBe(true);
  });

  it("does the same for a replacement", () => {
    const market = desk();
    offer(market);
    const slot = market.limit(0, 0, 1, 1000, 12);
    market.venue.admitReplace(slot, market.store.orderIdOf(slot), 0, 1065, 12, 2);
    expect(traded(market).length).toBe(2);
    expect([market.venue.month(0).isHalted, market.store.priceTicksOf(slot)]).toEqual([true, 1065]);
  });

  it("forgets a price after an hour", () => {
    const market = desk();
    market.limit(1, 0, -1, 1040, 5);
    market.limit(0, 0, 1, 1040, 5);
    market.nowUs = 60 * MINUTE + 2;
    market.limit(1, 0, -1, 1060, 5);
    market.limit(0, 0, 1, 1060, 5);
    expect(traded(market).length).toBe(2);
  });

  it("stops all months of the contract with the lead month, another one alone, and spreads with either", () => {
    const market = desk(BREAKER, true);
    const { venue } = market;
    venue.month(1).openInterest = 10;
    venue.startDay(2, 10);
    venue.startContinuous(10);
    expect([venue.month(0).isLead, venue.month(1).isLead]).toEqual([false, true]);
    market.nowUs = 20;
    offer(market, 0);
    market.limit(0, 0, 1, 1065, 12);
    expect(venue.instruments.map((instrument) => instrument!.isHalted)).toEqual([true, false, true]);
    market.nowUs = 30;
    offer(market, 1, 2);
    market.limit(0, 1, 1, 1065, 12);
    expect(market.priceEvents.slice(-2).map(({ index, type }) => [index, type])).toEqual([
      [1, events.PRICE_HALT_CIRCUIT_BREAKER],
      [0, events.PRICE_HALT_LEAD_MONTH],
    ]);
    // The later halt holds for all of them.
    for (const index of [0, 1, 2]) venue.resume(index, 20 + HALT);
    expect(venue.instruments.map((instrument) => instrument!.isHalted)).toEqual([true, true, true]);
    for (const index of [2, 0, 1, 2]) venue.resume(index, 30 + HALT);
    expect(venue.instruments.map((instrument) => instrument!.isHalted)).toEqual([false, false, false]);
  });

  it("lets the lead month stop alone where the rulebook says so", () => {
    const market = desk({ circuitBreaker: { enabled: true, percent: 5, leadMonthHaltsAll: false } });
    offer(market);
    market.limit(0, 0, 1, 1065, 12);
    expect([market.venue.month(0).isLead, market.venue.month(1).isHalted]).toEqual([true, false]);
  });

  it("stops for five seconds only when the day's close is near", () => {
    const market = desk();
    market.venue.startDay(2, 0, { closesUs: 100 * MINUTE, closedDays: 1 });
    market.venue.startContinuous(0);
    market.nowUs = 95 * MINUTE;
    offer(market);
    market.limit(0, 0, 1, 1065, 12);
    expect(market.halts[0]!.untilUs).toBe(95 * MINUTE + 5 * SECOND);
  });

  it("ends with its block: what waits is crossed when continuous trading starts again, or expires", () => {
    const market = desk();
    offer(market);
    market.limit(0, 0, 1, 1065, 12);
    market.venue.stopContinuous(MINUTE);
    market.venue.resume(0, 1 + HALT);
    expect(traded(market).length).toBe(2);
    market.venue.startContinuous(10 * MINUTE);
    expect(traded(market).slice(2)).toEqual([[1060, 2]]);
    const other = desk();
    offer(other);
    other.limit(0, 0, 1, 1065, 12);
    other.venue.stopContinuous(MINUTE);
    other.venue.expireOrders(1);
    expect(other.open["0 0 1"]).toBe(0);
  });

  it("does not survive a match in a book that has stopped: that is an error of the program", () => {
    const market = desk();
    market.venue.month(0).haltedUntilUs = MINUTE;
    market.limit(1, 0, -1, 1000, 1);
    expect(() => market.limit(0, 0, 1, 1000, 1)).toThrow("a trade while trading is stopped");
  });

  it("is not there by default", () => {
    const market = desk({});
    offer(market);
    market.limit(0, 0, 1, 1065, 12);
    expect([traded(market).length, market.venue.month(0).isHalted]).toEqual([3, false]);
  });

  it("works in frequent batch auctions, after the batch", () => {
    const market = new VenueDesk({}, { algorithm: "frequent_batch", intervalMs: 100 }, priceRulesOf(BREAKER));
    market.limit(1, 0, -1, 1060, 5);
    market.limit(0, 0, 1, 1060, 5);
    market.venue.matchBatch(0, 100_000);
    expect([market.trades.length, market.venue.month(0).isHalted]).toEqual([1, true]);
    market.limit(1, 0, -1, 1060, 5);
    market.limit(0, 0, 1, 1060, 5);
    market.venue.matchBatch(0, 200_000);
    expect(market.trades.length).toBe(1);
    market.venue.resume(0, 100_000 + HALT);
    expect([market.trades.length, market.venue.month(0).isHalted]).toEqual([2, false]);
  });
});
