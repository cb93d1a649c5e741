import { describe, expect, it } from "vitest";
import { InvariantError } from "../base/assert.ts";
import { FastBook } from "./fast-book.ts";
import { NaiveBook } from "./naive-book.ts";
import type { OrderBook } from "./order-book.ts";
import { ORDER_DONE, ORDER_RESTING, OrderStore, TIF_DAY, TIF_IMMEDIATE } from "./order-store.ts";

/** A book with short commands: orders are named by the letters that they get in turn. */
class Desk {
  readonly store = new OrderStore(1000);
  readonly book: OrderBook;
  private entered = 0;

  constructor(newBook: (store: OrderStore) => OrderBook) {
    this.book = newBook(this.store);
  }

  order(side: 1 | -1, priceTicks: number, lots: number, tif = TIF_DAY, instrument = 0): number {
    return this.store.allocate("A".charCodeAt(0) + this.entered++, 0, instrument, side, tif, priceTicks, lots);
  }

  buy(priceTicks: number, lots: number, tif = TIF_DAY): number {
    const slot = this.order(1, priceTicks, lots, tif);
    this.book.submit(slot);
    return slot;
  }

  sell(priceTicks: number, lots: number, tif = TIF_DAY): number {
    const slot = this.order(-1, priceTicks, lots, tif);
    this.book.submit(slot);
    return slot;
  }

  rest(side: 1 | -1, priceTicks: number, lots: number): number {
    const slot = this.order(side, priceTicks, lots);
    this.book.rest(slot);
    return slot;
  }

  /** "C takes 5 of A at 100" for each trade of the last command. */
  trades(): string[] {
    const { fills } = this.book;
    return Array.from({ length: fills.count }, (_, i) => {
      const [taker, maker] = [this.name(fills.takerSlot[i]), this.name(fills.makerSlot[i])];
      return `${taker} takes ${fills.lots[i]} of ${maker} at ${fills.priceTicks[i]}`;
    });
  }

  depth(side: 1 | -1): string {
    const [ticks, lots] = [new Int32Array(10), new Int32Array(10)];
    const count = this.book.depth(side, 10, ticks, lots);
    return Array.from({ length: count }, (_, i) => `${lots[i]}@${ticks[i]}`).join(" ");
  }

  private name(slot: number): string {
    return String.fromCharCode(this.store.orderIdOf(slot));
  }
}

const books: [name: string, newBook: (store: OrderStore) => OrderBook][] = [
  ["FastBook", (store) => new FastBook(store)],
  ["NaiveBook", (store) => new NaiveBook(store)],
];

