import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Ledger } from "./ledger.ts";

function ledgerOf(n: number): Ledger {
  const ledger = new Ledger(n);
  for (let i = 0; i < n; i++) ledger.open(`account ${i}`);
  return ledger;
}

describe("the ledger", () => {
  it("equals a BigInt ledger and adds up to zero after every posting", () => {
    const posting = fc.tuple(fc.nat(4), fc.nat(4), fc.integer({ min: -1e12, max: 1e12 }));
    fc.assert(
      fc.property(fc.array(posting, { maxLength: 200 }), (postings) => {
        const ledger = ledgerOf(5);
        const oracle = [0n, 0n, 0n, 0n, 0n];
        for (const [from, to, amount] of postings) {
          if (from === to) continue;
          ledger.post(from, to, amount);
          oracle[from]! -= BigInt(amount);
          oracle[to]! += BigInt(amount);
          ledger.verify();
        }
        expect(oracle.map(Number)).toEqual([0, 1, 2, 3, 4].map((i) => ledger.balance(i) + 0));
      }),
      { seed: 20260322, numRuns: 100 },
    );
  });

  it.each([0.5, NaN, Infinity, 2 ** 53])("refuses a posting of %s", (amount) => {
    const ledger = ledgerOf(2);
    expect(() => ledger.post(0, 1, amount)).toThrow("a ledger posting is not whole, or a balance passes 2^53");
    expect(ledger.balance(0)).toBe(0);
  });

  it("refuses a balance beyond 2^53", () => {
    const ledger = ledgerOf(2);
    ledger.post(0, 1, Number.MAX_SAFE_INTEGER);
    expect(() => ledger.post(0, 1, 1)).toThrow("passes 2^53");
  });

  it("refuses a posting to itself and more accounts than announced", () => {
    const ledger = ledgerOf(1);
    expect(() => ledger.post(0, 0, 1)).toThrow("two accounts");
    expect(() => ledger.open("one more")).toThrow("more ledger accounts");
  });

  it("sees a balance that was changed without a posting", () => {
    const ledger = ledgerOf(2);
    (ledger as unknown as { balances: Float64Array }).balances[0] = 1;
    expect(() => ledger.verify()).toThrow("does not add up to zero");
  });
});
