import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyTopOrder, giveOut, proRata, split } from "../../testing/allocation-desk.ts";
import { predetermine } from "./predetermination.ts";
import type { ProRataTerms } from "./pro-rata.ts";
import type { SplitTerms } from "./split.ts";

/** The lots of the book and then of each source. */
function divide(
  terms: ProRataTerms | SplitTerms,
  top: number,
  direct: number,
  sources: readonly number[],
  open: number,
): number[] {
  const given = new Int32Array(sources.length);
  const book = predetermine(terms, top, direct, Int32Array.from(sources), sources.length, open, given);
  return [book, ...given];
}

describe("predetermination between a book and implied sources", () => {
  const terms = proRata({ minimumLots: 2, topOrder: anyTopOrder });

  it("CME, Complex Match Example: 501 lots meet 1,000 with a top order of 100, and sources of 200, 300, 400 and 100", () => {
    // All of CME's: 100 + 189 + the 2 left over for the book that is aggressed, 42, 63, 84 and 21 for the sources.
    expect(divide(terms, 100, 1000, [200, 300, 400, 100], 501)).toEqual([291, 42, 63, 84, 21]);
  });

  it("carried on into each book by its own algorithm", () => {
    // The quantities of the books, and that GEM0 and GEZ9-GEZ0 have top orders, are CME's; the orders are ours.
    const top = { top: 0 };
    const gez9 = giveOut(terms, [100, 450, 300, 147, 3], 291, top);
    // 191 over 900: 95.5, 63.7, 31.2 and 0.6, which is below the minimum; the 2 left over go to the earliest unfilled.
    expect(gez9).toEqual([100, 95 + 2, 63, 31, 0]);
    expect(giveOut(terms, [150, 50], 42)).toEqual([32, 10]); // GEZ9-GEH0: 31.5 and 10.5, 1 by time
    expect(giveOut(terms, [100, 60, 40], 42)).toEqual([22, 12, 8]); // GEH0: 21, 12.6, 8.4, 1 by time
    expect(giveOut(terms, [200, 100], 63)).toEqual([42, 21]); // GEZ9-GEM0
    expect(giveOut(terms, [40, 160, 100], 63, top)).toEqual([40, 15, 8]); // GEM0: 23 over 260: 14.2, 8.8, 1 by time
    expect(giveOut(terms, [2, 398], 84)).toEqual([1, 83]); // GEZ9-GEU0: 0.4 and 83.6, 1 by time
    expect(giveOut(terms, [300, 100], 84)).toEqual([63, 21]); // GEU0
    expect(giveOut(terms, [30, 70], 21, top)).toEqual([21, 0]); // GEZ9-GEZ0: all to its top order
    expect(giveOut(terms, [60, 40], 21)).toEqual([13, 8]); // GEZ0: 12.6, 8.4, 1 by time
  });

  it("gives all to all where the order wants no less than there is", () => {
    expect(divide(terms, 100, 1000, [200, 300], 1500)).toEqual([1000, 200, 300]);
    expect(divide(terms, 0, 0, [200], 900)).toEqual([0, 200]);
  });

  it("gives the top order all where the order wants no more than it has", () => {
    expect(divide(terms, 100, 1000, [200, 300], 80)).toEqual([80, 0, 0]);
  });

  it("counts what the top order has beyond its maximum with the book's other lots", () => {
    const capped = proRata({ topOrder: { minimumLots: 1, maximumLots: 40 } });
    // 40; then 60 over 60 and 60.
    expect(divide(capped, 100, 100, [60], 100)).toEqual([40 + 30, 30]);
  });

  it("leaves the top order out where the contract knows none", () => {
    expect(divide(proRata(), 100, 100, [100], 50)).toEqual([25, 25]);
  });

  it("what is left goes to the sources in their order once the book has no more lots", () => {
    expect(divide(terms, 0, 0, [3, 3, 3], 4)).toEqual([0, 3, 1, 0]);
    expect(divide(terms, 0, 1, [3, 3, 3], 4)).toEqual([1, 3, 0, 0]);
  });

  it("has neither a part by time nor levelling where the book is split", () => {
    const halves = split({ timePercent: 50, minimumLots: 2, levelling: true });
    expect(divide(halves, 0, 50, [50], 21)).toEqual([11, 10]);
  });

  it("gives out every lot, nobody more than it has, whatever the quantities up to 2^31", () => {
    const lots = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 2 ** 31 - 1 }));
    const sources = fc.array(lots, { maxLength: 12 });
    const open = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 2 ** 31 - 1 }));
    fc.assert(
      fc.property(
        lots,
        lots,
        sources,
        open,
        fc.integer({ min: 1, max: 5 }),
        (top, direct, rest, wanted, minimumLots) => {
          const parts = divide(
            proRata({ minimumLots, topOrder: anyTopOrder }),
            Math.min(top, direct),
            direct,
            rest,
            wanted,
          );
          const all = [direct, ...rest];
          const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
          expect(sum(parts)).toBe(Math.min(wanted, sum(all)));
          expect(parts.every((n, i) => n >= 0 && n <= all[i])).toBe(true);
        },
      ),
      { seed: 20260322, numRuns: 3000 },
    );
  });
});
