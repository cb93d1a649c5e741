// The books that the engine is held against: a plain one on Map and arrays, and two packages of npm.
import { createRequire } from "node:module";
import * as layout from "./book-commands.mjs";
import { addTrade } from "./book-sum.mjs";
import { LinkedMapBook, MapBook } from "./map-book.mjs";
import { ProRataMapBook } from "./pro-rata-map-book.mjs";

const { WORDS, KIND, ORDER, SIDE, PRICE, LOTS, MARKET, CANCEL, REPLACE } = layout;
const require = createRequire(process.env.TOKENPIT_PEERS ?? import.meta.url);

export class MapDesk {
  constructor(flow) {
    this.book = flow.allocation === "pro_rata" ? new ProRataMapBook() : new MapBook();
  }

  play(commands, from, to) {
    const { book } = this;
    let sum = 0;
    for (let at = from; at < to; at += WORDS) {
      const kind = commands[at + KIND];
      const order = commands[at + ORDER];
      if (kind === CANCEL) {
        book.cancel(order);
        continue;
      }
      const price = commands[at + PRICE];
      const lots = commands[at + LOTS];
      const trades =
        kind === REPLACE
          ? book.replace(order, price, lots)
          : book.submit(order, commands[at + SIDE], price, lots, kind === MARKET);
      for (const made of trades) sum = addTrade(sum, made.maker, made.taker, made.price, made.lots);
    }
    return sum;
  }
}

/** The stronger plain book. */
export class LinkedMapDesk extends MapDesk {
  constructor() {
    super({});
    this.book = new LinkedMapBook();
  }
}

/** nodejs-order-book, which wants ids as text; they are made before. */
export class NodejsOrderBookDesk {
  constructor({ orders }) {
    const { OrderBook } = require("nodejs-order-book");
    this.book = new OrderBook();
    this.names = Array.from({ length: orders }, (_, order) => `order-${order}`);
    this.numbers = new Map(this.names.map((name, order) => [name, order]));
  }

  play(commands, from, to) {
    const { book, names } = this;
    let sum = 0;
    for (let at = from; at < to; at += WORDS) {
      const kind = commands[at + KIND];
      const order = commands[at + ORDER];
      const id = names[order];
      if (kind === CANCEL) {
        book.cancel(id);
        continue;
      }
      const side = commands[at + SIDE] === 1 ? "buy" : "sell";
      const size = commands[at + LOTS];
      const result =
        kind === MARKET ? book.market({ side, size }) : book.limit({ id, side, size, price: commands[at + PRICE] });
      if (result.err !== null) throw result.err;
      sum = this.add(sum, order, result);
    }
    return sum;
  }

  /** `done` are the makers that were filled, then the taker if it was, `partial` a maker or taker that was not. */
  add(sum, taker, { done, partial, partialQuantityProcessed }) {
    const { names, numbers } = this;
    for (const order of done) {
      if (order.id !== names[taker]) sum = addTrade(sum, numbers.get(order.id), taker, order.price, order.size);
    }
    if (partial === null || partial.id === names[taker]) return sum;
    return addTrade(sum, numbers.get(partial.id), taker, partial.price, partialQuantityProcessed);
  }
}

/** limit-order-book, which wants everything as text; the texts are made before. */
export class LimitOrderBookDesk {
  constructor({ orders, commands }) {
    this.parts = require("limit-order-book");
    this.book = new this.parts.LimitOrderBook();
    this.names = Array.from({ length: orders }, (_, order) => `${order}`);
    this.texts = new Map();
    for (let at = 0; at < commands.length; at += WORDS) {
      for (const word of [PRICE, LOTS]) this.texts.set(commands[at + word], `${commands[at + word]}`);
    }
  }

  play(commands, from, to) {
    const { book, names, texts } = this;
    const { LimitOrder, MarketOrder } = this.parts;
    let sum = 0;
    for (let at = from; at < to; at += WORDS) {
      const kind = commands[at + KIND];
      const order = commands[at + ORDER];
      const id = names[order];
      if (kind === CANCEL) {
        book.remove(id);
        continue;
      }
      const side = commands[at + SIDE] === 1 ? "bid" : "ask";
      const lots = texts.get(commands[at + LOTS]);
      const price = texts.get(commands[at + PRICE]);
      const sent = kind === MARKET ? new MarketOrder(id, side, lots) : new LimitOrder(id, side, price, lots);
      for (const maker of book.add(sent).makers)
        sum = addTrade(sum, Number(maker.orderId), order, Number(maker.price), Number(maker.filled));
    }
    return sum;
  }
}
