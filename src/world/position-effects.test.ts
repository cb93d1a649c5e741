import { describe, expect, it } from "vitest";
import { Positions } from "../clearing/positions.ts";
import {
  EFFECT_CLOSE,
  EFFECT_CLOSE_TODAY,
  EFFECT_NET,
  EFFECT_OPEN,
  TIF_DAY,
  TYPE_LIMIT,
} from "../market/engine/order-kinds.ts";
import { OrderStore } from "../market/engine/order-store.ts";
import { PositionEffects } from "./position-effects.ts";

const ACCOUNT = 1;

/** One month, two accounts; the second is 10 long and 4 short, with 3 of its long lots offered to close. */
function effects() {
  const store = new OrderStore(10);
  const holdings = new Positions(2, 1);
  holdings.long[ACCOUNT] = 10;
  holdings.short[ACCOUNT] = 4;
  holdings.closeSell[ACCOUNT] = 3;
  let id = 0;
  const order = (side: 1 | -1, lots: number, effect = EFFECT_NET): number => {
    const slot = store.allocate(id++, ACCOUNT, 0, side, TIF_DAY, 100, lots);
    store.describe(slot, TYPE_LIMIT, effect, 0, false);
    return slot;
  };
  return { store, order, rule: new PositionEffects(store, holdings) };
}

describe("an order without an effect on a venue that wants one", () => {
  it.each([
    [-1, 7, EFFECT_CLOSE],
    [-1, 8, EFFECT_OPEN],
    [1, 4, EFFECT_CLOSE],
    [1, 5, EFFECT_OPEN],
  ] as const)("on side %i of %i lots gets effect %i: it closes if all of it can", (side, lots, effect) => {
    const { store, order, rule } = effects();
    const slot = order(side, lots);
    rule.complete(slot);
    expect(store.effectOf(slot)).toBe(effect);
  });

  it("keeps the effect that it names", () => {
    const { store, order, rule } = effects();
    const slot = order(-1, 7, EFFECT_CLOSE_TODAY);
    rule.complete(slot);
    expect(store.effectOf(slot)).toBe(EFFECT_CLOSE_TODAY);
  });
});

describe("a change of a closing order", () => {
  it("asks for no more than there is left to close, its own lots included", () => {
    const { order, rule } = effects();
    const closing = order(-1, 3, EFFECT_CLOSE);
    expect(rule.closableLots(closing, 9)).toBe(9);
    expect(rule.closableLots(closing, 12)).toBe(10);
    expect(rule.closableLots(order(-1, 3, EFFECT_OPEN), 12)).toBe(12);
  });
});