describe.each(books)("%s in continuous trading", (_name, newBook) => {
  it("is empty at first", () => {
    const { book } = new Desk(newBook);
    expect([book.hasBid, book.bidTicks, book.bidLots]).toEqual([false, 0, 0]);
    expect([book.hasAsk, book.askTicks, book.askLots]).toEqual([false, 0, 0]);
    expect(book.orders).toBe(0);
    expect(book.takeFirst()).toBe(-1);
    book.verify();
  });

  it("rests orders that do not meet, best price first", () => {
    const desk = new Desk(newBook);
    for (const price of [98, 100, 99]) desk.buy(price, 5);
    for (const price of [103, 101, 102, 101]) desk.sell(price, 2);
    expect(desk.depth(1)).toBe("5@100 5@99 5@98");
    expect(desk.depth(-1)).toBe("4@101 2@102 2@103");
    const { book } = desk;
    expect([book.hasBid, book.bidTicks, book.bidLots, book.hasAsk, book.askTicks, book.askLots]).toEqual([
      true,
      100,
      5,
      true,
      101,
      4,
    ]);
    expect(book.orders).toBe(7);
  });

  it("trades at the resting order's price, and the rest of an arriving order rests", () => {
    const desk = new Desk(newBook);
    const a = desk.sell(100, 3);
    const b = desk.buy(105, 10);
    expect(desk.trades()).toEqual(["B takes 3 of A at 100"]);
    expect(desk.store.stateOf(a)).toBe(ORDER_DONE);
    expect(desk.store.stateOf(b)).toBe(ORDER_RESTING);
    expect([desk.store.lotsOf(b), desk.store.leavesOf(b)]).toEqual([10, 7]);
    expect(desk.depth(1)).toBe("7@105");
    expect(desk.depth(-1)).toBe("");
  });

  it("fills a resting order in parts, which keeps its place", () => {
    const desk = new Desk(newBook);
    const a = desk.buy(100, 10);
    const b = desk.buy(100, 10);
    desk.sell(100, 4);
    expect(desk.trades()).toEqual(["C takes 4 of A at 100"]);
    expect(desk.book.fills.makerLeaves[0]).toBe(6);
    expect(desk.store.leavesOf(a)).toBe(6);
    expect(desk.book.lotsAhead(b)).toBe(6);
    desk.sell(100, 8);
    expect(desk.trades()).toEqual(["D takes 6 of A at 100", "D takes 2 of B at 100"]);
  });

  it("takes better prices first, then earlier orders", () => {
    const desk = new Desk(newBook);
    desk.sell(101, 1);
    desk.sell(100, 1);
    desk.sell(101, 1);
    desk.sell(100, 1);
    desk.buy(101, 4);
    expect(desk.trades()).toEqual([
      "E takes 1 of B at 100",
      "E takes 1 of D at 100",
      "E takes 1 of A at 101",
      "E takes 1 of C at 101",
    ]);
    expect(desk.book.orders).toBe(0);
  });

  it("stops at the arriving order's limit", () => {
    const desk = new Desk(newBook);
    desk.sell(100, 1);
    desk.sell(102, 1);
    desk.buy(101, 5);
    expect(desk.trades()).toEqual(["C takes 1 of A at 100"]);
    expect([desk.depth(1), desk.depth(-1)]).toEqual(["4@101", "1@102"]);
  });

  it("kills what an immediate order cannot trade", () => {
    const desk = new Desk(newBook);
    desk.buy(100, 3);
    const b = desk.sell(99, 5, TIF_IMMEDIATE);
    expect(desk.trades()).toEqual(["B takes 3 of A at 100"]);
    expect(desk.store.stateOf(b)).toBe(ORDER_DONE);
    expect(desk.store.leavesOf(b)).toBe(2);
    const c = desk.sell(99, 5, TIF_IMMEDIATE);
    expect(desk.trades()).toEqual([]);
    expect(desk.store.stateOf(c)).toBe(ORDER_DONE);
    expect(desk.book.orders).toBe(0);
  });

  it("forgets a cancelled order, wherever in the queue it is", () => {
    const desk = new Desk(newBook);
    const slots = [1, 2, 3, 4, 5].map((lots) => desk.buy(100, lots));
    for (const place of [2, 0, 4]) desk.book.cancel(slots[place]);
    desk.book.verify();
    expect(desk.store.stateOf(slots[2])).toBe(ORDER_DONE);
    expect(desk.store.leavesOf(slots[2])).toBe(3);
    expect(desk.depth(1)).toBe("6@100");
    desk.sell(100, 6);
    expect(desk.trades()).toEqual(["F takes 2 of B at 100", "F takes 4 of D at 100"]);
  });

  it("finds the next best price when a level empties, and an empty side when the last does", () => {
    const desk = new Desk(newBook);
    const best = desk.buy(100, 1);
    const worst = desk.buy(-7, 2);
    desk.book.cancel(best);
    expect([desk.book.hasBid, desk.book.bidTicks, desk.book.bidLots]).toEqual([true, -7, 2]);
    desk.book.cancel(worst);
    expect([desk.book.hasBid, desk.book.bidTicks, desk.book.bidLots]).toEqual([false, 0, 0]);
    desk.buy(-9, 3);
    expect([desk.book.hasBid, desk.book.bidTicks, desk.book.bidLots]).toEqual([true, -9, 3]);
    desk.book.verify();
  });

  it("keeps priority when lots are reduced at the same price", () => {
    const desk = new Desk(newBook);
    const a = desk.buy(100, 10);
    desk.buy(100, 10);
    desk.sell(100, 2);
    desk.book.replace(a, 100, 5, true);
    expect([desk.store.lotsOf(a), desk.store.leavesOf(a)]).toEqual([7, 5]);
    expect(desk.depth(1)).toBe("15@100");
    desk.sell(100, 6);
    expect(desk.trades()).toEqual(["D takes 5 of A at 100", "D takes 1 of B at 100"]);
  });

  it("keeps priority when nothing changes", () => {
    const desk = new Desk(newBook);
    const a = desk.buy(100, 10);
    desk.buy(100, 10);
    desk.book.replace(a, 100, 10, true);
    expect(desk.book.lotsAhead(a)).toBe(0);
  });

  it("loses priority when lots are raised", () => {
    const desk = new Desk(newBook);
    const a = desk.buy(100, 10);
    desk.buy(100, 10);
    desk.book.replace(a, 100, 11, true);
    expect(desk.book.lotsAhead(a)).toBe(10);
    desk.sell(100, 12);
    expect(desk.trades()).toEqual(["C takes 10 of B at 100", "C takes 2 of A at 100"]);
  });

  it("loses priority when the price changes, and does not win it back by returning", () => {
    const desk = new Desk(newBook);
    const a = desk.buy(100, 10);
    desk.buy(100, 10);
    desk.book.replace(a, 99, 10, true);
    expect(desk.depth(1)).toBe("10@100 10@99");
    desk.book.replace(a, 100, 10, true);
    expect(desk.book.lotsAhead(a)).toBe(10);
  });

  it("trades as the taker when a replacement crosses, and may be filled by it", () => {
    const desk = new Desk(newBook);
    desk.sell(102, 4);
    const b = desk.buy(100, 10);
    desk.book.replace(b, 103, 6, true);
    expect(desk.trades()).toEqual(["B takes 4 of A at 102"]);
    expect([desk.store.lotsOf(b), desk.store.leavesOf(b), desk.store.stateOf(b)]).toEqual([6, 2, ORDER_RESTING]);
    const c = desk.sell(104, 2);
    desk.book.replace(c, 103, 2, true);
    expect(desk.trades()).toEqual(["C takes 2 of B at 103"]);
    expect(desk.store.stateOf(c)).toBe(ORDER_DONE);
    expect(desk.book.orders).toBe(0);
  });

  it("lets an account trade with itself: the venue decides about that", () => {
    const desk = new Desk(newBook);
    desk.buy(100, 1);
    desk.sell(100, 1);
    expect(desk.trades()).toEqual(["B takes 1 of A at 100"]);
  });

  it("trades at zero and negative prices", () => {
    const desk = new Desk(newBook);
    desk.sell(0, 1);
    desk.sell(-3, 1);
    desk.buy(-5, 1);
    expect([desk.book.bidTicks, desk.book.askTicks]).toEqual([-5, -3]);
    desk.buy(0, 2);
    expect(desk.trades()).toEqual(["D takes 1 of B at -3", "D takes 1 of A at 0"]);
  });

  it("takes prices at both ends of the int32s in one book", () => {
    const desk = new Desk(newBook);
    const [lowest, highest] = [-(2 ** 31), 2 ** 31 - 1];
    desk.buy(lowest, 1);
    desk.sell(highest, 1);
    desk.buy(0, 1);
    desk.sell(1, 1);
    expect([desk.depth(1), desk.depth(-1)]).toEqual([`1@0 1@${lowest}`, `1@1 1@${highest}`]);
    expect([desk.book.lotsAt(1, lowest), desk.book.lotsAt(-1, highest), desk.book.lotsAt(1, 1)]).toEqual([1, 1, 0]);
    desk.book.verify();
    desk.buy(highest, 2);
    desk.sell(lowest, 2);
    expect(desk.book.orders).toBe(0);
  });

  it("gives out its orders by priority, buys first, as done", () => {
    const desk = new Desk(newBook);
    const [a, b, c, d] = [desk.buy(99, 1), desk.sell(101, 1), desk.buy(100, 1), desk.buy(100, 1)];
    expect(Array.from({ length: 5 }, () => desk.book.takeFirst())).toEqual([c, d, a, b, -1]);
    expect(desk.store.stateOf(b)).toBe(ORDER_DONE);
    desk.book.verify();
  });

  it("writes no more levels than asked for", () => {
    const desk = new Desk(newBook);
    for (const price of [98, 100, 99]) desk.buy(price, 5);
    const [ticks, lots] = [new Int32Array(3), new Int32Array(3)];
    expect(desk.book.depth(1, 2, ticks, lots)).toBe(2);
    expect([...ticks]).toEqual([100, 99, 0]);
    expect(() => desk.book.depth(1, 4, ticks, lots)).toThrow("no room for so many levels");
  });

  it("has a hash that tells price, lots, owner, side and priority apart", () => {
    const hash = (...orders: [side: 1 | -1, price: number, lots: number][]): number => {
      const desk = new Desk(newBook);
      for (const [side, price, lots] of orders) desk.book.submit(desk.order(side, price, lots));
      return desk.book.hash();
    };
    const later = new Desk(newBook);
    later.buy(100, 6);
    later.buy(100, 6);
    later.book.replace(0, 100, 7, true);
    later.book.replace(0, 100, 6, true);
    const hashes = [
      later.book.hash(),
      hash(),
      hash([1, 100, 6]),
      hash([1, 101, 6]),
      hash([1, 100, 7]),
      hash([-1, 100, 6]),
      hash([1, 100, 6], [1, 100, 6]),
      hash([1, 100, 6], [1, 99, 6]),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hash([1, 100, 6], [1, 99, 6])).toBe(hash([1, 100, 6], [1, 99, 6]));
  });
});

