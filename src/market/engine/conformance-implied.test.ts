import { describe, expect, it } from "vitest";
import { engines, family, PRICE_TIME, replay } from "../../testing/engine-desk.ts";
import type { AllocationTerms } from "./trading-terms.ts";

/** On the family near, far, spread, far2, spread2, price-time, one tick of the spread to one of the legs. */
const cases: Record<string, string[]> = {
  "implied in: a spread's buyer trades with the near leg's seller and the far leg's buyer": [
    "sell 5@100 in near",
    "buy 3@90 in far",
    "implied in spread => - / 3@10",
    "book in spread => - / -",
    "buy 4@11 in spread => C takes 3 implied at 10, 3 of A at 100, 3 of B at 90",
    "book in spread => 1@11 / -",
    "book in near => - / 2@100",
  ],
  "implied in: a spread's seller trades with the near leg's buyer and the far leg's seller": [
    "buy 15@74150 in near",
    "sell 10@75500 in far",
    "implied in spread => 10@-1350 / -",
    "sell 10@-1350 in spread => C takes 10 implied at -1350, 10 of A at 74150, 10 of B at 75500",
  ],
  "implied out: a buyer of the near leg trades with the spread's seller and the far leg's seller": [
    "sell 5@50 in spread",
    "sell 9@9450 in far",
    "implied in near => - / 5@9500",
    "buy 5@9500 in near => C takes 5 implied at 9500, 5 of A at 50 near 9500, 5 of B at 9450",
  ],
  "implied out: a seller of the near leg trades with the spread's buyer and the far leg's buyer": [
    "buy 5@10 in spread",
    "buy 4@90 in far",
    "implied in near => 4@100 / -",
    "sell 5@99 in near => C takes 4 implied at 100, 4 of A at 10 near 100, 4 of B at 90",
    "book in near => - / 1@99",
  ],
  "implied out: a buyer of the far leg trades with the spread's buyer and the near leg's seller": [
    "buy 5@10 in spread",
    "sell 4@100 in near",
    "implied in far => - / 4@90",
    "buy 1@95 in far => C takes 1 implied at 90, 1 of A at 10 near 100, 1 of B at 100",
  ],
  "implied out: a seller of the far leg trades with the spread's seller and the near leg's buyer": [
    "sell 5@10 in spread",
    "buy 4@100 in near",
    "implied in far => 4@90 / -",
    "sell 1@90 in far => C takes 1 implied at 90, 1 of A at 10 near 100, 1 of B at 100",
  ],
  "the better of direct and implied prices comes first": [
    "sell 2@100 in near",
    "sell 1@99 in near",
    "sell 5@10 in spread",
    "sell 1@89 in far",
    "buy 4@100 in near => E takes 1 of B at 99, E takes 1 implied at 99, 1 of C at 10 near 99, 1 of D at 89, E takes 2 of A at 100",
  ],
  "at one price direct orders come first, hidden lots too, then spreads in the order of their listing": [
    "sell 3@100 shows 1 in near",
    "sell 1@10 in spread2",
    "sell 1@90 in far2",
    "sell 1@20 in spread",
    "sell 1@80 in far",
    "implied in near => - / 2@100",
    "buy 5@100 in near => F takes 1 of A at 100, F takes 1 of A at 100, F takes 1 of A at 100, F takes 1 implied at 100, 1 of D at 20 near 100, 1 of E at 80, F takes 1 implied at 100, 1 of B at 10 near 100, 1 of C at 90",
  ],
  "a source is good for what the best levels of its legs show, and comes again in the next round": [
    "sell 4@10 shows 2 in spread",
    "sell 9@90 in far",
    "implied in near => - / 2@100",
    "buy 3@100 in near => C takes 2 implied at 100, 2 of A at 10 near 100, 2 of B at 90, C takes 1 implied at 100, 1 of A at 10 near 100, 1 of B at 90",
  ],
  "one implied match goes to as many orders of a leg as it needs": [
    "sell 1@10 in spread",
    "sell 2@10 in spread",
    "sell 5@90 in far",
    "buy 3@100 in near => D takes 3 implied at 100, 1 of A at 10 near 100, 2 of B at 10 near 100, 3 of C at 90",
  ],
  "a market order and a market-to-limit order find implied prices": [
    "sell 1@10 in spread",
    "sell 1@90 in far",
    "buy 2 mtl in near => C takes 1 implied at 100, 1 of A at 10 near 100, 1 of B at 90",
    "book in near => 1@100 / -",
    "buy 1@10 in spread2",
    "buy 1@85 in far2",
    "sell 2 market ioc in near => F takes 1 of C at 100, F takes 1 implied at 95, 1 of D at 10 near 95, 1 of E at 85",
  ],
  "implied lots do not count for a minimum": [
    "sell 9@10 in spread",
    "sell 9@90 in far",
    "buy 1@100 fok in near => C ends with 1 minimum_not_met",
  ],
  "an order does not use a source with an order of its account where its rule forbids self-trades": [
    "sell 1@10 in spread acct 1",
    "sell 1@90 in far",
    "buy 1@100 in near acct 1 stp oldest",
    "book in near => 1@100 / -",
    "buy 1@100 in near acct 1 => D takes 1 implied at 100, 1 of A at 10 near 100, 1 of B at 90",
  ],
  "a book that collects neither gives nor takes implied orders": [
    "sell 1@10 in spread",
    "sell 1@90 in far",
    "collect in far",
    "implied in near => - / -",
    "buy 1@100 in near",
    "resume in far => C takes 1 implied at 100, 1 of A at 10 near 100, 1 of B at 90",
  ],
  "when trading resumes the last of the three orders that could trade comes again": [
    "collect in far",
    "buy 3@100 in near",
    "sell 1@90 in far",
    "sell 5@10 in spread",
    "resume in far => C takes 1 implied at 10, 1 of A at 100, 1 of B at 90",
    "order C => resting 4 of 5 shown 4 @10",
    "book in near => 2@100 / -",
  ],
  "and so on until none is left": [
    "collect in near",
    "buy 1@100 in near",
    "buy 1@101 in near",
    "sell 2@90 in far",
    "sell 2@10 in spread",
    "resume in near => D takes 1 implied at 11, 1 of B at 101, 1 of C at 90, D takes 1 implied at 10, 1 of A at 100, 1 of C at 90",
  ],
  "stops that the auction triggered come before": [
    "collect in near",
    "sell 2@90 in far",
    "sell 2@10 in spread",
    "buy 1@100 stop 100 in near",
    "buy 2@100 in near",
    "sell 1@100 in near",
    "uncross 100 in near => E takes 1 of D at 100",
    "resume in near => C triggered at 100, C takes 1 implied at 100, 1 of B at 10 near 100, 1 of A at 90, D takes 1 implied at 100, 1 of B at 10 near 100, 1 of A at 90",
  ],
  "a post-only order that rests from before may be that last one": [
    "buy 2@90 in far",
    "collect in far",
    "buy 2@11 in spread",
    "sell 1@100 post in near",
    "resume in far => C takes 1 implied at 101, 1 of B at 11 near 101, 1 of A at 90",
  ],
  "three orders that self-trade prevention keeps apart stay": [
    "collect in far",
    "buy 1@100 in near acct 1",
    "sell 1@90 in far",
    "sell 1@10 in spread acct 1 stp newest",
    "resume in far",
    "book in spread => - / 1@10",
  ],
};

