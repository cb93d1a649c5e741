import { describe, expect, it } from "vitest";
import { anyTopOrder, giveOut, proRata } from "../../testing/allocation-desk.ts";

const pairwise = (left: readonly number[], right: readonly number[]): number[] => left.map((n, i) => n - right[i]);

describe("pro rata (CME's C)", () => {
  it("CME Matching Algorithm Steps: 50 lots over 403 with a minimum of 2, the 3 left over to the earliest", () => {
    const lots = [5, 9, 57, 4, 28, 300];
    const given = giveOut(proRata({ minimumLots: 2 }), lots, 50);
    // By the page 0, 0, 7, 0, 3 and 37 pro rata; its text stops before the 3 lots left over go by time.
    expect(given).toEqual([3, 0, 7, 0, 3, 37]);
    expect(pairwise(lots, given).slice(1)).toEqual([9, 50, 4, 25, 263]);
  });

  it("CME-Globex-Replica: 50 lots over 2, 42 and 56 with a minimum of 2 give 1 by time, 21 and 28", () => {
    expect(giveOut(proRata({ minimumLots: 2 }), [2, 42, 56], 50)).toEqual([1, 21, 28]);
  });

  it("Eurex example 7-7: 25 lots over 20, 20 and 50 give 5, 5 and 13 and 2 left over", () => {
    expect(giveOut(proRata(), [20, 20, 50], 25)).toEqual([7, 5, 13]);
  });

  it("gives all by time when every share is below the minimum", () => {
    expect(giveOut(proRata({ minimumLots: 2 }), [3, 3, 3, 3], 4)).toEqual([3, 1, 0, 0]);
    expect(giveOut(proRata({ minimumLots: 1000 }), [300, 300, 300], 500)).toEqual([300, 200, 0]);
  });

  it("gives the single lot of an order to the earliest", () => {
    expect(giveOut(proRata(), [2, 90, 8], 1)).toEqual([1, 0, 0]);
  });

  it("is exact at quantities of 2^31", () => {
    const third = Math.floor((2 ** 31 - 1) / 3);
    expect(giveOut(proRata(), [third, third, third], 3 * third - 1)).toEqual([third, third, third - 1]);
  });

  it("knows no top order where the contract has none", () => {
    expect(giveOut(proRata(), [50, 50], 50, { top: 1 })).toEqual([25, 25]);
  });
});

describe("pro rata with a top order (CME's A and O)", () => {
  it("CME notice 11985, Eurodollar: 60 lots, 10 to the top order and 50 over 5, 20, 50 and 75 with a minimum of 2", () => {
    // The last order's size and the shares of the last two follow from the notice's other numbers.
    const given = giveOut(proRata({ minimumLots: 2, topOrder: anyTopOrder }), [10, 5, 20, 50, 75], 60, { top: 0 });
    expect(given).toEqual([10, 3, 6, 16, 25]);
  });

  it("corn options (O): the top order's first 100 lots, its other 50 pro rata with the rest", () => {
    const terms = proRata({ topOrder: { minimumLots: 10, maximumLots: 100 } });
    // ATAS part 3 has the orders and the shares; the aggressor of 200 is CME-Globex-Replica's.
    expect(giveOut(terms, [150, 8, 160], 200, { top: 0 })).toEqual([124, 3, 73]);
  });

  it("CME-Globex-Replica (A): 50 lots over a top order of 2, 56 and 42", () => {
    expect(giveOut(proRata({ topOrder: anyTopOrder }), [2, 56, 42], 50, { top: 0 })).toEqual([2, 28, 20]);
  });

  it("fills the top order first wherever it stands in the queue", () => {
    expect(giveOut(proRata({ topOrder: anyTopOrder }), [40, 40, 20], 60, { top: 2 })).toEqual([20, 20, 20]);
    expect(giveOut(proRata({ topOrder: anyTopOrder }), [40, 40, 20], 15, { top: 2 })).toEqual([0, 0, 15]);
  });

  it("shares as without one where no order is the top order", () => {
    expect(giveOut(proRata({ topOrder: anyTopOrder }), [50, 50], 50)).toEqual([25, 25]);
  });
});
