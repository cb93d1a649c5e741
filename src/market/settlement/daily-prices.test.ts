import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settlementBy } from "../../testing/settlement-days.ts";
import { dailySettlements } from "./daily-prices.ts";
import type { DayOfMonth, SpreadOfDay } from "./day-of-month.ts";

const ticks = fc.integer({ min: 930, max: 1070 });
const traded = fc
  .tuple(ticks, fc.integer({ min: 0, max: 3 }))
  .map(([price, lots]) => ({ ticksLots: price * lots, lots }));
const maybe = fc.option(ticks, { nil: undefined });

const dayOfMonth: fc.Arbitrary<DayOfMonth> = fc.record({
  previousTicks: fc.constant(1000),
  bandLow: fc.constant(930),
  bandHigh: fc.constant(1070),
  tickMicro: fc.constantFrom(1000, 10_000, 20_000),
  openInterestLots: fc.nat(5),
  tradedTicks: fc.constant(5020),
  tradedLots: fc.constantFrom(0, 5),
  lastQuoteSum: fc.option(fc.integer({ min: 1500, max: 2500 }), { nil: undefined }),
  stretches: fc.array(traded, { minLength: 1, maxLength: 4 }),
  tradedEarlyOnly: fc.boolean(),
  window: traded,
  standing: fc.record({ bidTicks: maybe, askTicks: maybe, lastTicks: maybe }),
  auction: traded,
});

const spread: fc.Arbitrary<SpreadOfDay> = fc.record({
  near: fc.nat(1),
  far: fc.integer({ min: 2, max: 3 }),
  monthsApart: fc.integer({ min: 1, max: 3 }),
  ticksPerLegTick: fc.integer({ min: 1, max: 2 }),
  window: traded,
});

const parameters = fc
  .record({
    method: fc.constantFrom("day_vwap", "last_hour_vwap", "window_vwap", "closing_auction"),
    otherwise: fc.constantFrom("day_vwap", "last_hour_vwap", "window_vwap"),
  })
  .map(settlementBy);

/** Settlement prices are whole ticks inside the band, one for each month, from as many lots as the method says. */
function expectWholeTicksInBand(settle: typeof dailySettlements): void {
  fc.assert(
    fc.property(
      parameters,
      fc.array(dayOfMonth, { minLength: 4, maxLength: 6 }),
      fc.array(spread, { maxLength: 4 }),
      (chosen, days, spreads) => {
        const prices = settle(chosen, days, spreads);
        expect(prices).toHaveLength(days.length);
        prices.forEach((price, k) => {
          expect(Number.isInteger(price.ticks)).toBe(true);
          expect(price.ticks).toBeGreaterThanOrEqual(days[k]!.bandLow);
          expect(price.ticks).toBeLessThanOrEqual(days[k]!.bandHigh);
        });
      },
    ),
    { seed: 20260322, numRuns: 500 },
  );
}

describe("daily settlement prices", () => {
  it("are whole ticks inside the band, by every method and with any day behind them", () => {
    expectWholeTicksInBand(dailySettlements);
  });

  it("would be found outside the band without the limit on what a neighbour's or a spread's move makes of them", () => {
    const unlimited: typeof dailySettlements = (chosen, days, spreads) =>
      dailySettlements(
        chosen,
        days.map((day) => ({ ...day, bandLow: -1e9, bandHigh: 1e9 })),
        spreads,
      );
    expect(() => expectWholeTicksInBand(unlimited)).toThrow();
  });

  it("would be found between ticks if means were not rounded", () => {
    const unrounded: typeof dailySettlements = (chosen, days, spreads) =>
      dailySettlements(chosen, days, spreads).map((price, k) =>
        days[k]!.window.lots > 1 ? { ...price, ticks: price.ticks + 1 / days[k]!.window.lots } : price,
      );
    expect(() => expectWholeTicksInBand(unrounded)).toThrow();
  });
});