/** The same family with four ticks of the spread to one of the legs. */
const fine: Record<string, string[]> = {
  "a spread's price is that of its legs in its own ticks": [
    "sell 5@100 in near",
    "buy 3@90 in far",
    "implied in spread => - / 3@40",
    "buy 1@43 in spread => C takes 1 implied at 40, 1 of A at 100, 1 of B at 90",
  ],
  "an outright's implied price is rounded in favour of the spread order: selling": [
    "sell 5@38 in spread",
    "sell 3@90 in far",
    "implied in near => - / 3@100",
    "buy 1@100 in near => C takes 1 implied at 100, 1 of A at 40 near 100, 1 of B at 90",
  ],
  buying: [
    "buy 5@-38 in spread",
    "buy 3@90 in far",
    "implied in near => 3@80 / -",
    "sell 1@80 in near => C takes 1 implied at 80, 1 of A at -40 near 80, 1 of B at 90",
  ],
  "the far leg, buying": [
    "buy 5@38 in spread",
    "sell 3@100 in near",
    "implied in far => - / 3@91",
    "buy 1@91 in far => C takes 1 implied at 91, 1 of A at 36 near 100, 1 of B at 100",
  ],
  "the far leg, selling": [
    "sell 5@-38 in spread",
    "buy 3@100 in near",
    "implied in far => 3@109 / -",
    "sell 1@109 in far => C takes 1 implied at 109, 1 of A at -36 near 100, 1 of B at 100",
  ],
  "two levels of a spread may make the same price": [
    "sell 1@38 in spread",
    "sell 1@39 in spread",
    "sell 3@90 in far",
    "implied in near => - / 1@100",
    "buy 2@100 in near => D takes 1 implied at 100, 1 of A at 40 near 100, 1 of C at 90, D takes 1 implied at 100, 1 of B at 40 near 100, 1 of C at 90",
  ],
};

