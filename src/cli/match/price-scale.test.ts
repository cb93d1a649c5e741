import { describe, expect, it } from "vitest";
import { ByteWriter } from "./byte-writer.ts";
import { BEYOND, OFF_TICK, PriceScale, stepOf } from "./price-scale.ts";

describe("a tick", () => {
  it.each([
    [1, 1, { step: 1, decimals: 0 }],
    [0.01, 1, { step: 1, decimals: 2 }],
    [0.25, 1, { step: 25, decimals: 2 }],
    [0.1, 1, { step: 1, decimals: 1 }],
    [5, 1, { step: 5, decimals: 0 }],
    [1e-9, 1, { step: 1, decimals: 9 }],
    [0.5, 2, { step: 25, decimals: 2 }],
    [3, 3, { step: 1, decimals: 0 }],
    [1, 3, undefined],
    [1e-10, 1, undefined],
    [1 / 3, 1, undefined],
    [10_000_000, 1, undefined],
  ])("of %f in %i parts", (tick, parts, expected) => {
    expect(stepOf(tick, parts)).toEqual(expected);
  });
});

describe("prices", () => {
  const quarters = new PriceScale(25, 2, 1000);

  it.each([
    [10_025, 2, 401],
    [1005, 1, 402],
    [100, 0, 400],
    [-25, 2, -1],
    [0, 0, 0],
    [-0, 0, 0],
    [10_026, 2, OFF_TICK],
    [100_251, 3, OFF_TICK],
    [250, 0, 1000],
    [25_025, 2, BEYOND],
    [-251, 0, BEYOND],
    [9e15, 0, BEYOND],
    [9e300, 0, BEYOND],
  ])("%f in units of decimal %i", (digits, decimals, ticks) => {
    expect(quarters.ticksOf(digits, decimals)).toBe(ticks);
  });

  it("are written with the decimals of the tick", () => {
    const written: string[] = [];
    const writer = new ByteWriter((bytes) => written.push(new TextDecoder().decode(bytes)));
    for (const ticks of [401, 0, -1, -401, 3]) writer.decimal(ticks * 25, 2);
    writer.decimal(-5, 3);
    writer.integer(2 ** 53 - 1);
    writer.integer(-7);
    writer.endRow();
    writer.flush();
    expect(written.join("")).toBe("100.25,0.00,-0.25,-100.25,0.75,-0.005,9007199254740991,-7\n");
  });
});
