import { describe, expect, it } from "vitest";
import { SeasonalLevel } from "./seasonal-level.ts";

const HOUR_US = 3_600_000_000;

describe("SeasonalLevel", () => {
  const season = (hour: number): number => 0.1 * Math.sin((hour * Math.PI) / 12) - (hour % 168 >= 120 ? 0.06 : 0);

  it("takes out the hour of the day and the weekend once it has seen a few weeks", () => {
    const level = new SeasonalLevel(0.5);
    let lowest = Infinity;
    let highest = -Infinity;
    for (let hour = 0; hour < 168 * 10; hour++) {
      level.observe(hour * HOUR_US, Math.exp(1 + season(hour)));
      if (hour < 168 * 9) continue;
      lowest = Math.min(lowest, level.value);
      highest = Math.max(highest, level.value);
    }
    expect(highest - lowest).toBeLessThan(0.01);
    expect(highest).toBeCloseTo(1 - (0.06 * 48) / 168, 1);
  });

  it("still sees a rise of all hours at once", () => {
    const level = new SeasonalLevel(0.5);
    for (let hour = 0; hour < 168 * 6; hour++) level.observe(hour * HOUR_US, Math.exp(season(hour)));
    const before = level.value;
    for (let hour = 168 * 6; hour < 168 * 6 + 6; hour++) level.observe(hour * HOUR_US, Math.exp(0.2 + season(hour)));
    expect(level.value - before).toBeCloseTo(0.2, 1);
  });

  it("leaves out values without a logarithm", () => {
    const level = new SeasonalLevel(12);
    level.observe(0, 0);
    level.observe(0, NaN);
    expect(level.ready).toBe(false);
  });
});
