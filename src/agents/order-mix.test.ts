import { describe, expect, it } from "vitest";
import { Stream } from "../base/random.ts";
import { ORDER_TYPES, TIMES_IN_FORCE } from "../market/engine/order-kinds.ts";
import { OrderDraft } from "../market/order-draft.ts";
import { defaultsOf } from "../testing/defaults-of.ts";
import { fakeMonth } from "../testing/fake-context.ts";
import { OrderMix, orderMixTable } from "./order-mix.ts";

const month = fakeMonth(0);

/** A buy of 2 lots, 10 ticks behind an ask of 2000, whose kind is certain. */
function turned(share: keyof typeof orderMixTable, side: 1 | -1 = 1) {
  const mix = new OrderMix(defaultsOf(orderMixTable, { [share]: 1 }));
  const draft = new OrderDraft().reset(month, side, 2, 0);
  mix.apply(draft, new Stream("mix"), 2000, 10, 1900, 2100, 7);
  const { type, tif, priceTicks, stopTicks, lots, shownLots, minimumLots, postOnly, expirySession } = draft;
  return {
    is: `${ORDER_TYPES[type]!} ${TIMES_IN_FORCE[tif]!}`,
    priceTicks,
    stopTicks,
    lots,
    shownLots,
    minimumLots,
    postOnly,
    expirySession,
  };
}

describe("the mix of orders", () => {
  it("is not used when all shares are zero", () => {
    expect(new OrderMix(defaultsOf(orderMixTable)).isUsed).toBe(false);
    expect(new OrderMix(defaultsOf(orderMixTable, { stopShare: 0.1 })).isUsed).toBe(true);
  });

  it.each([
    ["marketShare", { is: "market day", priceTicks: 0 }],
    ["marketToLimitShare", { is: "market_to_limit day", priceTicks: 0 }],
    ["stopShare", { is: "stop day", stopTicks: 2010, priceTicks: 0 }],
    ["stopLimitShare", { is: "stop_limit day", stopTicks: 2010, priceTicks: 2020 }],
    ["icebergShare", { is: "limit day", priceTicks: 1990, lots: 10, shownLots: 2 }],
    ["postOnlyShare", { is: "limit day", priceTicks: 1990, postOnly: true }],
    ["fillOrKillShare", { is: "limit ioc", priceTicks: 2000, minimumLots: 2 }],
    ["minimumShare", { is: "limit ioc", priceTicks: 2000, minimumLots: 1 }],
    ["goodTillCancelledShare", { is: "limit gtc", priceTicks: 1990 }],
  ] as const)("turns an order by its %s", (share, expected) => {
    expect(turned(share)).toMatchObject(expected);
  });

  it("dates an order to one of the next five trading days", () => {
    const { expirySession } = turned("goodTillDateShare");
    expect(expirySession).toBeGreaterThanOrEqual(8);
    expect(expirySession).toBeLessThanOrEqual(12);
  });

  it("mirrors a seller's prices", () => {
    expect(turned("stopLimitShare", -1)).toMatchObject({ stopTicks: 1990, priceTicks: 1980 });
    expect(turned("icebergShare", -1)).toMatchObject({ priceTicks: 2010 });
  });

  it("turns about the shares that it is given", () => {
    const mix = new OrderMix(defaultsOf(orderMixTable, { stopShare: 0.2, postOnlyShare: 0.3 }));
    const stream = new Stream("shares");
    let stops = 0;
    let postOnly = 0;
    for (let n = 0; n < 4000; n++) {
      const draft = new OrderDraft().reset(month, 1, 2, 0);
      mix.apply(draft, stream, 2000, 10, 1900, 2100, 7);
      if (draft.stopTicks > 0) stops++;
      if (draft.postOnly) postOnly++;
    }
    // Four standard errors.
    expect(Math.abs(stops / 4000 - 0.2)).toBeLessThan(0.026);
    expect(Math.abs(postOnly / 4000 - 0.3)).toBeLessThan(0.029);
  });
});
