import { describe, expect, it } from "vitest";
import { InvariantError } from "../../base/assert.ts";
import { books, Desk } from "../../testing/book-desk.ts";
import { TIF_DAY, TIF_IMMEDIATE } from "./order-store.ts";

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
