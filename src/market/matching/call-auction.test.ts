import { describe, expect, it } from "vitest";
import type { Side } from "../../base/units.ts";
import { CallAuction } from "./call-auction.ts";

type Levels = [priceTicks: number, lots: number][];

/** Price, lots and imbalance of an auction of these levels, best first; undefined if nothing can trade. */
function auction(buys: Levels, sells: Levels, referenceTicks = 0): [number, number, number] | undefined {
  const call = new CallAuction();
  const depth = (side: Side, levels: number, outPriceTicks: Int32Array, outLots: Int32Array): number => {
    const written = (side === 1 ? buys : sells).slice(0, levels);
    written.forEach(([price, lots], i) => {
      outPriceTicks[i] = price;
      outLots[i] = lots;
    });
    return written.length;
  };
  return call.find({ depth }, referenceTicks) ? [call.priceTicks, call.lots, call.imbalance] : undefined;
}

describe("call auction price", () => {
  it("rule 1: trades as many lots as possible", () => {
    const buys: Levels = [103, 102, 101, 100].map((price) => [price, 10]);
    const sells: Levels = [99, 100, 101, 102].map((price) => [price, 10]);
    expect(auction(buys, sells, 0)).toEqual([101, 30, 0]);
    expect(auction(buys, sells, 1000)).toEqual([101, 30, 0]);
  });

  it("rule 2: then leaves the smallest imbalance", () => {
    // At 100 and 101 eight lots trade, with 2 buyers left at 100 and none at 101.
    const buys: Levels = [
      [101, 8],
      [100, 2],
    ];
    expect(auction(buys, [[100, 8]], 100)).toEqual([101, 8, 0]);
  });

  it("rule 3: then the highest price if buyers are left at all, the lowest if sellers are", () => {
    expect(auction([[103, 20]], [[99, 10]], 100)).toEqual([103, 10, 10]);
    expect(auction([[103, 10]], [[99, 20]], 102)).toEqual([99, 10, -10]);
  });

  it("rule 3, Australian Stock Exchange 2002: buys 500@640, 1000@639, 1000@634, sells 1000@610, 500@640 give 639", () => {
    // Worked example of the exchange's then new algorithm: 1000 shares from 610 to 639, 500 buyers left from 635 to 639.
    const buys: Levels = [
      [640, 500],
      [639, 1000],
      [634, 1000],
      [633, 500],
    ];
    const sells: Levels = [
      [610, 1000],
      [640, 500],
      [641, 520],
      [642, 550],
      [643, 519],
    ];
    expect(auction(buys, sells, 620)).toEqual([639, 1000, 500]);
  });

  it("rule 4: then the price nearest to the reference, which no order need name", () => {
    const nearest = (reference: number): number => auction([[103, 10]], [[99, 10]], reference)![0];
    expect([98, 99, 101, 103, 104].map(nearest)).toEqual([99, 99, 101, 103, 103]);
  });

  it("rule 4 where buyers are left at some prices and as many sellers at others", () => {
    // 99 to 101: 10 lots, 5 buyers left. 102 and 103: 10 lots, 5 sellers left.
    const buys: Levels = [
      [103, 10],
      [101, 5],
    ];
    const sells: Levels = [
      [99, 10],
      [102, 5],
    ];
    expect(auction(buys, sells, 100)).toEqual([100, 10, 5]);
    expect(auction(buys, sells, 101)).toEqual([101, 10, 5]);
    expect(auction(buys, sells, 102)).toEqual([102, 10, -5]);
    expect(auction(buys, sells, 200)).toEqual([103, 10, -5]);
  });

  it("has no price when the sides do not meet or one is empty", () => {
    expect(auction([[98, 1]], [[99, 1]])).toBeUndefined();
    expect(auction([], [[99, 1]])).toBeUndefined();
    expect(auction([[99, 1]], [])).toBeUndefined();
    expect(auction([], [])).toBeUndefined();
  });

  it("reads books of any depth, and orders at both ends of the int32s", () => {
    const buys: Levels = Array.from({ length: 1000 }, (_, i) => [500 - i, 1]);
    const sells: Levels = Array.from({ length: 1000 }, (_, i) => [-500 + i, 1]);
    expect(auction(buys, sells)).toEqual([0, 501, 0]);
    expect(auction([[2 ** 31 - 1, 7]], [[-(2 ** 31), 7]], 12)).toEqual([12, 7, 0]);
  });

  it("counts lots beyond an int32", () => {
    const most = 2 ** 31 - 1;
    const buys: Levels = [
      [2, most],
      [1, most],
    ];
    expect(auction(buys, [[0, most]], 0)).toEqual([2, most, 0]);
    const sells: Levels = [
      [0, most],
      [1, most],
    ];
    expect(auction(buys, sells, 0)).toEqual([1, 2 * most, 0]);
  });
});
