import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CircuitBreaker } from "./circuit-breaker.ts";
import { RollingExtremes } from "./rolling-extremes.ts";

const MINUTE = 60_000_000;

describe("the dynamic circuit breaker (60 minutes, 100 ticks)", () => {
  function started(): CircuitBreaker {
    const breaker = new CircuitBreaker(60 * MINUTE);
    breaker.restart(100, 1000);
    return breaker;
  }
  const bounds = (breaker: CircuitBreaker) => [breaker.low, breaker.high];

  it("measures from its reference before the first trade, and from it and the trades afterwards", () => {
    const breaker = started();
    expect(bounds(breaker)).toEqual([900, 1100]);
    breaker.trade(1, 1050);
    expect(bounds(breaker)).toEqual([950, 1100]);
    breaker.trade(2, 980);
    expect(bounds(breaker)).toEqual([950, 1080]);
    expect([breaker.referenceOf(-1), breaker.referenceOf(1)]).toEqual([1050, 980]);
  });

  it("forgets prices that are an hour old, and says when the next one will be", () => {
    const breaker = started();
    breaker.trade(0, 1050);
    breaker.trade(30 * MINUTE, 1020);
    expect(breaker.advance(59 * MINUTE)).toBe(60 * MINUTE);
    expect(bounds(breaker)).toEqual([950, 1100]);
    expect(breaker.advance(60 * MINUTE)).toBe(90 * MINUTE);
    expect(bounds(breaker)).toEqual([920, 1120]);
  });

  it("measures from the last trade when the window has run empty, and lets the next trade not move away from it", () => {
    const breaker = started();
    breaker.trade(0, 1050);
    expect(breaker.advance(61 * MINUTE)).toBe(Infinity);
    expect(bounds(breaker)).toEqual([950, 1150]);
    breaker.trade(61 * MINUTE, 1140);
    expect(bounds(breaker)).toEqual([1040, 1150]);
  });
});

/** A window that forgets the latest price of a push that is no new extreme: the mutation that must be caught. */
class Forgetful extends RollingExtremes {
  private last = NaN;
  override push(nowUs: number, ticks: number): void {
    if (ticks !== this.last - 1) super.push(nowUs, ticks);
    this.last = ticks;
  }
}

describe("extremes of a rolling window", () => {
  const window = 100;
  const run = (newWindow: () => RollingExtremes) =>
    fc.check(
      fc.property(fc.array(fc.tuple(fc.nat(40), fc.nat(30)), { maxLength: 200 }), (steps) => {
        const extremes = newWindow();
        const seen: { at: number; ticks: number }[] = [];
        let now = 0;
        for (const [wait, ticks] of steps) {
          now += wait;
          extremes.advance(now);
          extremes.push(now, ticks);
          seen.push({ at: now, ticks });
          const inWindow = seen.filter(({ at }) => at > now - window).map((price) => price.ticks);
          expect([extremes.lowest, extremes.highest]).toEqual([Math.min(...inWindow), Math.max(...inWindow)]);
        }
      }),
      { seed: 20260322, numRuns: 300 },
    ).failed;

  it("are those of all prices that are not a window old, for any prices", () => {
    expect(run(() => new RollingExtremes(window))).toBe(false);
  });

  it("would not be if a price were forgotten", () => {
    expect(run(() => new Forgetful(window))).toBe(true);
  });

  it("are kept when more of them wait than the ring first holds", () => {
    const extremes = new RollingExtremes(1_000_000);
    for (let i = 0; i < 1000; i++) extremes.push(i, 5000 - i);
    expect([extremes.highest, extremes.lowest]).toEqual([5000, 4001]);
  });
});