const ALLOCATION: AllocationTerms = {
  algorithm: "pro_rata",
  minimumLots: 2,
  topOrder: { minimumLots: 1, maximumLots: 2_147_483_647 },
};

/** Pro rata with top order, minimum 2, on the family with four spreads. */
const shares: Record<string, string[]> = {
  "CME, Complex Match Example: 501 lots meet 1,000 resting and sources of 200, 300, 400 and 100: 291, 42, 63, 84, 21": [
    "buy 100@100 in near",
    "buy 600@100 in near",
    "buy 300@100 in near",
    "buy 200@10 in spread",
    "buy 200@90 in far",
    "buy 300@10 in spread2",
    "buy 20@90 in far2",
    "buy 280@90 in far2",
    "buy 400@10 in spread3",
    "buy 500@90 in far3",
    "buy 5@10 in spread4",
    "buy 95@10 in spread4",
    "buy 100@90 in far4",
    "implied in near => 1000@100 / -",
    [
      "sell 501@100 in near => N takes 100 of A at 100",
      "N takes 128 of B at 100",
      "N takes 63 of C at 100",
      "N takes 42 implied at 100",
      "42 of D at 10 near 100",
      "42 of E at 90",
      "N takes 63 implied at 100",
      "63 of F at 10 near 100",
      "20 of G at 90",
      "43 of H at 90",
      "N takes 84 implied at 100",
      "84 of I at 10 near 100",
      "84 of J at 90",
      "N takes 21 implied at 100",
      "5 of K at 10 near 100",
      "16 of L at 10 near 100",
      "21 of M at 90",
    ].join(", "),
  ],
  "lots that are left over go to the sources in their order when the book has no more": [
    "buy 3@10 in spread",
    "buy 3@90 in far",
    "buy 3@10 in spread2",
    "buy 3@90 in far2",
    "buy 1@100 in near",
    "sell 4@100 in near => F takes 1 of E at 100, F takes 3 implied at 100, 3 of A at 10 near 100, 3 of B at 90",
  ],
  "a top order at a worse price than the sources' has no part": [
    "sell 8@102 in near",
    "sell 4@10 in spread",
    "sell 4@90 in far",
    "sell 2@10 in spread2",
    "sell 2@90 in far2",
    "top in near => - / A",
    "buy 5@100 in near => F takes 4 implied at 100, 4 of B at 10 near 100, 4 of C at 90, F takes 1 implied at 100, 1 of D at 10 near 100, 1 of E at 90",
  ],
  "an order for all that there is gives all to everybody and goes on": [
    "buy 3@10 in spread",
    "buy 3@90 in far",
    "buy 4@100 in near",
    "buy 1@99 in near",
    "sell 9@98 in near => E takes 4 of C at 100, E takes 3 implied at 100, 3 of A at 10 near 100, 3 of B at 90, E takes 1 of D at 99",
    "book in near => - / 1@98",
  ],
  "own orders of the level are dealt with before the shares are worked out": [
    "buy 3@10 in spread",
    "buy 3@90 in far",
    "buy 4@100 in near acct 1",
    "buy 6@100 in near",
    "sell 3@100 in near acct 1 stp oldest => C ends with 4 self_trade, E takes 3 of D at 100",
  ],
};

describe.each(engines)("%s, implied matching", (_name, newEngine) => {
  it.each(Object.entries(cases))("%s", (_title, script) => {
    expect(replay(newEngine, family(), script)).toEqual(script);
  });

  it.each(Object.entries(fine))("four ticks to one: %s", (_title, script) => {
    expect(replay(newEngine, family(PRICE_TIME, 4), script)).toEqual(script);
  });

  it.each(Object.entries(shares))("by shares: %s", (_title, script) => {
    expect(replay(newEngine, family(ALLOCATION, 1, 4), script)).toEqual(script);
  });

  it("an implied price outside the band of the book that it would be in is nobody's", () => {
    const script = [
      "sell 5@20 in spread",
      "sell 4@60 in far",
      "implied in near => - / 4@80",
      "band 0 79 in near",
      "implied in near => - / -",
      "buy 3@79 in near",
      "band 0 80 in near",
      "implied in near => - / 4@80",
      "buy 3@80 in near => D takes 3 implied at 80, 3 of A at 20 near 80, 3 of B at 60",
    ];
    expect(replay(newEngine, family(), script)).toEqual(script);
  });

  it("a family that is not switched on has books of its own only", () => {
    const terms = family().map((one) => ({ ...one, spread: one.spread && { ...one.spread, implied: false } }));
    const script = ["sell 5@100 in near", "buy 3@90 in far", "implied in spread => - / -", "buy 4@11 in spread"];
    expect(replay(newEngine, terms, script)).toEqual(script);
  });
});
