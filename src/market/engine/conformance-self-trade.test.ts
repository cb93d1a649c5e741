import { describe, expect, it } from "vitest";
import { engines, replay, single } from "../../testing/engine-desk.ts";
import type { AllocationTerms } from "./trading-terms.ts";

const byTime: Record<string, string[]> = {
  "without a rule an account trades with itself": ["buy 1@100 acct 1", "sell 1@100 acct 1 => B takes 1 of A at 100"],
  "the rule is that of the order that comes": [
    "buy 1@100 acct 1 stp both",
    "sell 1@100 acct 1 => B takes 1 of A at 100",
  ],
  "another account's orders are not concerned": [
    "buy 1@100 acct 1",
    "sell 1@100 acct 2 stp newest => B takes 1 of A at 100",
  ],
  "cancel newest: what is left of the order that came ends": [
    "sell 2@100 acct 2",
    "sell 2@100 acct 1",
    "buy 5@100 acct 1 stp newest => C takes 2 of A at 100, C ends with 3 self_trade",
    "book => - / 2@100",
  ],
  "cancel oldest: the resting order ends, hidden lots too, and the one that came goes on": [
    "sell 9@100 acct 1 shows 2",
    "sell 2@100 acct 2",
    "buy 5@100 acct 1 stp oldest => A ends with 9 self_trade, C takes 2 of B at 100",
    "book => 3@100 / -",
  ],
  "cancel both: first the resting order ends, then the one that came": [
    "sell 2@100 acct 1",
    "sell 2@100 acct 1",
    "buy 5@100 acct 1 stp both => A ends with 2 self_trade, C ends with 5 self_trade",
    "book => - / 2@100",
  ],
  "decrement: the smaller resting order ends and the one that came goes on with fewer lots": [
    "sell 2@100 acct 1",
    "sell 2@100 acct 2",
    "buy 5@100 acct 1 stp decrement => A ends with 2 self_trade, C loses 2 to 3, C takes 2 of B at 100",
    "order C => resting 1 of 3 shown 1 @100",
    "order A => done 2 of 2 shown 2 @100",
  ],
  "decrement: the smaller order that came ends, and the resting one keeps its place with fewer lots": [
    "sell 5@100 acct 1",
    "sell 2@100 acct 2",
    "buy 2@100 acct 1 stp decrement => A loses 2 to 3, C ends with 2 self_trade",
    "order A => resting 3 of 3 shown 3 @100",
    "ahead B => 3",
  ],
  "decrement: equal orders both end": [
    "sell 5@100 acct 1",
    "buy 5@100 acct 1 stp decrement => A ends with 5 self_trade, B ends with 5 self_trade",
  ],
  "decrement: an iceberg in the book loses hidden lots first": [
    "sell 9@100 acct 1 shows 3",
    "buy 4@100 acct 1 stp decrement => A loses 4 to 5, B ends with 4 self_trade",
    "order A => resting 5 of 5 shown 3 @100",
    "buy 3@100 acct 1 stp decrement => A loses 3 to 2, C ends with 3 self_trade",
    "order A => resting 2 of 2 shown 2 @100",
  ],
  "decrement counts all lots of an iceberg that comes": [
    "sell 4@100 acct 1",
    "buy 9@100 acct 1 shows 2 stp decrement => A ends with 4 self_trade, B loses 4 to 5",
    "order B => resting 5 of 5 shown 2 @100",
  ],
  "what has been filled stays filled when lots are lost": [
    "sell 5@100 acct 1",
    "buy 2@100 acct 2 => B takes 2 of A at 100",
    "buy 1@100 acct 1 stp decrement => A loses 1 to 2, C ends with 1 self_trade",
    "order A => resting 2 of 4 shown 2 @100",
  ],
  "a replaced order and a triggered stop come under their own rule": [
    "sell 5@100 acct 1",
    "buy 2@99 acct 1 stp newest",
    "replace B 2@100 => B ends with 2 self_trade",
    "buy 1@100 stop 100 acct 1 stp oldest",
    "buy 1@100 => D takes 1 of A at 100, C triggered at 100, A ends with 4 self_trade",
    "book => 1@100 / -",
  ],
  "an auction does not ask": [
    "collect",
    "buy 1@100 acct 1 stp both",
    "sell 1@100 acct 1 stp both",
    "uncross 100 => B takes 1 of A at 100",
  ],
};

const PRO_RATA: AllocationTerms = { algorithm: "pro_rata", minimumLots: 0, topOrder: undefined };
const byShares: Record<string, string[]> = {
  "cancel newest: the order ends before it trades at a level with one of its own": [
    "sell 5@99 acct 2",
    "sell 5@100 acct 2",
    "sell 5@100 acct 1",
    "buy 9@100 acct 1 stp newest => D takes 5 of A at 99, D ends with 4 self_trade",
  ],
  "cancel both: only the first own order of the level ends with it": [
    "sell 5@100 acct 2",
    "sell 5@100 acct 1",
    "sell 5@100 acct 1",
    "buy 9@100 acct 1 stp both => B ends with 5 self_trade, D ends with 9 self_trade",
    "book => - / 10@100",
  ],
  "cancel oldest: all own orders of a level end before it is given out": [
    "sell 5@100 acct 1",
    "sell 6@100 acct 2",
    "sell 5@100 acct 1",
    "sell 3@100 acct 2",
    "buy 6@100 acct 1 stp oldest => A ends with 5 self_trade, C ends with 5 self_trade, E takes 4 of B at 100, E takes 2 of D at 100",
  ],
  "decrement: own orders of a level take lots away in the order of the queue": [
    "sell 2@100 acct 1",
    "sell 6@100 acct 2",
    "sell 3@100 acct 1",
    "buy 4@100 acct 1 stp decrement => A ends with 2 self_trade, D loses 2 to 2, C loses 2 to 1, D ends with 2 self_trade",
    "book => - / 7@100",
  ],
  "nothing at the level of an own order counts for a minimum": [
    "sell 2@99 acct 2",
    "sell 6@100 acct 2",
    "sell 3@100 acct 1",
    "buy 3@100 acct 1 min 3 stp newest => D ends with 3 minimum_not_met",
    "buy 3@100 acct 1 min 2 stp newest => E takes 2 of A at 99, E ends with 1 self_trade",
  ],
};

describe.each(engines)("%s, self-trade prevention", (_name, newEngine) => {
  it.each(Object.entries(byTime))("%s", (_title, script) => {
    expect(replay(newEngine, single(), script)).toEqual(script);
  });

  it.each(Object.entries(byShares))("pro rata, %s", (_title, script) => {
    expect(replay(newEngine, single(PRO_RATA), script)).toEqual(script);
  });
});
