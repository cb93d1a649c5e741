import { describe, expect, it } from "vitest";
import { priceRulesOf } from "../../testing/price-rules.ts";
import { VenueDesk } from "../../testing/venue-desk.ts";
import { UNREASONABLE_PRICE } from "../refusals.ts";
import * as events from "../venue-listener.ts";

const SECOND = 1_000_000;

/** A venue with price rules, at a settlement price of 1000. */
function desk(changes: Parameters<typeof priceRulesOf>[0]): VenueDesk {
  return new VenueDesk({}, { algorithm: "price_time" }, priceRulesOf(changes));
}

const traded = (market: VenueDesk): [number, number][] => market.trades.map(({ price, lots }) => [price, lots]);

describe("an interval price limit of 20 ticks in 15 seconds", () => {
  const rules = { intervalLimit: { enabled: true, ticks: 20, holdSeconds: 7 } };

  it("holds a month alone for its time when a trade would go further", () => {
    const market = desk(rules);
    market.limit(1, 0, -1, 1030, 5);
    market.limit(0, 0, 1, 1030, 5);
    expect(market.halts).toEqual([{ index: 0, untilUs: 1 + 7 * SECOND }]);
    expect(market.priceEvents[0]).toMatchObject({
      type: events.PRICE_HALT_INTERVAL_LIMIT,
      reference: 1000,
      high: 1020,
    });
  });

  it("lets prices go as far within several intervals", () => {
    const market = desk(rules);
    for (const [seconds, price] of [
      [1, 1015],
      [16, 1030],
      [31, 1045],
    ] as const) {
      market.nowUs = seconds * SECOND;
      market.limit(1, 0, -1, price, 5);
      market.limit(0, 0, 1, price, 5);
    }
    expect(market.halts).toEqual([]);
    expect(market.trades.length).toBe(3);
  });
});

describe("a reasonability limit of 30 ticks", () => {
  const rules = { reasonability: { enabled: true, ticks: 30 } };

  it("refuses bids above and offers below, new or replaced, and moves with the last trade", () => {
    const market = desk(rules);
    market.limit(0, 0, 1, 1031, 1);
    market.limit(0, 0, -1, 969, 1);
    expect(market.rejects).toEqual([UNREASONABLE_PRICE, UNREASONABLE_PRICE]);
    const slot = market.limit(0, 0, 1, 1030, 1);
    market.venue.admitReplace(slot, market.store.orderIdOf(slot), 0, 1031, 1, 2);
    expect(market.rejects.length).toBe(3);
    market.limit(1, 0, -1, 1030, 1);
    market.limit(0, 0, 1, 1060, 1);
    expect(market.rejects.length).toBe(3);
  });

  it("is no matter in an auction, of market orders, or by default", () => {
    const market = desk(rules);
    market.venue.stopContinuous(1);
    market.venue.openAuction();
    market.limit(0, 0, 1, 1031, 1);
    expect(market.rejects).toEqual([]);
    const other = desk({});
    other.limit(0, 0, 1, 1031, 1);
    expect(other.rejects).toEqual([]);
  });
});

describe("a no-cancellation range of 20 ticks", () => {
  it("books a trade outside at the range's edge with both sides, and reports it; the book's last price stays", () => {
    const market = desk({ noCancellation: { enabled: true, ticks: 20 } });
    market.limit(1, 0, -1, 1030, 2);
    market.limit(1, 0, -1, 1010, 2);
    market.limit(0, 0, 1, 1030, 4);
    expect(traded(market)).toEqual([
      [1010, 2],
      [1020, 2],
    ]);
    expect(market.gateTrades.map(({ price }) => price)).toEqual([1010, 1010, 1020, 1020]);
    expect(market.fills.map(({ price }) => price)).toEqual([1010, 1010, 1020, 1020]);
    expect(market.priceEvents).toEqual([
      {
        index: 0,
        type: events.PRICE_ADJUSTED,
        reference: 1000,
        low: 980,
        high: 1020,
        durationUs: 0,
        lots: 2,
        lockDay: 0,
      },
    ]);
    const { lastTradeTicks, stats, book } = market.venue.month(0);
    expect([lastTradeTicks, book.lastTicks, stats.tradedTicks]).toEqual([1030, 1030, 2 * 1010 + 2 * 1020]);
  });
});
