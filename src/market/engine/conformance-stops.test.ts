import { describe, expect, it } from "vitest";
import { engines, family, PRICE_TIME, replay, single } from "../../testing/engine-desk.ts";

const cases: Record<string, string[]> = {
  "a stop order waits outside the book until a trade reaches it, then takes what its protection lets it": [
    "buy 4 stop 102",
    "sell 1@101",
    "sell 1@102",
    "sell 1@103",
    "sell 1@110",
    "book => - / 1@101 1@102 1@103 1@110",
    "buy 1@101 => F takes 1 of B at 101",
    "stops => 1",
    "buy 1@102 => G takes 1 of C at 102, A triggered at 102, A takes 1 of D at 103",
    "order A => resting 3 of 4 shown 3 @107",
    "stops => 0",
  ],
  "a selling stop order alike": [
    "sell 4 stop 100",
    "buy 1@100",
    "buy 1@98",
    "buy 1@90",
    "sell 1@100 => E takes 1 of B at 100, A triggered at 100, A takes 1 of C at 98",
    "order A => resting 3 of 4 shown 3 @95",
  ],
  "a triggered stop order rests when nobody is there": [
    "buy 4 stop 100",
    "sell 1@100",
    "buy 1@100 => C takes 1 of B at 100, A triggered at 100",
    "book => 4@105 / -",
  ],
  "the protection of a triggered stop order ends at the band": [
    "band 95 103",
    "buy 4 stop 100",
    "sell 1@100",
    "buy 1@100 => C takes 1 of B at 100, A triggered at 100",
    "book => 4@103 / -",
  ],
  "a stop-limit order becomes a limit order": [
    "buy 4@101 stop 100",
    "sell 1@100",
    "sell 1@101",
    "sell 1@102",
    "buy 1@100 => E takes 1 of B at 100, A triggered at 100, A takes 1 of C at 101",
    "order A => resting 3 of 4 shown 3 @101",
  ],
  "an immediate stop order's rest ends, and its minimum is asked when it is triggered": [
    "buy 4@101 stop 100 ioc",
    "buy 4@101 stop 100 fok",
    "sell 1@100",
    "sell 2@101",
    "buy 1@100 => E takes 1 of C at 100, A triggered at 100, A takes 2 of D at 101, A ends with 2 unfilled, B triggered at 100, B ends with 4 minimum_not_met",
  ],
  "an iceberg that was triggered trades with all its lots and rests with its share": [
    "buy 9@101 stop 100 shows 2",
    "sell 1@100",
    "sell 4@101",
    "buy 1@100 => D takes 1 of B at 100, A triggered at 100, A takes 4 of C at 101",
    "order A => resting 5 of 9 shown 2 @101",
  ],
  "a stop that the last trade has reached already is triggered at once": [
    "sell 1@100",
    "buy 1@100 => B takes 1 of A at 100",
    "sell 3@102",
    "buy 2 stop 100 => D triggered at 100, D takes 2 of C at 102",
    "sell 2 stop 101",
    "sell 2@90 stop 102 => F triggered at 102",
    "buy 2@99 stop 103",
    "stops => 2",
  ],
  "before the first trade a stop waits": ["buy 1 stop -100", "sell 1 stop 100", "stops => 2"],
  "one trade triggers buys from the lowest stop, then sells from the highest, at one stop price the earlier first": [
    "sell 1@90 stop 99",
    "sell 1@91 stop 100",
    "sell 1@92 stop 100",
    "buy 1@80 stop 97",
    "buy 1@81 stop 96",
    "buy 1@82 stop 98",
    "sell 1@98",
    "buy 1@98 => H takes 1 of G at 98, E triggered at 98, D triggered at 98, F triggered at 98, B triggered at 98, C triggered at 98, A triggered at 98",
  ],
  "stops enter after the order that triggered them is done, in the order in which they were reached": [
    "buy 2@104 stop 102",
    "buy 2@104 stop 101",
    "sell 1@101",
    "sell 1@102",
    "sell 3@103",
    "buy 3@103 => F takes 1 of C at 101, F takes 1 of D at 102, F takes 1 of E at 103, B triggered at 101, B takes 2 of E at 103, A triggered at 102",
    "book => 2@104 / -",
  ],
  "a cascade is one pass: what a stop triggers queues behind those triggered before": [
    "buy 1 stop 100",
    "buy 1@110 stop 100",
    "buy 1 stop 101",
    "sell 1@100",
    "sell 1@101",
    "sell 1@102",
    "sell 1@103",
    "buy 1@100 => H takes 1 of D at 100, A triggered at 100, A takes 1 of E at 101, B triggered at 100, B takes 1 of F at 102, C triggered at 101, C takes 1 of G at 103",
  ],
  "a cascade runs through both sides": [
    "sell 2 stop 99",
    "buy 2@106 stop 104",
    "sell 1@104",
    "buy 1@99",
    "buy 1@95",
    "sell 1@99 => F takes 1 of D at 99, A triggered at 99, A takes 1 of E at 95",
    "book => - / 1@94 1@104",
    "buy 1@94 => G takes 1 of A at 94",
    "buy 1@104 => H takes 1 of C at 104, B triggered at 104",
    "book => 2@106 / -",
  ],
  "the trade of a self-trade rule that makes none triggers nothing": [
    "buy 1 stop 100 acct 2",
    "sell 5@100 acct 1",
    "buy 2@100 acct 1 stp decrement => B loses 2 to 3, C ends with 2 self_trade",
    "stops => 1",
  ],
  "a held stop is cancelled": ["buy 5 stop 100", "cancel A => A ends with 5 cancelled", "stops => 0"],
  "fewer or as many lots at the same prices keep a held stop's place": [
    "buy 5@101 stop 100",
    "buy 5@101 stop 100",
    "restop A 3@101 stop 100",
    "replace A 2@101",
    "order A => stopped 2 of 2 shown 2 @101",
    "sell 1@100",
    "buy 1@100 => D takes 1 of C at 100, A triggered at 100, B triggered at 100",
  ],
  "more lots, another stop or limit price let it wait behind others": [
    "buy 5@101 stop 100",
    "buy 5@102 stop 100",
    "buy 5@101 stop 99",
    "replace A 6@101",
    "replace B 5@101",
    "restop C 5@101 stop 100",
    "sell 1@100",
    "buy 1@100 => E takes 1 of D at 100, A triggered at 100, B triggered at 100, C triggered at 100",
  ],
  "a stop replaced to one that the last trade has reached is triggered at once": [
    "sell 1@100",
    "buy 1@100 => B takes 1 of A at 100",
    "buy 5@101 stop 105",
    "restop C 5@101 stop 100 => C triggered at 100",
    "book => 5@101 / -",
  ],
  "while orders are collected every stop waits, and when trading resumes the auction's price triggers": [
    "collect",
    "buy 1@101 stop 100",
    "sell 2@100",
    "buy 1@100",
    "uncross 100 => C takes 1 of B at 100",
    "buy 1@99 stop 100",
    "stops => 2",
    "resume => A triggered at 100, A takes 1 of B at 100, D triggered at 100",
    "book => 1@99 / -",
  ],
  "without an auction nothing is triggered when trading resumes": [
    "sell 1@100",
    "buy 1@100 => B takes 1 of A at 100",
    "collect",
    "buy 1@99 stop 100",
    "resume",
    "stops => 1",
  ],
  "an auction triggers once": [
    "collect",
    "sell 1@100",
    "buy 1@100",
    "uncross 100 => B takes 1 of A at 100",
    "resume",
    "collect",
    "buy 1@99 stop 100",
    "resume",
    "stops => 1",
  ],
};

