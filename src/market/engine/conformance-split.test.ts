import { describe, expect, it } from "vitest";
import { engines, replay, single } from "../../testing/engine-desk.ts";
import type { AllocationTerms, LeadMarketMakerTerms, TopOrderTerms } from "./trading-terms.ts";

const ANY_TOP: TopOrderTerms = { minimumLots: 1, maximumLots: 2_147_483_647 };

function split(
  timePercent: number,
  leadMarketMakers: LeadMarketMakerTerms[] = [],
  minimumLots = 0,
  topOrder = ANY_TOP,
  levelling = false,
): AllocationTerms {
  return { algorithm: "split", topOrder, leadMarketMakers, timePercent, minimumLots, levelling };
}

function without(
  timePercent: number,
  leadMarketMakers: LeadMarketMakerTerms[] = [],
  minimumLots = 0,
  levelling = false,
): AllocationTerms {
  return { algorithm: "split", topOrder: undefined, leadMarketMakers, timePercent, minimumLots, levelling };
}

/**
 * Published worked examples are named by where they stand: CME's pages on its matching algorithms, and the replica of
 * them by J. Brooks (github.com/jacobbrooks/CME-Globex-Replica), a third party's reading where CME's text says too little.
 */
const cases: [title: string, terms: AllocationTerms, script: string[]][] = [
  [
    "Q as a split, replica: 400 over 300 (top to 250), 15, 160 (40 %) gives 278, 8, 114",
    split(0, [{ account: 1, percent: 40 }], 1, { minimumLots: 1, maximumLots: 250 }),
    [
      "buy 300@100",
      "buy 15@100",
      "buy 160@100 acct 1",
      "sell 400@100 => D takes 278 of A at 100, D takes 8 of B at 100, D takes 114 of C at 100",
    ],
  ],
  [
    "K, replica: 202 over 2 (top), 51 (10 %), 47 (20 %), 100, 1, 1, 1, 1 with 40 % by time, minimum 2 and levelling",
    split(
      40,
      [
        { account: 1, percent: 10 },
        { account: 2, percent: 20 },
      ],
      2,
      ANY_TOP,
      true,
    ),
    [
      "buy 2@100",
      "buy 51@100 acct 1",
      "buy 47@100 acct 2",
      "buy 100@100",
      "buy 1@100",
      "buy 1@100",
      "buy 1@100",
      "buy 1@100",
      "sell 202@100 => I takes 2 of A at 100, I takes 51 of B at 100, I takes 47 of C at 100, I takes 98 of D at 100, I takes 1 of E at 100, I takes 1 of F at 100, I takes 1 of G at 100, I takes 1 of H at 100",
    ],
  ],
  [
    "K, replica: 8 over 1 (top), 100, 30, 80, 30, 60 with 40 % by time is 2.8, rounded to 3, and the rest levelled",
    split(40, [], 2, ANY_TOP, true),
    [
      "buy 1@100",
      "buy 100@100",
      "buy 30@100",
      "buy 80@100",
      "buy 30@100",
      "buy 60@100",
      "sell 8@100 => G takes 1 of A at 100, G takes 4 of B at 100, G takes 1 of C at 100, G takes 1 of D at 100, G takes 1 of F at 100",
    ],
  ],
  [
    "K all by time, replica: 50 over 1 (top), 59 (20 %), 40 (10 %)",
    split(100, [
      { account: 1, percent: 20 },
      { account: 2, percent: 10 },
    ]),
    [
      "buy 1@100",
      "buy 59@100 acct 1",
      "buy 40@100 acct 2",
      "sell 50@100 => D takes 1 of A at 100, D takes 45 of B at 100, D takes 4 of C at 100",
    ],
  ],
  [
    "K nothing by time, replica: the same gives 20 and 15 of the last 36 pro rata",
    split(0, [
      { account: 1, percent: 20 },
      { account: 2, percent: 10 },
    ]),
    [
      "buy 1@100",
      "buy 59@100 acct 1",
      "buy 40@100 acct 2",
      "sell 50@100 => D takes 1 of A at 100, D takes 30 of B at 100, D takes 19 of C at 100",
    ],
  ],
  [
    "a split without top order, 40 % by time: 100 over three times 100 gives 54, 23, 23",
    without(40),
    [
      "buy 100@100",
      "buy 100@100",
      "buy 100@100",
      "sell 100@100 => D takes 54 of A at 100, D takes 23 of B at 100, D takes 23 of C at 100",
    ],
  ],
  [
    "half a lot by time is rounded up",
    without(50, [], 0, true),
    ["buy 10@100", "buy 30@100", "sell 1@100 => C takes 1 of A at 100"],
  ],
  [
    "T as a split: lead market makers of 20 and 80 %, no more than their orders, then by time",
    without(100, [
      { account: 1, percent: 20 },
      { account: 2, percent: 80 },
    ]),
    [
      "buy 10@100",
      "buy 10@100 acct 1",
      "buy 10@100 acct 2",
      "sell 20@100 => D takes 6 of A at 100, D takes 4 of B at 100, D takes 10 of C at 100",
    ],
  ],
  [
    "S as a split: top order, then lead market makers of what it leaves, then by time",
    split(100, [
      { account: 1, percent: 10 },
      { account: 2, percent: 20 },
    ]),
    [
      "buy 10@100",
      "buy 10@100 acct 1",
      "buy 10@100 acct 2",
      "buy 10@100",
      "sell 25@100 => E takes 10 of A at 100, E takes 10 of B at 100, E takes 5 of C at 100",
    ],
  ],
  [
    "a lead market maker's orders share its percentage by time",
    without(0, [{ account: 1, percent: 50 }]),
    [
      "buy 30@100",
      "buy 4@100 acct 1",
      "buy 8@100 acct 1",
      "sell 16@100 => D takes 8 of A at 100, D takes 4 of B at 100, D takes 4 of C at 100",
    ],
  ],
  [
    "where all goes by time a lead market maker with a right to less than a lot gets one while there are any",
    without(100, [
      { account: 1, percent: 50 },
      { account: 2, percent: 20 },
    ]),
    [
      "buy 9@100",
      "buy 9@100 acct 1",
      "buy 9@100 acct 2",
      "sell 1@100 => D takes 1 of B at 100",
      "sell 2@100 => E takes 1 of B at 100, E takes 1 of C at 100",
    ],
  ],
  [
    "where not all goes by time it gets none",
    without(0, [{ account: 1, percent: 50 }], 2),
    ["buy 9@100", "buy 9@100 acct 1", "sell 1@100 => C takes 1 of A at 100"],
  ],
  [
    "levelling gives one lot to each order without a share, the largest first, then the earlier",
    without(0, [], 5, true),
    [
      "buy 3@100",
      "buy 4@100",
      "buy 40@100",
      "buy 4@100",
      "sell 9@100 => E takes 1 of B at 100, E takes 7 of C at 100, E takes 1 of D at 100",
    ],
  ],
];

describe.each(engines)("%s, allocation by a split", (_name, newEngine) => {
  it.each(cases)("%s", (_title, terms, script) => {
    expect(replay(newEngine, single(terms), script)).toEqual(script);
  });
});
