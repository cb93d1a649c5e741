import { describe, expect, it } from "vitest";
import { Desk, family, type NewEngine, replay } from "../../testing/engine-desk.ts";
import { FastEngine } from "./fast-engine.ts";
import { NaiveEngine } from "./naive-engine.ts";
import type { AllocationTerms } from "./trading-terms.ts";

const implementations: [string, NewEngine][] = [
  ["FastEngine", (store) => new FastEngine(store)],
  ["NaiveEngine", (store) => new NaiveEngine(store)],
];

describe.each(implementations)("implied orders in books that share, %s", (_, newEngine) => {
  const A: AllocationTerms = {
    algorithm: "pro_rata",
    minimumLots: 2,
    topOrder: { minimumLots: 1, maximumLots: 2 ** 31 - 1 },
  };
  const C: AllocationTerms = { algorithm: "pro_rata", minimumLots: 1, topOrder: undefined };

  it("CME, Complex Match Example, through the engine", () => {
    // CME's: algorithm A with a minimum of 2, the lots of each book, which books have a top order, and 291 lots for GEZ9
    // and 42, 63, 84 and 21 for the books of each source. Ours: the prices, and the orders of each book.
    const terms = [0, 1, 2, 3, 4].map((instrument) => ({
      instrument,
      allocation: A,
      protectionTicks: undefined,
      spread: undefined,
    }));
    const spreads = [1, 2, 3, 4].map((far) => ({
      ...terms[0],
      instrument: 4 + far,
      spread: { near: 0, far, ticksPerLegTick: 1, implied: true },
    }));
    const desk = new Desk(newEngine, [...terms, ...spreads]);
    const books: Record<number, { ticks: number; lots: number[]; hasTop: boolean; fills: number[] }> = {
      0: { ticks: 2000, lots: [100, 450, 300, 147, 3], hasTop: true, fills: [100, 97, 63, 31] }, // GEZ9
      5: { ticks: 10, lots: [150, 50], hasTop: false, fills: [32, 10] }, // GEZ9-GEH0
      1: { ticks: 1990, lots: [100, 60, 40], hasTop: false, fills: [22, 12, 8] }, // GEH0
      6: { ticks: 20, lots: [200, 100], hasTop: false, fills: [42, 21] }, // GEZ9-GEM0
      2: { ticks: 1980, lots: [40, 160, 100], hasTop: true, fills: [40, 15, 8] }, // GEM0
      7: { ticks: 30, lots: [2, 398], hasTop: false, fills: [1, 83] }, // GEZ9-GEU0
      3: { ticks: 1970, lots: [300, 100], hasTop: false, fills: [63, 21] }, // GEU0
      8: { ticks: 40, lots: [30, 70], hasTop: true, fills: [21] }, // GEZ9-GEZ0
      4: { ticks: 1960, lots: [60, 40], hasTop: false, fills: [13, 8] }, // GEZ0
    };
    for (const [instrument, { ticks, lots, hasTop }] of Object.entries(books)) {
      // An order that waits for the opening does not become the top order.
      if (!hasTop) desk.engine.collect(Number(instrument));
      for (const n of lots) desk.engine.submit(desk.order(1, [`${n}@${ticks}`], Number(instrument)));
      if (!hasTop) desk.engine.resume(Number(instrument));
    }
    const gez9 = desk.engine.book(0);
    expect([gez9.bidLots, gez9.impliedBidTicks, gez9.impliedBidLots]).toEqual([1000, 2000, 1000]);

    const aggressor = desk.order(-1, ["501@2000"], 0);
    desk.engine.submit(aggressor);

    const parts = [291, 42, 63, 84, 21];
    const happened = desk.outcomes().map((row) => /(\d+) (?:of|implied)/.exec(row)![1]);
    const sources = [1, 2, 3, 4].flatMap((far) => [parts[far], ...books[4 + far].fills, ...books[far].fills]);
    expect(happened.map(Number)).toEqual([...books[0].fills, ...sources]);
    expect(desk.store.leavesOf(aggressor)).toBe(0);
    expect([gez9.bidLots, gez9.impliedBidLots]).toEqual([709, 158 + 237 + 316 + 79]);
    desk.engine.verify();
  });

  it("gives all to all where the order wants no less, then goes on at the next price", () => {
    const script = [
      "sell 6@110 in near",
      "sell 6@112 in near",
      "sell 2@10 in spread",
      "sell 9@12 in spread",
      "sell 9@100 in far",
      // At 112 the 4 left meet 6 direct and 7 implied lots: floor(1.8) and floor(2.2), 1 more for the book.
      "buy 12@112 in near => F takes 6 of A at 110, F takes 2 implied at 110, 2 of C at 10 near 110, 2 of E at 100, " +
        "F takes 2 of B at 112, F takes 2 implied at 112, 2 of D at 12 near 112, 2 of E at 100",
    ];
    expect(replay(newEngine, family(C), script)).toEqual(script);
  });

  it("gives what rounding leaves over to the sources, the first spread first, where the book has nothing", () => {
    const script = [
      "sell 3@10 in spread",
      "sell 3@100 in far",
      "sell 3@20 in spread2",
      "sell 3@90 in far2",
      "buy 3@110 in near => E takes 2 implied at 110, 2 of A at 10 near 110, 2 of B at 100, " +
        "E takes 1 implied at 110, 1 of C at 20 near 110, 1 of D at 90",
    ];
    expect(replay(newEngine, family(C), script)).toEqual(script);
  });

  it("counts the top order only where its level has the price of the sources", () => {
    const A1: AllocationTerms = { ...A, minimumLots: 1 };
    const script = [
      "sell 8@112 in near",
      "top in near => - / A",
      "sell 4@10 in spread",
      "sell 9@100 in far",
      "sell 2@20 in spread2",
      "sell 9@90 in far2",
      // 4 over 4 and 2: floor(2.7) and floor(1.3), 1 more for the first source.
      "buy 4@112 in near => F takes 3 implied at 110, 3 of B at 10 near 110, 3 of C at 100, " +
        "F takes 1 implied at 110, 1 of D at 20 near 110, 1 of E at 90",
    ];
    expect(replay(newEngine, family(A1), script)).toEqual(script);
  });

  it("prevents self-trades at the level before it shares, and keeps away from sources with own orders", () => {
    const script = [
      "sell 4@110 in near acct 1",
      "sell 4@110 in near acct 2",
      "sell 4@10 in spread",
      "sell 4@100 in far",
      "buy 4@110 in near acct 1 stp oldest => A ends with 4 self_trade, E takes 2 of B at 110, " +
        "E takes 2 implied at 110, 2 of C at 10 near 110, 2 of D at 100",
      "sell 1@110 in near acct 1",
      "buy 1@110 in near acct 1 stp both => F ends with 1 self_trade, G ends with 1 self_trade",
      "sell 1@100 in far acct 3",
      "buy 1@110 in near acct 3 stp newest => I takes 1 of B at 110",
    ];
    expect(replay(newEngine, family(C), script)).toEqual(script);
  });
});
