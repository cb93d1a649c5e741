import fc from "fast-check";
import type { Side } from "../base/units.ts";
import type { OrderBook } from "../market/engine/order-book.ts";
import { ORDER_DONE, ORDER_RESTING, OrderStore, TIF_DAY, TIF_IMMEDIATE } from "../market/engine/order-store.ts";

/** One command to a book. `pick` chooses the resting order meant, counted around the list of all of them. */
export interface BookCommand {
  readonly kind: "enter" | "immediate" | "cancel" | "replace" | "callAuction" | "uncross" | "takeFirst";
  readonly side: Side;
  readonly priceTicks: number;
  readonly lots: number;
  readonly pick: number;
}

/** Where the prices of a sequence lie: around a centre that drifts, so many ticks apart. */
interface PriceRegion {
  readonly centre: number;
  readonly stride: number;
  readonly drift: number;
}

const LOWEST_PRICE = -0x8000_0000;
const HIGHEST_PRICE = 0x7fff_ffff;

const relativeCommand = fc.record({
  kind: fc.oneof(
    { weight: 50, arbitrary: fc.constant("enter" as const) },
    { weight: 12, arbitrary: fc.constant("immediate" as const) },
    { weight: 18, arbitrary: fc.constant("cancel" as const) },
    { weight: 20, arbitrary: fc.constant("replace" as const) },
    { weight: 2, arbitrary: fc.constant("callAuction" as const) },
    { weight: 3, arbitrary: fc.constant("uncross" as const) },
    { weight: 1, arbitrary: fc.constant("takeFirst" as const) },
  ),
  side: fc.constantFrom<Side>(1, -1),
  step: fc.integer({ min: -9, max: 9 }),
  lots: fc.integer({ min: 1, max: 20 }),
  pick: fc.nat({ max: 999 }),
});

/** Narrow, wide and torn apart; around zero, below it, and at both ends of the Int32s. */
const anyRegion: fc.Arbitrary<PriceRegion> = fc.record({
  centre: fc.constantFrom(0, 0, -50, 100_000, LOWEST_PRICE, HIGHEST_PRICE),
  stride: fc.constantFrom(1, 1, 1, 1, 60, 500, 4000, 100_000_000),
  drift: fc.constantFrom(0, 0, 0, 0, 3, -40, 900),
});

/** Within 10^6 ticks of zero, so that prices can be shifted and mirrored. */
const middleRegion: fc.Arbitrary<PriceRegion> = fc.record({
  centre: fc.constantFrom(0, -50, 100_000),
  stride: fc.constantFrom(1, 1, 60, 4000),
  drift: fc.constantFrom(0, 3, -40, 900),
});

/** Random sequences of up to `most` commands, with prices anywhere or only in the middle of the Int32s. */
export function bookCommands(most: number, where: "anywhere" | "middle"): fc.Arbitrary<BookCommand[]> {
  const relative = fc.array(relativeCommand, { maxLength: most, size: "max" });
  return fc.tuple(where === "anywhere" ? anyRegion : middleRegion, relative).map(([region, commands]) =>
    commands.map(({ step, ...command }, i) => {
      const priceTicks = region.centre + region.drift * i + region.stride * step;
      return { ...command, priceTicks: Math.min(Math.max(priceTicks, LOWEST_PRICE), HIGHEST_PRICE) };
    }),
  );
}

/** What a command did and how the book looks after it, as plain data; trades name orders by their ids. */
export interface BookOutcome {
  trades: { makerId: number; takerId: number; priceTicks: number; lots: number; makerLeaves: number }[];
  bids: [priceTicks: number, lots: number][];
  asks: [priceTicks: number, lots: number][];
  /** Has a bid, its price and lots, has an ask, its price and lots. */
  best: number[];
  /** Lots that buy and sell at the command's price. */
  lotsAt: [number, number];
  /** Open lots before the order that `pick` means, of the orders that rest now. */
  lotsAhead: number | null;
  /** Whether an auction has traded yet, and price, lots and imbalance of the last one. */
  auction: number[];
  orders: number;
  hash: number;
}

