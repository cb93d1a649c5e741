/**
 * The order book that one would write in an afternoon: an object per order, a Map from price to an array of orders, a
 * sorted array of prices per side. The measure of what the embedded book is worth.
 */
export class MapBook {
  constructor() {
    this.orders = new Map();
    this.buys = { levels: new Map(), prices: [], sign: 1 };
    this.sells = { levels: new Map(), prices: [], sign: -1 };
  }

  /** Returns the trades; what is left rests unless the order is immediate. */
  submit(id, side, price, lots, immediate) {
    const order = { id, side, price, leaves: lots };
    const trades = this.match(order);
    if (order.leaves > 0 && !immediate) this.add(order);
    return trades;
  }

  cancel(id) {
    const order = this.orders.get(id);
    this.orders.delete(id);
    const side = order.side === 1 ? this.buys : this.sells;
    const level = side.levels.get(order.price);
    level.splice(level.indexOf(order), 1);
    if (level.length === 0) this.dropLevel(side, order.price);
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
      const level = side.levels.get(price);
      const maker = level[0];
      const lots = Math.min(order.leaves, maker.leaves);
      order.leaves -= lots;
      maker.leaves -= lots;
      trades.push({ maker: maker.id, taker: order.id, price, lots });
      if (maker.leaves === 0) {
        level.shift();
        this.orders.delete(maker.id);
        if (level.length === 0) this.dropLevel(side, price);
      }
    }
    return trades;
  }

  add(order) {
    this.orders.set(order.id, order);
    const side = order.side === 1 ? this.buys : this.sells;
    const level = side.levels.get(order.price);
    if (level !== undefined) level.push(order);
    else {
      side.levels.set(order.price, [order]);
      side.prices.splice(this.position(side, order.price), 0, order.price);
    }
  }

  dropLevel(side, price) {
    side.levels.delete(price);
    side.prices.splice(this.position(side, price), 1);
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
