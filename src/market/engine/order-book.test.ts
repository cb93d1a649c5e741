import { describe, expect, it } from "vitest";
import { books, Desk } from "../../testing/book-desk.ts";
import { ORDER_DONE, ORDER_RESTING, TIF_IMMEDIATE } from "./order-store.ts";

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
