import { beforeEach, describe, expect, it } from "vitest";
import { LimitLock } from "./limit-lock.ts";

const MINUTE = 60_000_000;
const LAST = 5 * MINUTE;
const CLOSE = 90 * MINUTE;
const LOW = 930;
const HIGH = 1070;

let lock: LimitLock;
beforeEach(() => (lock = new LimitLock()));

function top(nowUs: number, bid: number, bidLots: number, ask: number, askLots: number): void {
  lock.observe(nowUs, bid, bidLots, ask, askLots, LOW, HIGH);
}

function sideAtClose(isHalted = false): number {
  lock.close(CLOSE, isHalted);
  return lock.sideOfDay(LAST);
}

describe("a locked limit price", () => {
  it("is one where buyers alone stand at the upper limit through the last five minutes", () => {
    top(CLOSE - LAST, HIGH, 10, 0, 0);
    expect(sideAtClose()).toBe(1);
  });

  it("or sellers alone at the lower one, whatever of their lots trades meanwhile", () => {
    top(CLOSE - LAST - 1, 0, 0, LOW, 10);
    top(CLOSE - MINUTE, 0, 0, LOW, 3);
    expect(sideAtClose()).toBe(-1);
  });

  it("is none if it came later", () => {
    top(CLOSE - LAST + 1, HIGH, 10, 0, 0);
    expect(sideAtClose()).toBe(0);
  });

  it("is none if it was opened in the last five minutes, even for a moment", () => {
    top(0, HIGH, 10, 0, 0);
    top(CLOSE - MINUTE, HIGH - 1, 5, 0, 0);
    top(CLOSE - MINUTE + 1, HIGH, 10, 0, 0);
    expect(sideAtClose()).toBe(0);
  });

  it("is none where a seller stands too, at any price, or buyers stand below the limit", () => {
    top(0, HIGH - 1, 10, HIGH, 1);
    expect(sideAtClose()).toBe(0);
    top(0, HIGH - 1, 10, 0, 0);
    expect(sideAtClose()).toBe(0);
  });

  it("is none where trading was halted at the close, or on a day that has not been observed", () => {
    top(0, HIGH, 10, 0, 0);
    expect(sideAtClose(true)).toBe(0);
    expect(sideAtClose()).toBe(1);
    lock.startDay();
    expect(lock.sideOfDay(LAST)).toBe(0);
  });
});
