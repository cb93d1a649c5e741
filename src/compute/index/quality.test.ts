import { describe, expect, it } from "vitest";
import { IndexDesk, NOISELESS, provider } from "../../testing/index-desk.ts";
import type { IndexParameters } from "./parameters.ts";
describe("standard tokens", () => {
  /** At a market price of 1 both sell at 1; a token of the good one counts as two. */
  const mixed = [provider("standard", 1, 0), provider("good", 1, 0, Math.log(2))];
  const desk = (index: Partial<IndexParameters>, growth = 0) =>
    new IndexDesk(index, { providers: mixed, ...NOISELESS, qualityGrowthPercent: growth });

  it("by hand: one seller's token at 1 and the other's two at 0.5 each: 2 paid for 3", () => {
    const index = desk({ quality: "frozen_bar" });
    expect(index.dayAt(1)).toBeCloseTo(2 / 3, 12);
    expect(index.publisher.efficient).toBeCloseTo(2 / 3, 12);
    expect(index.publisher.hourlyEfficient).toBeCloseTo(2 / 3, 12);
    expect(desk({ quality: "frozen_bar", method: "provider_mean" }).dayAt(1)).toBeCloseTo(0.75, 12);
  });

  it("under a frozen bar get cheaper as quality grows: at 100 % a year by half in a year", () => {
    const index = desk({ quality: "frozen_bar" }, 100);
    for (let day = 0; day < 365; day++) index.dayAt(1);
    expect(index.dayAt(1)).toBeCloseTo(1 / 3, 2);
  });

  it("a moving bar steps on the first of a month, leaving out who falls below it", () => {
    const index = desk({ quality: "moving_bar", barGrowthPercent: 50, rebaseMonths: 3 });
    for (let day = 0; day < 91; day++) expect(index.dayAt(1)).toBeCloseTo(2 / 3, 12);
    const bar = 1.5 ** 0.25;
    for (let hour = 0; hour < 24; hour++) index.hourAt(1);
    index.dayAt(1);
    expect(index.dayAt(1)).toBeCloseTo(bar / 2, 12);
    expect(index.publisher.submissions).toBe(1);
    expect(index.publisher.efficient).toBeCloseTo((2 / 3) * bar, 12);
  });

  it("of which nobody is left: the last value stands in", () => {
    const index = desk({ quality: "moving_bar", barGrowthPercent: 900, rebaseMonths: 6, fallback: "list_prices" });
    for (let day = 0; day < 200; day++) index.dayAt(1);
    expect(index.publisher.value).toBeCloseTo(2 / 3, 12);
    expect(index.publisher.status).toBe("fallback");
  });
});
