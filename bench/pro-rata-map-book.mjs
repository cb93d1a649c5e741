import { MapBook } from "./map-book.mjs";

/**
 * The same book with pro rata allocation: the lots of an order that comes go to the orders at the best price in
 * proportion to theirs, rounded down, and what rounding left by time.
 */
export class ProRataMapBook extends MapBook {
  match(order) {
    const trades = [];
    const side = order.side === 1 ? this.sells : this.buys;
    while (order.leaves > 0 && side.prices.length > 0) {
      const price = side.prices[side.prices.length - 1];
      if (order.side * price > order.side * order.price) break;
      this.shareOut(order, [...side.levels.get(price).orders], side, trades);
    }
    return trades;
  }

  shareOut(order, level, side, trades) {
    const total = level.reduce((lots, maker) => lots + maker.leaves, 0);
    const open = Math.min(order.leaves, total);
    const given = level.map((maker) => Math.floor((open * maker.leaves) / total));
    let rest = open - given.reduce((lots, part) => lots + part, 0);
    level.forEach((maker, i) => {
      const more = Math.min(rest, maker.leaves - given[i]);
      rest -= more;
      const lots = given[i] + more;
      if (lots === 0) return;
      maker.leaves -= lots;
      order.leaves -= lots;
      trades.push({ maker: maker.id, taker: order.id, price: maker.price, lots });
      if (maker.leaves === 0) this.remove(side, maker);
    });
  }
}
