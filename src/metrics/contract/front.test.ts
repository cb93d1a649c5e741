import { describe, expect, it } from "vitest";
import { frontPosition } from "./front.ts";

describe("the front month", () => {
  it("is the nearest expiry with more than seven days left", () => {
    expect(frontPosition([108, 138], 100)).toBe(0);
    expect(frontPosition([107, 138], 100)).toBe(1);
  });

  it("is the furthest month when all are about to expire", () => {
    expect(frontPosition([100, 103], 100)).toBe(1);
  });

  it("does not exist without a listed month", () => {
    expect(frontPosition([], 100)).toBe(-1);
  });
});
