import { describe, expect, it } from "vitest";
import { logFactorial } from "./log-factorial.ts";

describe("logFactorial", () => {
  it("is zero for 0 and 1", () => {
    expect(logFactorial(0)).toBe(0);
    expect(logFactorial(1)).toBe(0);
  });

  it("adds log(k + 1) from k to k + 1, across the change of method at 32 too", () => {
    for (let k = 0; k < 2000; k++) {
      const step = logFactorial(k + 1) - logFactorial(k);
      expect(Math.abs(step - Math.log(k + 1)), String(k)).toBeLessThan(2e-14 * Math.max(1, logFactorial(k + 1)));
    }
  });

  it("agrees with the logarithm of the exact product", () => {
    let factorial = 1n;
    for (let k = 1n; k <= 170n; k++) {
      factorial *= k;
      const exact = Math.log(Number(factorial));
      expect(Math.abs(logFactorial(Number(k)) - exact), String(k)).toBeLessThanOrEqual(1e-14 * Math.max(1, exact));
    }
  });
});
