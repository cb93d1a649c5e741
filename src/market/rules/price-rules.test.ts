import { describe, expect, it } from "vitest";
import { priceRulesOf } from "../../testing/price-rules.ts";
import { PRICE_HALT_CIRCUIT_BREAKER, PRICE_HALT_INTERVAL_LIMIT } from "../venue-listener.ts";
import { IntervalLimit } from "./interval-limit.ts";
import { bookedTicks } from "./no-cancellation-range.ts";
import { NO_BREACH, PriceGuard } from "./price-rules.ts";
import { isReasonable } from "./reasonability.ts";

const SECOND = 1_000_000;

describe("the interval price limit (15 seconds, 20 ticks)", () => {
  it("lies around the last trade at the end of each interval", () => {
    const limit = new IntervalLimit(15 * SECOND);
    limit.restart(0, 20, 1000);
    limit.trade(1015);
    expect(limit.advance(14 * SECOND)).toBe(15 * SECOND);
    expect([limit.low, limit.high]).toEqual([980, 1020]);
    expect(limit.advance(15 * SECOND)).toBe(30 * SECOND);
    expect([limit.low, limit.high]).toEqual([995, 1035]);
    limit.trade(1030);
    expect(limit.advance(100 * SECOND)).toBe(105 * SECOND);
    expect(limit.anchor).toBe(1030);
  });
});

describe("the reasonability limit", () => {
  it("refuses bids far above the anchor and offers far below it, no others", () => {
    expect([1050, 1051, 100].map((price) => isReasonable(1, price, 1000, 50))).toEqual([true, false, true]);
    expect([950, 949, 2000].map((price) => isReasonable(-1, price, 1000, 50))).toEqual([true, false, true]);
  });
});

describe("the no-cancellation range", () => {
  it("books trades inside at their price and others at its edge", () => {
    expect([979, 980, 1000, 1020, 1021].map((price) => bookedTicks(price, 1000, 20))).toEqual([
      980, 980, 1000, 1020, 1020,
    ]);
  });
});

describe("the price rules of a month together", () => {
  const both = priceRulesOf({
    circuitBreaker: { enabled: true, percent: 5 },
    intervalLimit: { enabled: true, ticks: 20 },
  });

  it("are not there at all where a rulebook has none", () => {
    expect(PriceGuard.isNeeded(priceRulesOf())).toBe(false);
    expect(PriceGuard.isNeeded(both)).toBe(true);
  });

  it("bound a trade by the tighter of breaker and interval limit, and say which one it breaks", () => {
    const guard = new PriceGuard(both);
    guard.startDay(0, 1000);
    expect([guard.low, guard.high]).toEqual([980, 1020]);
    for (const seconds of [15, 30, 45]) {
      guard.traded(seconds * SECOND - 1, 1000 + seconds);
      guard.begin(seconds * SECOND);
    }
    // Anchor 1045 +- 20; lowest trade of the hour 1000 + 50, highest 1045 - 50.
    expect([guard.low, guard.high]).toEqual([1025, 1050]);
    expect(guard.breachAt(1055)).toBe(PRICE_HALT_CIRCUIT_BREAKER);
    expect(guard.breachAt(1020)).toBe(PRICE_HALT_INTERVAL_LIMIT);
    expect(guard.breach).toBe(NO_BREACH);
    guard.traded(46 * SECOND, 1051);
    expect(guard.breach).toBe(PRICE_HALT_CIRCUIT_BREAKER);
  });

  it("start two of them from the last trade before the message, or the settlement price", () => {
    const guard = new PriceGuard(priceRulesOf({ noCancellation: { enabled: true, ticks: 20 } }));
    guard.startDay(0, 1000);
    guard.begin(1);
    expect(guard.bookedTicks(1030)).toBe(1020);
    guard.traded(1, 1030);
    expect(guard.bookedTicks(1030)).toBe(1020);
    guard.begin(2);
    expect(guard.bookedTicks(1030)).toBe(1030);
  });
});
