import { describe, expect, it } from "vitest";
import { Stream } from "../base/random.ts";
import { PrivateNoise } from "./private-noise.ts";

describe("PrivateNoise", () => {
  it("has the stated standard deviation and forgets half in a half-life", () => {
    const random = new Stream("noise");
    const noise = new PrivateNoise(0.03, 5);
    const values: number[] = [];
    for (let day = 0; day < 100_000; day++) {
      noise.moveTo(day, random);
      values.push(noise.value);
    }
    const square = values.reduce((sum, x) => sum + x * x, 0) / values.length;
    const product = values.slice(5).reduce((sum, x, i) => sum + x * values[i], 0) / (values.length - 5);
    expect(Math.sqrt(square)).toBeCloseTo(0.03, 3);
    expect(product / square).toBeCloseTo(0.5, 1);
  });

  it("draws once a day", () => {
    const random = new Stream("noise");
    const noise = new PrivateNoise(0.03, 5);
    noise.moveTo(7, random);
    const { value } = noise;
    noise.moveTo(7, random);
    expect(noise.value).toBe(value);
  });
});
