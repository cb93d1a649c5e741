import { describe, expect, it } from "vitest";
import { Streams } from "../base/random.ts";
import { chinaCompute } from "../testing/compute-parameters.ts";
import { IndexPublisher } from "./index-publisher.ts";
import type { IndexParameters } from "./parameters.ts";

const index = chinaCompute().index;

function publisher(parameters: IndexParameters = index): IndexPublisher {
  return new IndexPublisher(parameters, new Streams("index", 0), 8);
}

/** Two providers without noise: a large cheap one and a small dear one. */
const pair: IndexParameters = {
  ...index,
  providers: [
    { id: "large", share: 3, priceOffset: 0 },
    { id: "small", share: 1, priceOffset: Math.log(2) },
  ],
  offsetSd: 0,
  shareSd: 0,
  providerCap: 0.6,
};

describe("the token index", () => {
  it("by hand: 3/4 of volume at 0.8 and 1/4 at 1.6 make a true mean of 1; capped at 60 % the index is 1.12", () => {
    const publish = publisher(pair);
    publish.observe(0, 1, 1000);
    expect(publish.hourlyEfficient).toBe(1);
    expect(publish.hourlyValue).toBeCloseTo(0.6 * 0.8 + 0.4 * 1.6, 12);
    expect(publish.top1Share).toBeCloseTo(0.6, 12);
    expect(publish.submissions).toBe(2);
  });

  it("without a cap that binds is the clearing price", () => {
    const publish = publisher({ ...index, providerCap: 1 });
    for (let hour = 0; hour < 48; hour++) {
      publish.observe(hour, 2 + hour / 10, 500);
      expect(publish.hourlyValue).toBeCloseTo(2 + hour / 10, 10);
    }
  });

  it("fixes at 14:00 local the volume-weighted mean of the hours since the last fixing", () => {
    const publish = publisher({ ...pair, providerCap: 1 });
    const due: number[] = [];
    for (let hour = 0; hour < 30; hour++) {
      publish.observe(hour, hour < 3 ? 1 : 2, hour < 3 ? 900 : 300);
      if (publish.isFixingDue) due.push(hour, publish.fix());
    }
    // Midnight UTC is 08:00 in Beijing: the sixth hour ends at 14:00.
    expect(due[0]).toBe(5);
    expect(due[1]).toBeCloseTo((3 * 900 + 2 * 3 * 300) / 3600, 12);
    expect(due[2]).toBe(29);
    expect(due[3]).toBeCloseTo(2, 12);
    expect(publish.fixingEfficient).toBeCloseTo(2, 12);
  });

  it("weighs nobody above the cap, and errs from the true mean by a few per cent", () => {
    const publish = publisher();
    for (let hour = 0; hour < 24 * 200; hour++) {
      publish.observe(hour, 1, 1e6);
      expect(publish.top1Share).toBeLessThanOrEqual(0.3 + 1e-12);
      expect(Math.abs(publish.hourlyValue - 1)).toBeLessThan(0.05);
      expect(publish.submissions).toBe(8);
    }
  });

  it("moves little by itself: with a steady clearing price the fixing's volatility is below 3 % a year", () => {
    const publish = publisher();
    let sum = 0;
    let last = 0;
    const days = 400;
    for (let day = 0; day <= days; day++) {
      for (let hour = 0; hour < 24; hour++) publish.observe(24 * day + hour, 1, 1e6);
      const fixing = publish.fix();
      if (day > 0) sum += (fixing - last) ** 2;
      last = fixing;
    }
    expect(Math.sqrt((sum / days) * 252)).toBeLessThan(0.03);
  });

  it("stands at the clearing price for hours without tokens and fixes at the last value", () => {
    const publish = publisher();
    publish.observe(0, 3, 0);
    expect(publish.hourlyValue).toBe(3);
    expect(publish.fix()).toBe(3);
    expect(publish.fixingEfficient).toBe(3);
  });
});
