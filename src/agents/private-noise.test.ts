import { describe, expect, it } from "vitest";
import { Stream } from "../base/random.ts";
import { PrivateNoise } from "./private-noise.ts";

const noise = (): PrivateNoise => new PrivateNoise(0.03, 5, 0, new Stream("noise"));

describe("PrivateNoise", () => {
  it("has the stated standard deviation and forgets half in a half-life", () => {
    const process = noise();
    const values: number[] = [];
    for (let day = 0; day < 100_000; day++) {
      process.moveTo(day);
      values.push(process.value);
    }
    const square = values.reduce((sum, x) => sum + x * x, 0) / values.length;
    const product = values.slice(5).reduce((sum, x, i) => sum + x * values[i], 0) / (values.length - 5);
    expect(Math.sqrt(square)).toBeCloseTo(0.03, 3);
    expect(product / square).toBeCloseTo(0.5, 1);
  });

  it("has the same value of a day whichever days it was asked for before", () => {
    const daily = noise();
    const rarely = noise();
    for (let day = 0; day <= 30; day++) daily.moveTo(day);
    rarely.moveTo(4);
    rarely.moveTo(30);
    rarely.moveTo(30);
    expect(rarely.value).toBe(daily.value);
  });
});
