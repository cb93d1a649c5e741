import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { QuoteHistory } from "./quote-history.ts";
import { emptyView } from "./quote-view.ts";

describe("the history of a book's top", () => {
  it("gives every reader the last change that its delay has let through, however many came since", () => {
    const change = fc.record({ gapUs: fc.nat(20), bid: fc.integer({ min: -50, max: 50 }), lots: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 2000 }), fc.nat(3000), (changes, delayUs) => {
        const history = new QuoteHistory(3000);
        const view = emptyView();
        const pushed: { timeUs: number; bid: number; lots: number }[] = [];
        let nowUs = 0;
        for (const { gapUs, bid, lots } of changes) {
          nowUs += gapUs;
          history.push(nowUs, bid, lots, bid + 1, 1, false, 0, 0, 0);
          pushed.push({ timeUs: nowUs, bid, lots });
        }
        history.load(nowUs - delayUs, view);
        const seen = pushed.filter(({ timeUs }) => timeUs <= nowUs - delayUs).pop();
        if (seen === undefined) {
          expect(view).toEqual(emptyView());
        } else {
          expect(view.hasBid).toBe(seen.lots > 0);
          expect([view.bidTicks, view.bidLots, view.askTicks]).toEqual([seen.bid, seen.lots, seen.bid + 1]);
        }
      }),
      { seed: 20260322, numRuns: 200 },
    );
  });
});
