import { describe, expect, it } from "vitest";
import { Streams } from "../../base/random.ts";
import { IndexDesk, EIGHT, INDEX, NOISELESS, pair, PAIR, START } from "../../testing/index-desk.ts";
import { IndexPublisher } from "./publisher.ts";
describe("an index", () => {
  it("by hand: 3/4 of volume at 0.8 and 1/4 at 1.6 make a true mean of 1; capped at 60 % it is 1.12", () => {
    const desk = pair({ providerCap: 0.6 });
    desk.hourAt(1);
    expect(desk.publisher.hourlyEfficient).toBe(1);
    expect(desk.publisher.hourlyValue).toBeCloseTo(0.6 * 0.8 + 0.4 * 1.6, 12);
    expect(desk.publisher.top1Share).toBeCloseTo(0.6, 12);
    expect(desk.publisher.submissions).toBe(2);
  });

  it("of all sellers by volume, without a cap that binds, is the market's price", () => {
    const desk = new IndexDesk({}, { providers: EIGHT });
    for (let hour = 0; hour < 48; hour++) {
      desk.hourAt(2 + hour / 10, 500);
      expect(desk.publisher.hourlyValue).toBeCloseTo(2 + hour / 10, 10);
    }
  });

  it("capped at 30 % weighs nobody above it and errs from the true mean by a few per cent", () => {
    const desk = new IndexDesk({ providerCap: 0.3 }, { providers: EIGHT });
    for (let hour = 0; hour < 24 * 200; hour++) {
      desk.hourAt(1, 1e6);
      expect(desk.publisher.top1Share).toBeLessThanOrEqual(0.3 + 1e-12);
      expect(Math.abs(desk.publisher.hourlyValue - 1)).toBeLessThan(0.05);
      expect(desk.publisher.submissions).toBe(8);
    }
  });

  it("moves little by itself: at a steady market price the fixing's volatility is below 3 % a year", () => {
    const desk = new IndexDesk({ providerCap: 0.3 }, { providers: EIGHT });
    let sum = 0;
    let last = desk.dayAt(1)!;
    for (let day = 0; day < 400; day++) {
      const fixing = desk.dayAt(1)!;
      sum += (fixing - last) ** 2;
      last = fixing;
    }
    expect(Math.sqrt((sum / 400) * 252)).toBeLessThan(0.03);
  });

  it("by hand: that covers the dear seller only reads 1.6, its error 0.6", () => {
    const desk = pair({ covered: ["small"] });
    expect(desk.dayAt(1)).toBeCloseTo(1.6, 12);
    expect(desk.publisher.efficient).toBeCloseTo(1, 12);
    expect(desk.publisher.submissions).toBe(1);
    expect(() => pair({ covered: ["nobody"] })).toThrow("unknown seller");
  });

  it("by hand: with half of the price from lists 34.5 % higher reads 17.25 % too much, every hour and fixed", () => {
    const desk = pair({ listPricePercent: 50 });
    expect(desk.dayAt(1)).toBeCloseTo(1.1725, 12);
    expect(desk.publisher.hourlyValue).toBeCloseTo(1.1725, 12);
    expect(desk.publisher.efficient).toBeCloseTo(1, 12);
  });

  it("of GPU-hours of one generation scales by its price, and has no value before it is sold", () => {
    const desk = new IndexDesk({ underlying: "gpu_hour" }, { providers: PAIR, ...NOISELESS });
    expect(desk.dayAt(2, 100, NaN)).toBeUndefined();
    expect(desk.publisher.isKnown).toBe(false);
    expect(desk.publisher.status).toBe("missing");
    expect(desk.dayAt(2, 100, 1.5)).toBeCloseTo(3, 12);
    expect(desk.publisher.efficient).toBeCloseTo(3, 12);
    expect(() => new IndexDesk({ underlying: "gpu_hour", tokens: "output" }, {})).toThrow("no kinds");
  });

  it("by hand: of output tokens costs 240 units where a traded token is 0.4407 + 41.13 + 51.96 units", () => {
    const desk = pair({ tokens: "output" });
    const traded = 0.7835 * 0.5625 + 0.7835 * 0.4375 * 120 + 0.2165 * 240;
    expect(desk.dayAt(1)).toBeCloseTo(240 / traded, 12);
    expect(desk.publisher.efficient).toBeCloseTo(240 / traded, 12);
  });
});

describe("several indices of one market", () => {
  it("leave each other's values alone", () => {
    const alone = new IndexDesk({ missingProbability: 0.3 }, { providers: EIGHT });
    const again = new IndexDesk({ missingProbability: 0.3 }, { providers: EIGHT });
    const streams = new Streams("index", 0);
    const other = new IndexPublisher({
      parameters: { ...INDEX, id: "other", method: "median", missingProbability: 0.5 },
      panel: again.panel,
      kinds: undefined,
      streams,
      startDay: START,
      utcOffsetHours: 0,
      isBusinessDay: () => true,
    });
    for (let hour = 0; hour < 500; hour++) {
      const value = alone.hourAt(1 + hour / 100);
      expect(again.hourAt(1 + hour / 100)).toBe(value);
      other.observe(hour, 1);
      if (other.isFixingDue) other.fix();
    }
  });
});
