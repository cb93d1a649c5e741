import { describe, expect, it } from "vitest";
import { Desk, engines, replay, single } from "../../testing/engine-desk.ts";

/** A script says after ` => ` what each command should do; without it, that it does nothing more than rest or change. */
const cases: Record<string, string[]> = {
  "an empty book has nothing to read": ["book => - / -", "last => -", "top => - / -", "implied => - / -"],

  "orders that do not meet rest, best price first": [
    "buy 5@98",
    "buy 5@100",
    "buy 5@99",
    "sell 2@103",
    "sell 2@101",
    "sell 2@101",
    "book => 5@100 5@99 5@98 / 4@101 2@103",
  ],
  "a trade is at the resting order's price, and the rest of the order that came rests": [
    "sell 3@100",
    "buy 10@105 => B takes 3 of A at 100",
    "order A => done 0 of 3 shown 0 @100",
    "order B => resting 7 of 10 shown 7 @105",
    "last => 100",
    "book => 7@105 / -",
  ],
  "better prices come first, then earlier orders": [
    "sell 1@101",
    "sell 1@100",
    "sell 1@101",
    "sell 1@100",
    "buy 4@101 => E takes 1 of B at 100, E takes 1 of D at 100, E takes 1 of A at 101, E takes 1 of C at 101",
    "book => - / -",
  ],
  "an order stops at its limit": [
    "sell 1@100",
    "sell 1@102",
    "buy 5@101 => C takes 1 of A at 100",
    "book => 4@101 / 1@102",
  ],
  "an order filled in parts keeps its place": [
    "buy 10@100",
    "buy 10@100",
    "sell 4@100 => C takes 4 of A at 100",
    "ahead B => 6",
    "sell 8@100 => D takes 6 of A at 100, D takes 2 of B at 100",
  ],
  "a cancelled order ends with what is open of it": [
    "buy 5@100",
    "buy 5@100",
    "sell 2@100 => C takes 2 of A at 100",
    "cancel A => A ends with 3 cancelled",
    "order A => done 3 of 5 shown 3 @100",
    "book => 5@100 / -",
  ],
  "zero, negative and the outermost prices are prices": [
    "sell 1@0",
    "sell 1@-3",
    "buy 1@-5",
    "buy 2@0 => D takes 1 of B at -3, D takes 1 of A at 0",
    "sell 1@2147483647",
    "buy 1@-2147483648",
    "book => 1@-5 1@-2147483648 / 1@2147483647",
    "sell 2@-2147483648 => G takes 1 of C at -5, G takes 1 of F at -2147483648",
    "buy 1@2147483647 => H takes 1 of E at 2147483647",
    "book => - / -",
  ],

  "a market order trades within its protection from the best opposite price and rests where it ends": [
    "sell 2@100",
    "sell 3@103",
    "sell 3@106",
    "buy 10 market => D takes 2 of A at 100, D takes 3 of B at 103",
    "order D => resting 5 of 10 shown 5 @105",
    "sell 1@105 => E takes 1 of D at 105",
  ],
  "a selling market order alike": [
    "buy 2@100",
    "buy 3@94",
    "sell 10 market => C takes 2 of A at 100",
    "order C => resting 8 of 10 shown 8 @95",
  ],
  "a market order's protection ends at the band": [
    "band 97 103",
    "sell 2@100",
    "sell 2@104",
    "buy 5 market => C takes 2 of A at 100",
    "order C => resting 3 of 5 shown 3 @103",
  ],
  "an immediate market order's rest ends": [
    "sell 2@100",
    "buy 5 market ioc => B takes 2 of A at 100, B ends with 3 unfilled",
  ],
  "a market order that finds nobody ends": ["sell 2@100", "sell 5 market => B ends with 5 unfilled"],
  "a market-to-limit order trades at the best opposite price only and rests there": [
    "sell 2@100",
    "sell 2@101",
    "buy 5 mtl => C takes 2 of A at 100",
    "book => 3@100 / 2@101",
  ],
  "a market-to-limit order that finds nobody ends": ["buy 5 mtl => A ends with 5 unfilled"],
  "a resting market order is replaced as a limit order": [
    "sell 2@100",
    "buy 4 market => B takes 2 of A at 100",
    "sell 9@107",
    "replace B 3@106",
    "book => 3@106 / 9@107",
    "replace B 3@108 => B takes 3 of C at 107",
  ],

  "what an immediate order cannot trade ends": [
    "buy 3@100",
    "sell 5@99 ioc => B takes 3 of A at 100, B ends with 2 unfilled",
    "order B => done 2 of 5 shown 2 @99",
    "sell 5@99 ioc => C ends with 5 unfilled",
  ],
  "an order that must be filled at once is, or nothing trades": [
    "sell 3@100",
    "sell 3@101",
    "buy 7@101 fok => C ends with 7 minimum_not_met",
    "buy 6@100 fok => D ends with 6 minimum_not_met",
    "buy 6@101 fok => E takes 3 of A at 100, E takes 3 of B at 101",
  ],
  "an order with a minimum trades as much as it can if that is enough, and its rest ends": [
    "sell 3@100",
    "buy 9@100 min 4 => B ends with 9 minimum_not_met",
    "buy 9@100 min 3 => C takes 3 of A at 100, C ends with 6 unfilled",
  ],
  "the lots that an iceberg hides count for a minimum": [
    "sell 10@100 shows 2",
    "buy 11@100 fok => B ends with 11 minimum_not_met",
    "buy 4@100 fok => C takes 2 of A at 100, C takes 2 of A at 100",
  ],
  "a market order with a minimum counts what its protection reaches": [
    "sell 2@100",
    "sell 2@105",
    "sell 2@106",
    "buy 5 market fok => D ends with 5 minimum_not_met",
    "buy 4 market fok => E takes 2 of A at 100, E takes 2 of B at 105",
  ],
  "own orders do not count for a minimum, nor what stands behind them": [
    "sell 2@100 acct 1",
    "sell 2@100 acct 2",
    "sell 2@100 acct 3",
    "sell 2@101 acct 3",
    "buy 3@101 acct 2 min 3 stp newest => E ends with 3 minimum_not_met",
    "buy 3@101 acct 2 min 2 stp decrement => F takes 2 of A at 100, B loses 1 to 1, F ends with 1 self_trade",
  ],
  "for a minimum an own order that would end is passed over": [
    "sell 2@100 acct 1",
    "sell 2@100 acct 2",
    "sell 2@101 acct 3",
    "buy 5@101 acct 2 fok stp oldest => D ends with 5 minimum_not_met",
    "buy 4@101 acct 2 fok stp oldest => E takes 2 of A at 100, B ends with 2 self_trade, E takes 2 of C at 101",
  ],
  "for a minimum the hidden lots of an iceberg come behind an own order at its price": [
    "sell 6@100 shows 2 acct 1",
    "sell 2@100 acct 2",
    "buy 3@100 acct 2 fok stp newest => C ends with 3 minimum_not_met",
    "buy 2@100 acct 2 fok stp newest => D takes 2 of A at 100",
  ],

  "a post-only order rests": ["sell 1@100", "buy 2@99 post", "book => 2@99 / 1@100"],

  "an iceberg shows its share and hides the rest": [
    "buy 10@100 shows 3",
    "book => 3@100 / -",
    "order A => resting 10 of 10 shown 3 @100",
  ],
  "an iceberg whose shown lots have traded shows its next ones at the end of the queue": [
    "buy 7@100 shows 3",
    "buy 4@100",
    "sell 3@100 => C takes 3 of A at 100",
    "ahead A => 4",
    "sell 5@100 => D takes 4 of B at 100, D takes 1 of A at 100",
    "order A => resting 3 of 7 shown 2 @100",
  ],
  "an order meets an iceberg again after the others": [
    "sell 7@100 shows 3",
    "sell 4@100",
    "buy 12@100 => C takes 3 of A at 100, C takes 4 of B at 100, C takes 3 of A at 100, C takes 1 of A at 100",
    "book => 1@100 / -",
  ],
  "an iceberg that comes trades with all its lots and rests with its share": [
    "sell 6@100",
    "buy 10@100 shows 2 => B takes 6 of A at 100",
    "order B => resting 4 of 10 shown 2 @100",
  ],
  "a smaller iceberg keeps its place and loses hidden lots first": [
    "buy 10@100 shows 4",
    "buy 1@100",
    "replace A 5@100",
    "order A => resting 5 of 5 shown 4 @100",
    "replace A 3@100",
    "order A => resting 3 of 3 shown 3 @100",
    "ahead B => 3",
  ],
  "a larger iceberg loses its place and shows its share anew": [
    "buy 10@100 shows 4",
    "buy 1@100",
    "sell 3@100 => C takes 3 of A at 100",
    "order A => resting 7 of 10 shown 1 @100",
    "replace A 8@100",
    "order A => resting 8 of 11 shown 4 @100",
    "ahead A => 1",
  ],

  "fewer lots at the same price keep the place": [
    "buy 10@100",
    "buy 10@100",
    "sell 2@100 => C takes 2 of A at 100",
    "replace A 5@100",
    "order A => resting 5 of 7 shown 5 @100",
    "sell 6@100 => D takes 5 of A at 100, D takes 1 of B at 100",
  ],
  "as many lots at the same price keep the place": ["buy 9@100", "buy 9@100", "replace A 9@100", "ahead A => 0"],
  "more lots lose the place": [
    "buy 10@100",
    "buy 10@100",
    "replace A 11@100",
    "ahead A => 10",
    "sell 12@100 => C takes 10 of B at 100, C takes 2 of A at 100",
  ],
  "another price loses the place, and returning does not win it back": [
    "buy 10@100",
    "buy 10@100",
    "replace A 10@99",
    "replace A 10@100",
    "ahead A => 10",
  ],
  "a replaced order that crosses trades as the one that comes": [
    "sell 4@102",
    "buy 10@100",
    "replace B 6@103 => B takes 4 of A at 102",
    "order B => resting 2 of 6 shown 2 @103",
    "sell 2@104",
    "replace C 2@103 => C takes 2 of B at 103",
    "book => - / -",
  ],

  "the band does not touch orders in the book until a purge, buys first": [
    "buy 1@90",
    "buy 1@100",
    "sell 1@110",
    "sell 1@101",
    "buy 1@109 stop 120",
    "buy 1@111 stop 130",
    "sell 1 stop 80",
    "band 95 109",
    "book => 1@100 1@90 / 1@101 1@110",
    "purge => A ends with 1 outside_band, C ends with 1 outside_band, F ends with 1 outside_band",
    "book => 1@100 / 1@101",
    "stops => 2",
  ],
  "the end of a day ends day orders and those good till then": [
    "buy 1@90",
    "buy 1@91 gtc",
    "buy 1@92 gtd 6",
    "buy 1@93 gtd 7",
    "sell 2@99",
    "buy 1 stop 120",
    "sell 1 stop 80 gtc",
    "expire 6 => C ends with 1 expired, A ends with 1 expired, E ends with 2 expired, F ends with 1 expired",
    "book => 1@93 1@91 / -",
    "expire 7 last => D ends with 1 expired, B ends with 1 expired, G ends with 1 expired",
  ],
  "a mass cancel of an account ends its buys by priority, its sells, its buy stops from the nearest, its sell stops": [
    "sell 1 stop 80 acct 1",
    "sell 1 stop 81 acct 1",
    "buy 1 stop 121 acct 1",
    "buy 1 stop 120 acct 1",
    "sell 3@102 acct 1",
    "sell 3@101 acct 1",
    "buy 3@98 acct 1",
    "buy 3@99 acct 2",
    "buy 5@99 shows 2 acct 1",
    "mass acct 1 => I ends with 5 mass_cancel, G ends with 3 mass_cancel, F ends with 3 mass_cancel, E ends with 3 mass_cancel, D ends with 1 mass_cancel, C ends with 1 mass_cancel, B ends with 1 mass_cancel, A ends with 1 mass_cancel",
    "book => 3@99 / -",
    "mass => H ends with 3 mass_cancel",
  ],
};

describe.each(engines)("%s, price-time", (_name, newEngine) => {
  it("takes any number of prices, however far apart, from the inside out and from the outside in", () => {
    const prices = Array.from({ length: 100 }, (_, i) => 100_000 * i);
    for (const order of [prices, [0, ...prices.slice(1).reverse()]]) {
      const desk = new Desk(newEngine, single());
      for (const price of order) desk.run(`sell 2@${price}`);
      desk.engine.verify();
      const [ticks, lots] = [new Int32Array(100), new Int32Array(100)];
      expect(desk.engine.book(0).depth(-1, 100, ticks, lots)).toBe(100);
      expect([...ticks]).toEqual(prices);
      expect([...lots]).toEqual(prices.map(() => 2));
    }
  });

  it.each(Object.entries(cases))("%s", (_title, script) => {
    expect(replay(newEngine, single(undefined, 5), script)).toEqual(script);
  });
});