describe.each(books)("%s refuses as a fault of the program", (_name, newBook) => {
  const wrong: [what: string, message: string, act: (desk: Desk, resting: number, done: number) => void][] = [
    ["cancelling an order that is done", "not resting", ({ book }, _, done) => book.cancel(done)],
    ["cancelling a pending order", "not resting", (desk) => desk.book.cancel(desk.order(1, 1, 1))],
    ["cancelling a slot that never was", "not resting", ({ book }) => book.cancel(-1)],
    ["replacing an order that is done", "not resting", ({ book }, _, done) => book.replace(done, 1, 1, true)],
    ["replacing by no lots", "not a positive int32", ({ book }, resting) => book.replace(resting, 50, 0, true)],
    ["replacing by half a lot", "not a positive int32", ({ book }, resting) => book.replace(resting, 50, 0.5, true)],
    ["replacing at half a tick", "not an int32 of ticks", ({ book }, resting) => book.replace(resting, 50.5, 1, true)],
    ["submitting a resting order", "not pending", ({ book }, resting) => book.submit(resting)],
    ["resting an order twice", "not pending", ({ book }, resting) => book.rest(resting)],
    ["resting an immediate order", "cannot rest", (desk) => desk.book.rest(desk.order(1, 1, 1, TIF_IMMEDIATE))],
    [
      "an order of another instrument",
      "another instrument",
      (desk) => desk.book.submit(desk.order(1, 1, 1, TIF_DAY, 7)),
    ],
    [
      "asking for the queue before an order that is done",
      "not resting",
      ({ book }, _, done) => void book.lotsAhead(done),
    ],
    ["an auction without a reference price", "not an int32 of ticks", ({ book }) => void book.uncross(NaN)],
    ["more lots at one price than an int32", "not an int32", (desk) => desk.buy(50, 2 ** 31 - 1)],
  ];

  it.each(wrong)("%s", (_what, message, act) => {
    const desk = new Desk(newBook);
    const resting = desk.buy(50, 5);
    const done = desk.buy(49, 1);
    desk.book.cancel(done);
    expect(() => act(desk, resting, done)).toThrow(InvariantError);
    expect(() => act(desk, resting, done)).toThrow(message);
  });

  it("a replacement whose lots with those filled pass an int32", () => {
    const desk = new Desk(newBook);
    const a = desk.buy(50, 2);
    desk.sell(50, 1);
    expect(() => desk.book.replace(a, 50, 2 ** 31 - 1, true)).toThrow("lots of a replaced order are not an int32");
  });

  it("a resting order of another book on the same store", () => {
    const desk = new Desk(newBook);
    const other = newBook(desk.store);
    desk.buy(50, 5);
    const elsewhere = desk.order(1, 50, 5, TIF_DAY, 1);
    other.submit(elsewhere);
    expect(() => desk.book.cancel(elsewhere)).toThrow("another instrument");
    expect(() => desk.book.replace(elsewhere, 50, 4, true)).toThrow("another instrument");
  });
});