describe.each(engines)("%s, stop orders", (_name, newEngine) => {
  it.each(Object.entries(cases))("%s", (_title, script) => {
    expect(replay(newEngine, single(PRICE_TIME, 5), script)).toEqual(script);
  });

  it("without protection a triggered stop order may trade as far as the band, at first to the outermost price", () => {
    const script = [
      "buy 1 stop 100",
      "sell 1@100",
      "buy 1@100 => C takes 1 of B at 100, A triggered at 100",
      "book => 1@2147483647 / -",
      "sell 1 market ioc => D takes 1 of A at 2147483647",
    ];
    expect(replay(newEngine, single(), script)).toEqual(script);
  });

  it("the legs of an implied match trigger stops in their books, one queue for all", () => {
    const script = [
      "sell 1@60 stop 100 in near",
      "sell 1@9 stop 10 in spread",
      "buy 1@91 stop 90 in far",
      "sell 1@10 in spread",
      "sell 1@90 in far",
      "buy 1@100 in near => F takes 1 implied at 100, 1 of D at 10 near 100, 1 of E at 90, A triggered at 100, B triggered at 10, C triggered at 90",
      "last in near => 100",
      "last in spread => 10",
      "last in far => 90",
    ];
    expect(replay(newEngine, family(), script)).toEqual(script);
  });
});
