import { describe, expect, it } from "vitest";
import { engines, replay, single } from "../../testing/engine-desk.ts";

const call: Record<string, string[]> = {
  "orders that are collected rest without trading, and the auction trades at one price": [
    "collect",
    "buy 5@100",
    "sell 3@99",
    "book => 5@100 / 3@99",
    "uncross 99 => B takes 3 of A at 100",
    "last => 100",
    "auction => 3@100 imbalance 2",
    "resume",
    "sell 2@100 => C takes 2 of A at 100",
  ],
  "buys 10 at 103 to 100, sells 10 at 99 to 102 trade 30 at 101": [
    "collect",
    "buy 10@103",
    "buy 10@102",
    "buy 10@101",
    "buy 10@100",
    "sell 10@99",
    "sell 10@100",
    "sell 10@101",
    "sell 10@102",
    "uncross 0 => E takes 10 of A at 101, F takes 10 of B at 101, G takes 10 of C at 101",
    "auction => 30@101 imbalance 0",
    "book => 10@100 / 10@102",
  ],
  "rule 2: the smallest imbalance": [
    "collect",
    "buy 8@101",
    "buy 2@100",
    "sell 8@100",
    "uncross 100 => C takes 8 of A at 101",
  ],
  "rule 3: the highest price if buyers are left": [
    "collect",
    "buy 20@103",
    "sell 10@99",
    "uncross 100 => B takes 10 of A at 103",
  ],
  "rule 3: the lowest if sellers are": ["collect", "buy 10@103", "sell 20@99", "uncross 102 => B takes 10 of A at 99"],
  "rule 4: the nearest to the reference, which no order need name": [
    "collect",
    "buy 10@103",
    "sell 10@99",
    "uncross 101 => B takes 10 of A at 101",
  ],
  "lots go by price, then by acceptance, and the maker is the order accepted earlier": [
    "collect",
    "sell 4@100",
    "buy 3@100",
    "buy 3@101",
    "buy 3@100",
    "sell 3@99",
    "replace D 2@100",
    "uncross 100 => E takes 3 of C at 100, B takes 3 of A at 100, D takes 1 of A at 100",
    "auction => 7@100 imbalance 1",
    "book => 1@100 / -",
  ],
  "a replaced order with more lots goes behind": [
    "collect",
    "buy 1@100",
    "buy 2@100",
    "replace A 2@100",
    "sell 3@100",
    "uncross 100 => C takes 2 of B at 100, C takes 1 of A at 100",
  ],
  "an auction in which nothing meets trades nothing and forgets nothing": [
    "collect",
    "buy 1@10",
    "sell 1@10",
    "uncross 5 => B takes 1 of A at 10",
    "buy 1@10",
    "sell 1@11",
    "uncross 5",
    "auction => 0@10 imbalance 0",
    "book => 1@10 / 1@11",
  ],
  "the lots that icebergs hide take part, those shown first, then behind the others of their price": [
    "collect",
    "buy 7@100 shows 2",
    "buy 3@100",
    "sell 6@100",
    "uncross 100 => C takes 2 of A at 100, C takes 3 of B at 100, A takes 1 of C at 100",
    "order A => resting 4 of 7 shown 1 @100",
    "auction => 6@100 imbalance 4",
  ],
  "an iceberg shown anew is the later order": [
    "collect",
    "buy 4@100 shows 2",
    "sell 4@100",
    "uncross 100 => B takes 2 of A at 100, A takes 2 of B at 100",
  ],
  "a replaced or cancelled order of an auction does not trade": [
    "collect",
    "buy 1@100",
    "sell 1@99",
    "cancel A => A ends with 1 cancelled",
    "replace B 1@98",
    "uncross 100",
    "book => - / 1@98",
  ],
  "a trade in an auction triggers no stop before trading resumes": [
    "collect",
    "buy 1 stop 100",
    "buy 1@100",
    "sell 1@100",
    "uncross 100 => C takes 1 of B at 100",
    "stops => 1",
  ],
};

const batch: Record<string, string[]> = {
  "orders are collected until the batch, from the first": [
    "buy 2@101",
    "sell 2@99",
    "book => 2@101 / 2@99",
    "uncross 100 => B takes 2 of A at 100",
  ],
  "better prices are filled in full, the margin in proportion to all lots, rounded down, the rest by time": [
    "buy 4@101",
    "buy 10@100",
    "buy 5@100",
    "buy 1@100",
    "sell 12@100",
    "uncross 100 => E takes 4 of A at 100, E takes 6 of B at 100, E takes 2 of C at 100",
    "book => 8@100 / -",
    "order B => resting 4 of 10 shown 4 @100",
    "order D => resting 1 of 1 shown 1 @100",
  ],
  "orders of earlier batches share alike": [
    "buy 10@100",
    "sell 5@100",
    "uncross 100 => B takes 5 of A at 100",
    "buy 15@100",
    "sell 8@100",
    "uncross 100 => D takes 2 of A at 100, D takes 6 of C at 100",
  ],
  "immediate orders take part in one batch, then end, buys first": [
    "sell 3@99 ioc",
    "buy 2@100 ioc",
    "buy 1@98 ioc",
    "buy 1@97",
    "uncross 100 => B takes 2 of A at 99, C ends with 1 unfilled, A ends with 1 unfilled",
    "book => 1@97 / -",
    "buy 1@98 ioc",
    "uncross 100 => E ends with 1 unfilled",
  ],
  "the lots that icebergs hide share at the margin": [
    "buy 9@100 shows 2",
    "buy 3@100",
    "sell 4@100",
    "uncross 100 => C takes 3 of A at 100, C takes 1 of B at 100",
    "order A => resting 6 of 9 shown 1 @100",
    "ahead A => 2",
  ],
  "a triggered stop comes into the next batch": [
    "buy 2@102 stop 100",
    "buy 3 stop 100",
    "sell 1@100",
    "buy 1@100",
    "uncross 100 => D takes 1 of C at 100, A triggered at 100, B triggered at 100",
    "book => 3@105 2@102 / -",
    "sell 4@101",
    "uncross 103 => E takes 3 of B at 102, E takes 1 of A at 102",
  ],
  "a batch without a trade triggers nothing": [
    "sell 1@100",
    "buy 1@100",
    "uncross 100 => B takes 1 of A at 100",
    "buy 2@102 stop 100",
    "stops => 1",
    "uncross 100",
    "stops => 1",
  ],
  "it does not leave off collecting": ["resume", "buy 1@100", "sell 1@100", "book => 1@100 / 1@100"],
};

describe.each(engines)("%s", (_name, newEngine) => {
  it.each(Object.entries(call))("call auction: %s", (_title, script) => {
    expect(replay(newEngine, single(undefined, 5), script)).toEqual(script);
  });

  it.each(Object.entries(batch))("frequent batch auction: %s", (_title, script) => {
    expect(replay(newEngine, single({ algorithm: "frequent_batch" }, 5), script)).toEqual(script);
  });
});
