import { describe, expect, it } from "vitest";
import { givenOf, queueOf } from "../../testing/allocation-desk.ts";
import { allocateMargin } from "./frequent-batch.ts";

function ration(lots: readonly number[], open: number): number[] {
  const queue = queueOf(lots, { top: 1 });
  allocateMargin(queue, open);
  return givenOf(queue);
}

describe("margin of a frequent batch auction", () => {
  it("is pro rata whatever came first, and what rounding leaves goes by time", () => {
    expect(ration([10, 30, 60], 50)).toEqual([5, 15, 30]);
    expect(ration([10, 10, 10], 20)).toEqual([8, 6, 6]);
    expect(ration([1, 1, 1], 2)).toEqual([1, 1, 0]);
  });

  it("is rationed only where there are fewer lots than wanted", () => {
    expect(() => ration([5, 5], 10)).toThrow("not rationed");
    expect(() => ration([5, 5], 0)).toThrow("not rationed");
  });
});
