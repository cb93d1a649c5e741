import { describe, expect, it } from "vitest";
import { engines, replay, single } from "../../testing/engine-desk.ts";
import type { AllocationTerms, TopOrderTerms } from "./trading-terms.ts";

const ANY_TOP: TopOrderTerms = { minimumLots: 1, maximumLots: 2_147_483_647 };

/** Two fifths by time, the rest pro rata. */
const SPLIT: AllocationTerms = {
  algorithm: "split",
  topOrder: undefined,
  leadMarketMakers: [],
  timePercent: 40,
  minimumLots: 0,
  levelling: false,
};

function proRata(minimumLots: number, topOrder?: TopOrderTerms): AllocationTerms {
  return { algorithm: "pro_rata", minimumLots, topOrder };
}

/**
 * Published worked examples are named by where they stand: CME's pages on its matching algorithms, and the replica of
 * them by J. Brooks (github.com/jacobbrooks/CME-Globex-Replica), a third party's reading where CME's text says too little.
 */
const cases: [title: string, terms: AllocationTerms, script: string[]][] = [
  [
    "pro rata, minimum 2, CME Globex Matching Algorithm Steps: 50 over 5, 9, 57, 4, 28, 300 gives 7, 3, 37, the rest by time",
    proRata(2),
    [
      "buy 5@100",
      "buy 9@100",
      "buy 57@100",
      "buy 4@100",
      "buy 28@100",
      "buy 300@100",
      "sell 50@100 => G takes 3 of A at 100, G takes 7 of C at 100, G takes 3 of E at 100, G takes 37 of F at 100",
      "ahead F => 90",
    ],
  ],
  [
    "pro rata with top order, minimum 2, CME special executive report 2005/11985: 60 over 10 (top), 5, 20, 50, 75",
    proRata(2, ANY_TOP),
    [
      "buy 10@100",
      "buy 5@100",
      "buy 20@100",
      "buy 50@100",
      "buy 75@100",
      "sell 60@100 => F takes 10 of A at 100, F takes 3 of B at 100, F takes 6 of C at 100, F takes 16 of D at 100, F takes 25 of E at 100",
    ],
  ],
  [
    "pro rata with top order of 10 to 100, corn options: 200 over 150 (top), 8, 160 gives 124, 3, 73",
    proRata(1, { minimumLots: 10, maximumLots: 100 }),
    [
      "buy 150@100",
      "buy 8@100",
      "buy 160@100",
      "sell 200@100 => D takes 124 of A at 100, D takes 3 of B at 100, D takes 73 of C at 100",
    ],
  ],
  [
    "pro rata with top order, no minimum, replica: 50 over 2 (top), 56, 42",
    proRata(0, ANY_TOP),
    [
      "buy 2@100",
      "buy 56@100",
      "buy 42@100",
      "sell 50@100 => D takes 2 of A at 100, D takes 28 of B at 100, D takes 20 of C at 100",
    ],
  ],
  [
    "pro rata without top order, replica: 50 over 2, 42, 56",
    proRata(0),
    [
      "buy 2@100",
      "buy 42@100",
      "buy 56@100",
      "sell 50@100 => D takes 1 of A at 100, D takes 21 of B at 100, D takes 28 of C at 100",
    ],
  ],
  [
    "pro rata with 2^31 lots at one price: 1,000,000,007 over 2,000,000,011, 100,000,007 and 33",
    proRata(0),
    [
      "buy 2000000011@100",
      "buy 100000007@100",
      "buy 33@100",
      "sell 1000000007@100 => D takes 952380942 of A at 100, D takes 47619050 of B at 100, D takes 15 of C at 100",
    ],
  ],
  [
    "pro rata fills a level that it takes whole in the order of the queue, and goes on",
    proRata(2),
    [
      "sell 1@100",
      "sell 3@100",
      "sell 6@101",
      "sell 3@101",
      "buy 7@101 => E takes 1 of A at 100, E takes 3 of B at 100, E takes 3 of C at 101",
    ],
  ],
  [
    "pro rata counts the lots that an iceberg shows; those it hides come in the next round",
    proRata(0),
    [
      "sell 10@100 shows 2",
      "sell 2@100",
      "buy 3@100 => C takes 2 of A at 100, C takes 1 of B at 100",
      "book => - / 3@100",
      "ahead A => 1",
      "buy 6@100 => D takes 1 of B at 100, D takes 2 of A at 100, D takes 2 of A at 100, D takes 1 of A at 100",
      "order A => resting 3 of 10 shown 1 @100",
    ],
  ],
];

