import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WaterfallLayer } from "./parameters.ts";
import { type LayerHolding, type LayerKind, payLoss, waterfallProblem } from "./waterfall.ts";

const runs = { seed: 20260322, numRuns: 300 };
const MILLION = 1e6 * 10_000;
const layersOf = (amounts: readonly (readonly [LayerKind, number])[]): LayerHolding[] =>
  amounts.map(([layer, available]) => ({ layer, available }));

/** Layers add up to the loss as far as they go; one is touched only when all earlier ones are empty. */
function paysInOrder(pay: typeof payLoss) {
  const amounts = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1000 })), { maxLength: 9 });
  return fc.property(amounts, fc.integer({ min: 0, max: 4000 }), (available, loss) => {
    const used = pay(
      loss,
      available.map((amount) => ({ layer: "mutual_fund" as const, available: amount })),
    );
    const all = available.reduce((sum, amount) => sum + amount, 0);
    expect(used.reduce((sum, amount) => sum + amount, 0)).toBe(Math.min(loss, all));
    for (const [i, amount] of used.entries()) {
      expect(amount).toBeGreaterThanOrEqual(0);
      expect(amount).toBeLessThanOrEqual(available[i]!);
      if (amount > 0) expect(used.slice(0, i)).toEqual(available.slice(0, i));
    }
  });
}

describe("the waterfall", () => {
  it("Nasdaq Clearing, September 2018: 114 M beyond the defaulter's money are 7 M of the house and 107 M of a 166 M fund", () => {
    const layers = layersOf([
      ["house_capital", 7 * MILLION],
      ["mutual_fund", 166 * MILLION],
    ]);
    expect(payLoss(114 * MILLION, layers)).toEqual([7 * MILLION, 107 * MILLION]);
  });

  it("a loss of 92,950,437.60 is 45 M margin, 12 M fund share, 10 M house and 25,950,437.60 of a 168 M fund", () => {
    const layers = layersOf([
      ["defaulter_margin", 45 * MILLION],
      ["defaulter_fund", 12 * MILLION],
      ["house_capital", 10 * MILLION],
      ["mutual_fund", 168 * MILLION],
      ["assessments", 462 * MILLION],
    ]);
    const used = [45 * MILLION, 12 * MILLION, 10 * MILLION, 259_504_376_000, 0];
    expect(payLoss(929_504_376_000, layers)).toEqual(used);
  });

  it("leaves uncovered what no layer holds, and touches nothing without a loss", () => {
    const layers = layersOf([
      ["defaulter_margin", 5],
      ["house_capital", 0],
      ["mutual_fund", 3],
    ]);
    expect(payLoss(10, layers)).toEqual([5, 0, 3]);
    expect(payLoss(0, layers)).toEqual([0, 0, 0]);
    expect(payLoss(10, [])).toEqual([]);
  });

  it("refuses fractions and amounts below zero", () => {
    expect(() => payLoss(-1, [])).toThrow("whole amount from zero");
    expect(() => payLoss(1, layersOf([["mutual_fund", -1]]))).toThrow("whole amount from zero");
    expect(() => payLoss(1, layersOf([["mutual_fund", 0.5]]))).toThrow("whole amount from zero");
  });

  it("adds up for any sizes, and touches a layer only when the earlier ones are empty", () => {
    fc.assert(paysInOrder(payLoss), runs);
  });

  it("would be caught sharing the loss between two layers, or paying a layer twice", () => {
    const sharing = (loss: number, layers: readonly LayerHolding[]): number[] => {
      const used = payLoss(loss, layers);
      if (used.length > 1 && used[0]! > 0 && used[1]! < layers[1]!.available) {
        used[0] = used[0]! - 1;
        used[1] = used[1]! + 1;
      }
      return used;
    };
    const twice = (loss: number, layers: readonly LayerHolding[]): number[] =>
      payLoss(loss, layers).map((amount, i) => (i === 1 ? 2 * amount : amount));
    expect(() => fc.assert(paysInOrder(sharing), runs)).toThrow();
    expect(() => fc.assert(paysInOrder(twice), runs)).toThrow();
  });
});

const margin: WaterfallLayer = { layer: "defaulter_margin" };
const fund: WaterfallLayer = { layer: "defaulter_fund" };
const house: WaterfallLayer = { layer: "house_capital", amount: 1 };
const mutual: WaterfallLayer = { layer: "mutual_fund" };

describe("the order of layers in a rulebook", () => {
  it.each([
    ["CME's order", [margin, fund, house, mutual], undefined],
    ["house capital before and after the mutual fund", [margin, fund, house, mutual, house], undefined],
    ["the house before the defaulter's fund share", [margin, house, fund, mutual], undefined],
    ["no margin", [], "must begin with defaulter_margin"],
    ["the fund first", [fund, margin], "must begin with defaulter_margin"],
    [
      "others before the defaulter",
      [margin, mutual, fund],
      "must use defaulter_fund before the money of others (mutual_fund)",
    ],
    ["the mutual fund twice", [margin, mutual, mutual], "may name mutual_fund only once"],
    ["house capital three times", [margin, house, house, house], "may name house_capital only twice"],
  ])("%s", (_, layers, problem) => {
    expect(waterfallProblem(layers)).toBe(problem);
  });
});
