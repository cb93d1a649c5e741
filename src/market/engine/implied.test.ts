import { describe, expect, it } from "vitest";
import { family, type NewEngine, replay } from "../../testing/engine-desk.ts";
import { FastEngine } from "./fast-engine.ts";
import { NaiveEngine } from "./naive-engine.ts";

const implementations: [string, NewEngine][] = [
  ["FastEngine", (store) => new FastEngine(store)],
  ["NaiveEngine", (store) => new NaiveEngine(store)],
];

describe.each(implementations)("implied orders by price and time, %s", (_, newEngine) => {
  const expectScript = (script: string[], ticksPerLegTick = 1): void => {
    expect(replay(newEngine, family(undefined, ticksPerLegTick), script)).toEqual(script);
  };

  it("CME, implied IN: 15 bid in the near month and 10 offered in the far one bid 10 for the spread", () => {
    expectScript([
      "buy 15@74150 in near",
      "sell 10@75500 in far",
      "implied in spread => 10@-1350 / -",
      "implied in near => - / -",
      "sell 4@-1350 in spread => C takes 4 implied at -1350, 4 of A at 74150, 4 of B at 75500",
      "implied in spread => 6@-1350 / -",
      "last in spread => -1350",
      "last in near => 74150",
      "last in far => 75500",
    ]);
  });

  it("CME, implied IN: 10 offered at 9500 in September and 5 bid at 9450 in December offer 5 of the spread at 50", () => {
    expectScript([
      "sell 10@9500 in near",
      "buy 5@9450 in far",
      "implied in spread => - / 5@50",
      "buy 7@50 in spread => C takes 5 implied at 50, 5 of A at 9500, 5 of B at 9450",
      "book in spread => 2@50 / -",
    ]);
  });

  it("CME, implied OUT: a near bid and an offer of the spread bid for the far month", () => {
    expectScript([
      "buy 15@74150 in near",
      "sell 10@-1350 in spread",
      "implied in far => 10@75500 / -",
      "sell 12@75500 in far => C takes 10 implied at 75500, 10 of B at -1350 near 74150, 10 of A at 74150",
      "book in far => - / 2@75500",
      "implied in spread => 2@-1350 / -",
    ]);
  });

  it("CME, implied OUT: an offer of the spread at 50 and one of December at 9450 offer September at 9500", () => {
    expectScript([
      "sell 5@50 in spread",
      "sell 5@9450 in far",
      "implied in near => - / 5@9500",
      "buy 3@9510 in near => C takes 3 implied at 9500, 3 of A at 50 near 9500, 3 of B at 9450",
    ]);
  });

  it("rounds in favour of a spread order whose steps are finer, and the spread trades at the legs' difference", () => {
    expectScript(
      [
        "sell 9@9 in spread",
        "sell 9@100 in far",
        "implied in near => - / 9@103", // 2.25 steps of the legs: at 103 the spread's seller gets 12
        "buy 2@103 in near => C takes 2 implied at 103, 2 of A at 12 near 103, 2 of B at 100",
        "last in spread => 12",
        "cancel B => B ends with 7 cancelled",
        "buy 3@105 in near",
        "implied in far => 3@102 / -",
        "sell 1@102 in far => E takes 1 implied at 102, 1 of A at 12 near 105, 1 of D at 105",
        "sell 5@103 in far",
        "implied in spread => 2@8 / -", // four times the difference of 105 and 103
      ],
      4,
    );
  });

  it("rounds a bid for the spread down, below zero too", () => {
    expectScript(
      [
        "buy 9@-9 in spread",
        "buy 9@100 in far",
        "implied in near => 9@97 / -",
        "sell 1@97 in near => C takes 1 implied at 97, 1 of A at -12 near 97, 1 of B at 100",
        "sell 2@95 in near => D takes 2 implied at 97, 2 of A at -12 near 97, 2 of B at 100",
        "sell 1@99 in near",
        "implied in far => - / 1@102",
        "buy 1@102 in far => F takes 1 implied at 102, 1 of A at -12 near 99, 1 of E at 99",
      ],
      4,
    );
  });

  it("trades with the book before implied orders at one price, whoever came first, and with the better price first", () => {
    expectScript([
      "sell 5@10 in spread",
      "sell 5@100 in far",
      "sell 3@110 in near",
      "sell 1@109 in near",
      "buy 6@111 in near => E takes 1 of D at 109, E takes 3 of C at 110, E takes 2 implied at 110, 2 of A at 10 near 110, 2 of B at 100",
      "sell 4@111 in near",
      "buy 5@111 in near => G takes 3 implied at 110, 3 of A at 10 near 110, 3 of B at 100, G takes 2 of F at 111",
    ]);
  });

  it("trades with sources of one price in the order of the spreads", () => {
    expectScript([
      "sell 4@20 in spread2",
      "sell 9@90 in far2",
      "sell 5@10 in spread",
      "sell 3@100 in far",
      "implied in near => - / 7@110",
      "buy 5@110 in near => E takes 3 implied at 110, 3 of C at 10 near 110, 3 of D at 100, E takes 2 implied at 110, 2 of A at 20 near 110, 2 of B at 90",
      "implied in near => - / 2@110",
    ]);
  });

  it("goes on to the next levels of the legs within the limit", () => {
    expectScript([
      "sell 2@10 in spread",
      "sell 9@12 in spread",
      "sell 3@100 in far",
      "sell 9@101 in far",
      "buy 9@112 in near => E takes 2 implied at 110, 2 of A at 10 near 110, 2 of C at 100, E takes 1 implied at 112, 1 of B at 12 near 112, 1 of C at 100",
      "book in near => 6@112 / -",
      "implied in near => - / 8@113",
    ]);
  });

  it("counts the shown lots of icebergs, and meets the next ones in further matches", () => {
    expectScript([
      "sell 7@10 in spread shows 3",
      "sell 9@100 in far",
      "implied in near => - / 3@110",
      "buy 5@110 in near => C takes 3 implied at 110, 3 of A at 10 near 110, 3 of B at 100, C takes 2 implied at 110, 2 of A at 10 near 110, 2 of B at 100",
      "implied in near => - / 1@110",
      "buy 9@110 in near shows 2 => D takes 1 implied at 110, 1 of A at 10 near 110, 1 of B at 100, D takes 1 implied at 110, 1 of A at 10 near 110, 1 of B at 100",
      "book in near => 2@110 / -",
    ]);
  });

  it("gives a leg's lots to its orders by time", () => {
    expectScript([
      "buy 2@50 in near",
      "buy 3@50 in near",
      "sell 9@30 in far",
      "sell 4@20 in spread => D takes 4 implied at 20, 2 of A at 50, 2 of B at 50, 4 of C at 30",
    ]);
  });

  it("keeps an order with self-trade prevention from sources with an order of its account at one of the best levels", () => {
    expectScript([
      "sell 5@10 in spread",
      "sell 2@100 in far acct 2",
      "sell 3@100 in far acct 1",
      "sell 5@25 in spread2",
      "sell 5@90 in far2 acct 3",
      "buy 3@120 in near acct 1 stp oldest => F takes 3 implied at 115, 3 of D at 25 near 115, 3 of E at 90",
      "buy 1@112 in near acct 1 stp newest",
      "buy 1@112 in near acct 1 => H takes 1 implied at 110, 1 of A at 10 near 110, 1 of B at 100",
      "buy 1@112 in near acct 2 stp both",
      "cancel B => B ends with 1 cancelled",
      "buy 1@112 in near acct 2 stp both => J takes 1 implied at 110, 1 of A at 10 near 110, 1 of C at 100",
    ]);
  });

  it("takes market orders, and immediate ones, but does not count implied orders for a minimum", () => {
    expectScript([
      "buy 1 in near market => A ends with 1 unfilled",
      "sell 5@10 in spread",
      "sell 5@100 in far",
      "buy 1 in near market => D takes 1 implied at 110, 1 of B at 10 near 110, 1 of C at 100",
      "buy 1 in near mtl => E takes 1 implied at 110, 1 of B at 10 near 110, 1 of C at 100",
      "buy 5@110 in near ioc => F takes 3 implied at 110, 3 of B at 10 near 110, 3 of C at 100, F ends with 2 unfilled",
      "sell 5@10 in spread",
      "sell 5@100 in far",
      "buy 2@110 in near fok => I ends with 2 minimum_not_met",
    ]);
  });

  it("triggers the stops of every book that trades", () => {
    expectScript([
      "buy 1@90 in near",
      "sell 9@120 in far",
      "buy 2 in far stop 100",
      "sell 2@89 in near stop 110",
      "buy 1@5 in spread stop 10",
      "sell 5@10 in spread",
      "sell 5@100 in far",
      "buy 1@110 in near => H takes 1 implied at 110, 1 of F at 10 near 110, 1 of G at 100, " +
        "D triggered at 110, D takes 1 of A at 90, E triggered at 10, C triggered at 100, " +
        // What is left of D and E offer the far month at 89 - 5.
        "C takes 1 implied at 84, 1 of E at 5 near 89, 1 of D at 89, C takes 1 of G at 100",
    ]);
  });

  it("has no implied orders where one of the three books collects orders", () => {
    expectScript([
      "sell 5@10 in spread",
      "sell 5@100 in far",
      "collect in far",
      "implied in near => - / -",
      "buy 1@115 in near",
      "cancel C => C ends with 1 cancelled",
      "resume in far",
      "implied in near => - / 5@110",
      "collect in near",
      "implied in near => - / -",
    ]);
  });
});
