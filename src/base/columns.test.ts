import { describe, expect, it } from "vitest";
import { InvariantError } from "./assert.ts";
import { Float64Column, Int32Column } from "./columns.ts";

describe.each([
  ["Float64Column", Float64Column],
  ["Int32Column", Int32Column],
])("%s", (_, Column) => {
  it("keeps what was pushed while it grows", () => {
    const column = new Column(1000);
    for (let i = 0; i < 1000; i++) column.push(i * 3);
    expect(column.length).toBe(1000);
    for (let i = 0; i < 1000; i++) expect(column.values[i]).toBe(i * 3);
  });

  it.each([1, 63, 64, 65, 100])("takes %d values and refuses one more", (maximum) => {
    const column = new Column(maximum);
    for (let i = 0; i < maximum; i++) column.push(i);
    expect(() => column.push(0)).toThrow(InvariantError);
    expect(column.length).toBe(maximum);
    expect(column.values[maximum - 1]).toBe(maximum - 1);
  });

  it("refuses a maximum that is not a whole number above zero", () => {
    for (const maximum of [0, -1, 1.5, NaN, Infinity]) expect(() => new Column(maximum)).toThrow(InvariantError);
  });
});

describe("Int32Column", () => {
  it("takes the extremes and refuses what would wrap or be cut", () => {
    const column = new Int32Column(10);
    column.push(2147483647);
    column.push(-2147483648);
    expect(Array.from(column.values.subarray(0, 2))).toEqual([2147483647, -2147483648]);
    for (const value of [2147483648, -2147483649, 0.5, NaN, Infinity])
      expect(() => column.push(value)).toThrow(InvariantError);
    expect(column.length).toBe(2);
  });
});

describe("Float64Column", () => {
  it("takes NaN, which stands for a value that is missing", () => {
    const column = new Float64Column(1);
    column.push(NaN);
    expect(column.values[0]).toBeNaN();
  });
});