/** Plays commands on a book of its own and releases the orders that are done. */
export class BookPlayer {
  readonly store = new OrderStore(10_000);
  readonly book: OrderBook;
  private resting: number[] = [];
  private nextOrderId = 1;
  private inAuction = false;
  private hasTradedInAuction = false;
  private readonly ticks = new Int32Array(64);
  private readonly lots = new Int32Array(64);

  constructor(newBook: (store: OrderStore) => OrderBook) {
    this.book = newBook(this.store);
  }

  play(command: BookCommand): BookOutcome {
    this.book.fills.count = 0;
    this.execute(command);
    const { store } = this;
    const done = this.resting.filter((slot) => store.stateOf(slot) === ORDER_DONE);
    this.resting = this.resting.filter((slot) => store.stateOf(slot) === ORDER_RESTING);
    const outcome = this.outcome(command);
    for (const slot of done) store.release(slot);
    return outcome;
  }

  private execute(command: BookCommand): void {
    const picked = this.picked(command);
    switch (command.kind) {
      case "enter":
      case "immediate":
        this.enter(command);
        return;
      case "cancel":
        if (picked !== undefined) this.book.cancel(picked);
        return;
      case "replace":
        if (picked !== undefined) this.replace(picked, command);
        return;
      case "callAuction":
        this.inAuction = true;
        return;
      case "uncross":
        this.inAuction = false;
        if (this.book.uncross(command.priceTicks)) this.hasTradedInAuction = true;
        return;
      case "takeFirst":
        this.book.takeFirst();
        return;
    }
  }

  private enter({ kind, side, priceTicks, lots }: BookCommand): void {
    const tif = kind === "immediate" && !this.inAuction ? TIF_IMMEDIATE : TIF_DAY;
    const slot = this.store.allocate(this.nextOrderId++, 0, 0, side, tif, priceTicks, lots);
    this.resting.push(slot);
    if (this.inAuction) this.book.rest(slot);
    else this.book.submit(slot);
  }

  /** Of every three replacements one keeps the price, so that fewer lots keep priority. */
  private replace(slot: number, { priceTicks, lots, pick }: BookCommand): void {
    const price = pick % 3 === 0 ? this.store.priceTicksOf(slot) : priceTicks;
    this.book.replace(slot, price, lots, !this.inAuction);
  }

  private picked({ pick }: BookCommand): number | undefined {
    return this.resting[pick % Math.max(1, this.resting.length)];
  }

  private outcome(command: BookCommand): BookOutcome {
    const { book, store } = this;
    const { fills } = book;
    const picked = this.picked(command);
    return {
      trades: Array.from({ length: fills.count }, (_, i) => ({
        makerId: store.orderIdOf(fills.makerSlot[i]),
        takerId: store.orderIdOf(fills.takerSlot[i]),
        priceTicks: fills.priceTicks[i],
        lots: fills.lots[i],
        makerLeaves: fills.makerLeaves[i],
      })),
      bids: this.levels(1),
      asks: this.levels(-1),
      best: [Number(book.hasBid), book.bidTicks, book.bidLots, Number(book.hasAsk), book.askTicks, book.askLots],
      lotsAt: [book.lotsAt(1, command.priceTicks), book.lotsAt(-1, command.priceTicks)],
      lotsAhead: picked === undefined ? null : book.lotsAhead(picked),
      auction: [Number(this.hasTradedInAuction), book.auctionPriceTicks, book.auctionLots, book.imbalance],
      orders: book.orders,
      hash: book.hash(),
    };
  }

  private levels(side: Side): [number, number][] {
    const count = this.book.depth(side, this.ticks.length, this.ticks, this.lots);
    return Array.from({ length: count }, (_, i) => [this.ticks[i], this.lots[i]]);
  }
}