const topOrders: Record<string, string[]> = {
  "an order that betters its side is the top order, the first on an empty side too": [
    "buy 5@100",
    "sell 5@110",
    "top => A / B",
    "buy 5@101",
    "sell 5@109",
    "top => C / D",
  ],
  "an order at the best price or behind it is not": ["buy 5@100", "buy 5@100", "buy 5@99", "top => A / -"],
  "a better order below the minimum takes the status away and does not get it": [
    "buy 5@100",
    "buy 1@101",
    "top => - / -",
    "buy 5@101",
    "top => - / -",
    "buy 5@102",
    "top => D / -",
  ],
  "the lots that it rests with count, hidden ones too": [
    "buy 4@100 shows 1",
    "top => A / -",
    "sell 3@101",
    "buy 4@101 => C takes 3 of B at 101",
    "top => - / -",
  ],
  "a cancelled top order has no successor": [
    "buy 5@100",
    "buy 5@100",
    "cancel A => A ends with 5 cancelled",
    "top => - / -",
  ],
  "in parts filled it stays the top order, and filled it has no successor": [
    "buy 5@100",
    "buy 9@100",
    "sell 4@100 => C takes 4 of A at 100",
    "top => A / -",
    "sell 2@100 => D takes 1 of A at 100, D takes 1 of B at 100",
    "top => - / -",
  ],
  "with fewer lots it stays the top order": ["buy 5@100", "replace A 1@100", "top => A / -"],
  "a replacement that loses the place loses the status, but may win it": [
    "buy 5@100",
    "buy 5@100",
    "replace A 6@100",
    "top => - / -",
    "replace A 6@101",
    "top => A / -",
    "replace A 6@99",
    "top => - / -",
  ],
  "shown anew an iceberg stays the top order": [
    "buy 9@100 shows 2",
    "buy 9@100",
    "sell 2@100 => C takes 2 of A at 100",
    "ahead A => 9",
    "top => A / -",
    "sell 2@100 => D takes 2 of A at 100",
  ],
  "collecting clears it, and no order that is collected becomes it": [
    "buy 5@100",
    "collect",
    "top => - / -",
    "buy 5@101",
    "resume",
    "top => - / -",
    "buy 5@102",
    "top => C / -",
  ],
  "a triggered order may become it": [
    "buy 5@101 stop 100",
    "sell 3@100",
    "top => - / B",
    "buy 3@100 => C takes 3 of B at 100, A triggered at 100",
    "top => A / -",
  ],
};

describe.each(engines)("%s, allocation", (_name, newEngine) => {
  it.each(cases)("%s", (_title, terms, script) => {
    expect(replay(newEngine, single(terms), script)).toEqual(script);
  });

  it.each(Object.entries(topOrders))("top order: %s", (_title, script) => {
    const terms = proRata(0, { minimumLots: 2, maximumLots: 2_147_483_647 });
    expect(replay(newEngine, single(terms), script)).toEqual(script);
  });

  it("algorithms without a top order have none", () => {
    const script = ["buy 5@100", "top => - / -"];
    for (const terms of [proRata(0), SPLIT]) expect(replay(newEngine, single(terms), script)).toEqual(script);
  });

  it("calls every algorithm by price and time in a call auction", () => {
    const script = [
      "collect",
      "buy 10@100",
      "buy 30@100",
      "sell 12@100",
      "uncross 100 => C takes 10 of A at 100, C takes 2 of B at 100",
    ];
    for (const terms of [proRata(0), SPLIT]) expect(replay(newEngine, single(terms), script)).toEqual(script);
  });
});
