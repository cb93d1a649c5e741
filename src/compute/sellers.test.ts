import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Streams } from "../base/random.ts";
import { defaultsOf } from "../testing/defaults-of.ts";
import { sellersTable, type SellersParameters } from "./seller-parameters.ts";
import { SellerPanel } from "./sellers.ts";

const DEFAULTS: SellersParameters = defaultsOf(sellersTable);

type Provider = SellersParameters["providers"][number];

function provider(id: string, changes: Partial<Provider> = {}): Provider {
  return { id, share: 1, priceOffset: 0, region: "", qualityLog: 0, ...changes };
}

function panel(providers: Provider[], regions = ["all"], changes: Partial<SellersParameters> = {}): SellerPanel {
  const parameters = { ...DEFAULTS, providers, offsetSd: 0, shareSd: 0, ...changes };
  return new SellerPanel(parameters, new Streams("sellers", 0), "index", regions);
}

const numbers = (...values: number[]) => Float64Array.from(values);
function expectClose(actual: Float64Array, expected: number[]): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, 9));
}
const valueOf = (sellers: SellerPanel) => sellers.volume.reduce((sum, volume, i) => sum + volume * sellers.price[i], 0);

describe("sellers at auction prices", () => {
  it("by hand: 3/4 of the volume at 0.8 and 1/4, twice as dear, at 1.6 make the market's 1", () => {
    const sellers = panel([provider("large", { share: 3 }), provider("small", { priceOffset: Math.log(2) })]);
    sellers.tradeAt(numbers(1), numbers(1000));
    expectClose(sellers.volume, [750, 250]);
    expect(sellers.price[0]).toBeCloseTo(0.8, 12);
    expect(sellers.price[1]).toBeCloseTo(1.6, 12);
    expect(sellers.listPrice[1]).toBeCloseTo(1.6 * 1.345, 12);
    expect(sellers.meanPrice).toBe(1);
    expectClose(sellers.share, [0.75, 0.25]);
  });

  it("by hand: a seller of one region sells there only, at that region's price", () => {
    const sellers = panel([provider("everywhere"), provider("north-only", { region: "north" })], ["north", "south"]);
    sellers.tradeAt(numbers(2, 1), numbers(100, 60));
    expectClose(sellers.volume, [110, 50]);
    expect(sellers.price[0]).toBeCloseTo((50 * 2 + 60 * 1) / 110, 12);
    expect(sellers.price[1]).toBe(2);
    expect(sellers.meanPrice).toBeCloseTo(260 / 160, 12);
    expect(sellers.totalVolume).toBe(160);
  });

  it("all sell in a region that nobody names or covers", () => {
    const sellers = panel([provider("a", { region: "north" }), provider("b", { region: "north" })], ["north", "south"]);
    sellers.tradeAt(numbers(2, 1), numbers(0, 60));
    expectClose(sellers.volume, [30, 30]);
  });

  it("without volume stand at the mean of the regions' prices, as numbers", () => {
    const sellers = panel([provider("a"), provider("b")], ["north", "south"]);
    sellers.tradeAt(numbers(2, 1), numbers(0, 0));
    expect(sellers.meanPrice).toBe(1.5);
    expect(sellers.totalVolume).toBe(0);
    expect([...sellers.price, ...sellers.listPrice].every((price) => price > 0)).toBe(true);
  });

  it("sell the market's volume for what the market pays, whatever the regions and the noise", () => {
    const amount = fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 1e6, noNaN: true }));
    const price = fc.double({ min: 0.01, max: 100, noNaN: true });
    const seller = fc.record({ share: price, offset: fc.double({ min: -1, max: 1, noNaN: true }), region: fc.nat(3) });
    fc.assert(
      fc.property(
        fc.array(seller, { minLength: 1, maxLength: 8 }),
        fc.array(fc.tuple(price, amount), { minLength: 3, maxLength: 3 }),
        (drawn, regions) => {
          const names = ["", "north", "south", "west"];
          const sellers = panel(
            drawn.map(({ share, offset, region }, i) =>
              provider(`s${String(i)}`, { share, priceOffset: offset, region: names[region] }),
            ),
            names.slice(1),
            { offsetSd: 0.2, shareSd: 0.3 },
          );
          for (let hour = 0; hour < 5; hour++) sellers.drift();
          sellers.tradeAt(
            Float64Array.from(regions, ([p]) => p),
            Float64Array.from(regions, ([, v]) => v),
          );
          const sold = regions.reduce((sum, [, v]) => sum + v, 0);
          const paid = regions.reduce((sum, [p, v]) => sum + p * v, 0);
          expect(sellers.volume.reduce((sum, v) => sum + v, 0)).toBeCloseTo(sold, 5);
          expect(Math.abs(valueOf(sellers) - paid)).toBeLessThanOrEqual(1e-9 * paid);
          expect(Math.abs(sellers.meanPrice * sellers.totalVolume - paid)).toBeLessThanOrEqual(1e-9 * paid);
          expect(sellers.share.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 12);
        },
      ),
      { seed: 20260322, numRuns: 200 },
    );
  });
});

describe("sellers at posted prices", () => {
  it("by hand: volume by size at own price x tariff", () => {
    const sellers = panel([provider("large", { share: 3 }), provider("small")]);
    sellers.tradePosted(numbers(2, 4), 1.5, 400);
    expectClose(sellers.volume, [300, 100]);
    expectClose(sellers.price, [3, 6]);
    expect(sellers.meanPrice).toBeCloseTo(3.75, 12);
    expect(valueOf(sellers)).toBeCloseTo(sellers.meanPrice * sellers.totalVolume, 9);
  });
});

describe("a panel of sellers", () => {
  it("that names nobody is one seller at the market's price, without noise", () => {
    const sellers = panel([], ["all"], { offsetSd: 0.5, shareSd: 0.5 });
    sellers.drift();
    sellers.tradeAt(numbers(7), numbers(3));
    expect(sellers.ids).toEqual(["market"]);
    expect([sellers.share[0], sellers.factor[0], sellers.price[0], sellers.volume[0]]).toEqual([1, 1, 7, 3]);
  });

  it("refuses a region that is not there", () => {
    expect(() => panel([provider("a", { region: "east" })], ["north"])).toThrow("unknown region");
    expect(() => panel([provider("a")], [])).toThrow("need a region");
  });

  it("has the sizes and price differences asked for over time", () => {
    const sellers = panel([provider("a"), provider("b")], ["all"], {
      offsetSd: 0.04,
      offsetHalfLifeDays: 1,
      shareSd: 0.1,
      shareHalfLifeDays: 1,
    });
    const hours = 24 * 1000;
    let squares = 0;
    let shareSquares = 0;
    for (let hour = 0; hour < hours; hour++) {
      sellers.drift();
      squares += Math.log(sellers.factor[0]) ** 2;
      shareSquares += Math.log(sellers.share[0] / sellers.share[1]) ** 2;
    }
    expect(Math.sqrt(squares / hours)).toBeCloseTo(0.04, 2);
    expect(Math.sqrt(shareSquares / hours / 2)).toBeCloseTo(0.1, 1.5);
  });

  it("gives a seller the same noise whoever else sells", () => {
    const noisy = { offsetSd: 0.1, shareSd: 0.1 };
    const alone = panel([provider("a")], ["all"], noisy);
    const among = panel([provider("b"), provider("a")], ["all"], noisy);
    alone.drift();
    among.drift();
    expect(among.factor[1]).toBe(alone.factor[0]);
    expect(alone.factor[0]).not.toBe(1);
  });
});
