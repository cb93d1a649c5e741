/**
 * The order book that one would write in an afternoon: an object per order, a Map from price to an array of orders, a
 * sorted array of prices per side. The measure of what the engine's book is worth.
 */
export class MapBook {
  constructor() {
    this.orders = new Map();
    this.buys = { levels: new Map(), prices: [], sign: 1 };
    this.sells = { levels: new Map(), prices: [], sign: -1 };
  }

  /** Returns the trades; what is left rests unless the order is immediate. */
  submit(id, side, price, lots, immediate) {
    const order = this.newOrder(id, side, price, lots);
    const trades = this.match(order);
    if (order.leaves > 0 && !immediate) this.add(order);
    return trades;
  }

  cancel(id) {
    const order = this.orders.get(id);
    this.remove(order.side === 1 ? this.buys : this.sells, order);
  }

  replace(id, price, lots) {
    const order = this.orders.get(id);
    if (price === order.price && lots <= order.leaves) {
      order.leaves = lots;
      return [];
    }
    this.cancel(id);
    return this.submit(id, order.side, price, lots, false);
  }

  match(order) {
    const trades = [];
    const side = order.side === 1 ? this.sells : this.buys;
    while (order.leaves > 0 && side.prices.length > 0) {
      const price = side.prices[side.prices.length - 1];
      if (order.side * price > order.side * order.price) break;
      const maker = side.levels.get(price).first;
      const lots = Math.min(order.leaves, maker.leaves);
      order.leaves -= lots;
      maker.leaves -= lots;
      trades.push({ maker: maker.id, taker: order.id, price, lots });
      if (maker.leaves === 0) this.remove(side, maker);
    }
    return trades;
  }

  add(order) {
    this.orders.set(order.id, order);
    const side = order.side === 1 ? this.buys : this.sells;
    let level = side.levels.get(order.price);
    if (level === undefined) {
      level = this.newLevel();
      side.levels.set(order.price, level);
      side.prices.splice(this.position(side, order.price), 0, order.price);
    }
    level.push(order);
  }

  remove(side, order) {
    this.orders.delete(order.id);
    const level = side.levels.get(order.price);
    level.remove(order);
    if (level.first !== undefined) return;
    side.levels.delete(order.price);
    side.prices.splice(this.position(side, order.price), 1);
  }

  newOrder(id, side, price, leaves) {
    return { id, side, price, leaves };
  }

  newLevel() {
    return new ArrayLevel();
  }

  /** Prices are sorted with the best last. */
  position({ prices, sign }, price) {
    let low = 0;
    let high = prices.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sign * prices[middle] < sign * price) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

class ArrayLevel {
  orders = [];

  get first() {
    return this.orders[0];
  }

  push(order) {
    this.orders.push(order);
  }

  remove(order) {
    if (order === this.orders[0]) this.orders.shift();
    else this.orders.splice(this.orders.indexOf(order), 1);
  }
}

/** The same with a linked list of orders at each price, which a deep level's cancels do not search. */
export class LinkedMapBook extends MapBook {
  newOrder(id, side, price, leaves) {
    return { id, side, price, leaves, previous: undefined, next: undefined };
  }

  newLevel() {
    return new LinkedLevel();
  }
}

class LinkedLevel {
  first = undefined;
  last = undefined;

  push(order) {
    order.previous = this.last;
    if (this.last === undefined) this.first = order;
    else this.last.next = order;
    this.last = order;
  }

  remove({ previous, next }) {
    if (previous === undefined) this.first = next;
    else previous.next = next;
    if (next === undefined) this.last = previous;
    else next.previous = previous;
  }
}