describe.each(books)("%s in an auction", (_name, newBook) => {
  it("rests orders that meet without trading, and refuses continuous matching until it is uncrossed", () => {
    const desk = new Desk(newBook);
    const a = desk.rest(1, 100, 5);
    desk.rest(-1, 99, 3);
    expect([desk.book.bidTicks, desk.book.askTicks, desk.book.fills.count]).toEqual([100, 99, 0]);
    desk.book.verify();
    expect(() => desk.buy(90, 1)).toThrow("continuous matching in a crossed book");
    expect(() => desk.book.replace(a, 101, 5, true)).toThrow("continuous matching in a crossed book");
    expect(desk.book.uncross(99)).toBe(true);
    expect(desk.depth(1)).toBe("2@100");
    desk.book.verify();
    desk.sell(100, 2);
    expect(desk.book.orders).toBe(0);
  });

  it("replaces without matching", () => {
    const desk = new Desk(newBook);
    desk.rest(1, 100, 5);
    const b = desk.rest(-1, 105, 5);
    desk.book.replace(b, 95, 5, false);
    expect([desk.book.fills.count, desk.book.askTicks, desk.book.orders]).toEqual([0, 95, 2]);
  });

  it("finds the price of the worked example: buys 10 at 103 to 100, sells 10 at 99 to 102 trade 30 at 101", () => {
    const desk = new Desk(newBook);
    for (const price of [103, 102, 101, 100]) desk.rest(1, price, 10);
    for (const price of [99, 100, 101, 102]) desk.rest(-1, price, 10);
    expect(desk.book.uncross(0)).toBe(true);
    expect([desk.book.auctionPriceTicks, desk.book.auctionLots, desk.book.imbalance]).toEqual([101, 30, 0]);
    // All buys were accepted before all sells, so they are the makers.
    expect(desk.trades()).toEqual(["E takes 10 of A at 101", "F takes 10 of B at 101", "G takes 10 of C at 101"]);
    expect([desk.depth(1), desk.depth(-1)]).toEqual(["10@100", "10@102"]);
    desk.book.verify();
  });

  it("does not trade when nothing meets, and keeps what rests", () => {
    const desk = new Desk(newBook);
    expect(desk.book.uncross(5)).toBe(false);
    desk.rest(1, 10, 1);
    expect(desk.book.uncross(5)).toBe(false);
    desk.rest(-1, 11, 1);
    expect(desk.book.uncross(5)).toBe(false);
    expect([desk.book.auctionLots, desk.book.fills.count, desk.book.orders]).toEqual([0, 0, 2]);
  });

  it("gives lots by price, then by acceptance, and names the order accepted earlier as the maker", () => {
    const desk = new Desk(newBook);
    desk.rest(-1, 100, 4);
    desk.rest(1, 100, 3);
    desk.rest(1, 101, 3);
    const d = desk.rest(1, 100, 3);
    desk.rest(-1, 99, 3);
    desk.book.replace(d, 100, 2, false);
    expect(desk.book.uncross(100)).toBe(true);
    expect(desk.trades()).toEqual(["E takes 3 of C at 100", "B takes 3 of A at 100", "D takes 1 of A at 100"]);
    expect([desk.book.auctionLots, desk.book.imbalance, desk.depth(1)]).toEqual([7, 1, "1@100"]);
    expect(desk.store.stateOf(d)).toBe(ORDER_RESTING);
  });

  it("takes priority away from an order replaced by more lots", () => {
    const desk = new Desk(newBook);
    const a = desk.rest(1, 100, 1);
    desk.rest(1, 100, 2);
    desk.book.replace(a, 100, 2, false);
    desk.rest(-1, 100, 3);
    desk.book.uncross(100);
    expect(desk.trades()).toEqual(["C takes 2 of B at 100", "C takes 1 of A at 100"]);
  });
});
