import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BookCommand, bookCommands, type BookOutcome, BookPlayer } from "../../testing/book-commands.ts";
import { FastBook } from "./fast-book.ts";
import { NaiveBook } from "./naive-book.ts";

const seed = 20260322;
const fastBook = (): BookPlayer => new BookPlayer((store) => new FastBook(store));
const naiveBook = (): BookPlayer => new BookPlayer((store) => new NaiveBook(store));

/** What every command did and how the book looked after it, but for the hash, which knows prices and sides. */
function outcomes(commands: BookCommand[]): BookOutcome[] {
  const player = fastBook();
  return commands.map((command) => ({ ...player.play(command), hash: 0 }));
}

describe("fast book and naive book", () => {
  it("agree after each of 50,000 random commands", () => {
    let played = 0;
    const property = fc.property(bookCommands(300, "anywhere"), (commands) => {
      played += commands.length;
      const [fast, naive] = [fastBook(), naiveBook()];
      for (const command of commands) {
        const [actual, expected] = [fast.play(command), naive.play(command)];
        if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual).toEqual(expected);
        fast.book.verify();
        naive.book.verify();
      }
      expect(fast.store.liveCount).toBe(naive.store.liveCount);
    });
    fc.assert(property, { seed, numRuns: 360 });
    expect(played).toBeGreaterThan(50_000);
  });

  it("are compared on sequences that trade, in auctions too, with both sides filled and levels beyond the window", () => {
    // Guards the test above: commands that hardly ever met an order would prove nothing.
    const player = fastBook();
    const seen = { trades: 0, auctionTrades: 0, twoSided: 0, farLevels: 0 };
    for (const commands of fc.sample(bookCommands(250, "anywhere"), { seed, numRuns: 20 })) {
      for (const command of commands) {
        const outcome = player.play(command);
        seen.trades += outcome.trades.length;
        if (command.kind === "uncross") seen.auctionTrades += outcome.trades.length;
        if (player.book.hasBid && player.book.hasAsk) seen.twoSided++;
        seen.farLevels += (player.book as FastBook).bids.far.count;
      }
    }
    expect(seen.trades).toBeGreaterThan(600);
    expect(seen.auctionTrades).toBeGreaterThan(50);
    expect(seen.twoSided).toBeGreaterThan(1000);
    expect(seen.farLevels).toBeGreaterThan(100);
  });
});

describe("fast book", () => {
  it("does the same at prices shifted by a constant", () => {
    const shift = fc.constantFrom(1, -1, 1023, 40_000, -2_000_000_000, 2_000_000_000);
    const property = fc.property(bookCommands(100, "middle"), shift, (commands, ticks) => {
      const shifted = commands.map((command) => ({ ...command, priceTicks: command.priceTicks + ticks }));
      expect(outcomes(shifted)).toEqual(outcomes(commands).map((outcome) => shiftOutcome(outcome, ticks)));
    });
    fc.assert(property, { seed, numRuns: 60 });
  });

  it("does the same with buys and sells exchanged and prices mirrored", () => {
    const property = fc.property(bookCommands(100, "middle"), (drawn) => {
      const commands = drawn.filter((command) => command.kind !== "takeFirst");
      const mirrored = commands.map((command) => ({
        ...command,
        side: command.side === 1 ? (-1 as const) : (1 as const),
        priceTicks: 0 - command.priceTicks,
      }));
      expect(outcomes(mirrored)).toEqual(outcomes(commands).map(mirrorOutcome));
    });
    fc.assert(property, { seed, numRuns: 60 });
  });
});

function shiftOutcome(outcome: BookOutcome, ticks: number): BookOutcome {
  const [hasBid, bidTicks, bidLots, hasAsk, askTicks, askLots] = outcome.best;
  const [hasTraded, auctionTicks, auctionLots, imbalance] = outcome.auction;
  return {
    ...outcome,
    trades: outcome.trades.map((trade) => ({ ...trade, priceTicks: trade.priceTicks + ticks })),
    bids: outcome.bids.map(([price, lots]) => [price + ticks, lots]),
    asks: outcome.asks.map(([price, lots]) => [price + ticks, lots]),
    best: [hasBid, bidTicks + hasBid * ticks, bidLots, hasAsk, askTicks + hasAsk * ticks, askLots],
    auction: [hasTraded, auctionTicks + hasTraded * ticks, auctionLots, imbalance],
  };
}

function mirrorOutcome(outcome: BookOutcome): BookOutcome {
  const [hasBid, bidTicks, bidLots, hasAsk, askTicks, askLots] = outcome.best;
  const [hasTraded, auctionTicks, auctionLots, imbalance] = outcome.auction;
  return {
    ...outcome,
    trades: outcome.trades.map((trade) => ({ ...trade, priceTicks: 0 - trade.priceTicks })),
    bids: outcome.asks.map(([price, lots]) => [0 - price, lots]),
    asks: outcome.bids.map(([price, lots]) => [0 - price, lots]),
    best: [hasAsk, 0 - askTicks, askLots, hasBid, 0 - bidTicks, bidLots],
    lotsAt: [outcome.lotsAt[1], outcome.lotsAt[0]],
    auction: [hasTraded, 0 - auctionTicks, auctionLots, 0 - imbalance],
  };
}
