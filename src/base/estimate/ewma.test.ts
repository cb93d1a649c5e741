import { describe, expect, it } from "vitest";
import { InvariantError } from "../assert.ts";
import { Ewma } from "./ewma.ts";

describe("Ewma", () => {
  it("is NaN before the first value and that value after it", () => {
    const average = new Ewma(10);
    expect(average.value).toBeNaN();
    average.update(5, 3);
    expect(average.value).toBe(5);
  });

  it("goes half of the way in a half-life and three quarters in two", () => {
    const average = new Ewma(10);
    average.update(0, 0);
    average.update(1, 10);
    expect(average.value).toBeCloseTo(0.5, 14);
    average.update(1, 10);
    expect(average.value).toBeCloseTo(0.75, 14);
  });

  it("comes to the same whether an interval is taken in one step or in many", () => {
    const [one, many] = [new Ewma(7), new Ewma(7)];
    one.update(2, 0);
    many.update(2, 0);
    one.update(9, 20);
    for (let i = 0; i < 80; i++) many.update(9, 0.25);
    expect(many.value).toBeCloseTo(one.value, 12);
  });

  it("does not move in no time, and moves all the way in a very long one", () => {
    const average = new Ewma(1);
    average.update(3, 0);
    average.update(100, 0);
    expect(average.value).toBe(3);
    average.update(100, 1e6);
    expect(average.value).toBe(100);
  });

  it("refuses values that are not finite, time that goes back, and a half-life that is not above zero", () => {
    const average = new Ewma(1);
    expect(() => average.update(NaN, 1)).toThrow(InvariantError);
    expect(() => average.update(Infinity, 1)).toThrow(InvariantError);
    expect(() => average.update(1, -1)).toThrow(InvariantError);
    expect(() => average.update(1, NaN)).toThrow(InvariantError);
    for (const halfLife of [0, -1, NaN, Infinity]) expect(() => new Ewma(halfLife)).toThrow(InvariantError);
  });
});
