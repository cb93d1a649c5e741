import { describe, expect, it } from "vitest";
import { books, Desk } from "../../testing/book-desk.ts";
import { ORDER_RESTING } from "./order-store.ts";

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
