import { MapBook } from "./map-book.mjs";

export const LIMIT = 0;
export const MARKET = 1;
export const CANCEL = 2;
export const REPLACE = 3;
/** Words of a command: kind, order number, side, price, lots. */
export const WORDS = 5;

/**
 * Shares of the kinds of command; `marketable`: share of the limits that cross; `reach`: how many ticks from the middle
 * prices lie; `resting`: orders in the book at the start; `walk`: most ticks that the middle moves per command.
 */
export const flows = {
  quiet: { limit: 0.5, cancel: 0.45, replace: 0, marketable: 0, reach: 40, resting: 1000, walk: 0 },
  crossing: { limit: 0.95, cancel: 0.05, replace: 0, marketable: 0.5, reach: 40, resting: 1000, walk: 0 },
  wide: { limit: 0.5, cancel: 0.45, replace: 0, marketable: 0, reach: 2500, resting: 20_000, walk: 1 },
  replaces: { limit: 0.25, cancel: 0.2, replace: 0.5, marketable: 0, reach: 40, resting: 1000, walk: 0 },
};

/** The commands of a flow, those that fill the book at the start included, and the number of orders in them. */
export function commandsOf(flow, count) {
  const random = mulberry32(20260322);
  const below = (n) => Math.floor(random() * n);
  const total = count + flow.resting;
  const commands = new Int32Array(total * WORDS);
  const book = new MapBook();
  const live = new Live();
  let orders = 0;
  let middle = 0;
  for (let i = 0; i < total; i++) {
    const draw = random();
    const side = random() < 0.5 ? 1 : -1;
    const lots = 1 + below(10);
    middle += flow.walk * (below(3) - 1);
    const command = { kind: LIMIT, order: orders, side, price: middle - side * (1 + below(flow.reach)), lots };
    const isLimit = i < flow.resting || draw < flow.limit || live.size() === 0;
    if (isLimit) {
      if (i >= flow.resting && random() < flow.marketable) command.price = middle + side * flow.reach;
      orders++;
    } else if (draw < flow.limit + flow.cancel) {
      Object.assign(command, { kind: CANCEL, order: live.draw(random) });
    } else if (draw < flow.limit + flow.cancel + flow.replace) {
      const order = live.draw(random);
      const resting = book.orders.get(order);
      const price = random() < 0.5 ? resting.price : middle - resting.side * (1 + below(flow.reach));
      Object.assign(command, { kind: REPLACE, order, price });
    } else {
      Object.assign(command, { kind: MARKET, price: middle + side * 10 * flow.reach });
      orders++;
    }
    commands.set([command.kind, command.order, command.side, command.price, command.lots], i * WORDS);
    perform(book, command, live);
  }
  return { commands, orders, total };
}

function perform(book, { kind, order, side, price, lots }, live) {
  let trades = [];
  if (kind === CANCEL) book.cancel(order);
  else if (kind === REPLACE) trades = book.replace(order, price, lots);
  else trades = book.submit(order, side, price, lots, kind === MARKET);
  for (const trade of trades) if (!book.orders.has(trade.maker)) live.remove(trade.maker);
  if (book.orders.has(order)) live.add(order);
  else live.remove(order);
}

/** The numbers of the resting orders, to draw one of. */
class Live {
  numbers = [];
  places = new Map();

  size() {
    return this.numbers.length;
  }

  draw(random) {
    return this.numbers[Math.floor(random() * this.numbers.length)];
  }

  add(number) {
    if (this.places.has(number)) return;
    this.places.set(number, this.numbers.length);
    this.numbers.push(number);
  }

  remove(number) {
    const place = this.places.get(number);
    if (place === undefined) return;
    const last = this.numbers.pop();
    this.places.delete(number);
    if (last === number) return;
    this.numbers[place] = last;
    this.places.set(last, place);
  }
}

/** A small generator of uniform numbers by Tommy Ettinger, enough for a benchmark. */
function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
