// Draws the commands of a flow. Which orders still rest, so that they can be cancelled, an engine says that plays along.
import { ATTRIBUTES, EXTRA, KIND, LOTS, ORDER, PRICE, SIDE, TIF, WORDS } from "./book-commands.mjs";
import { CANCEL, LIMIT, MARKET, REPLACE, SPECIAL } from "./book-commands.mjs";
import { bits, EngineDesk } from "./book-engine.mjs";
import { COMMANDS } from "./book-flows.mjs";

const MOST_LOTS = 10;
/** The middle at the start, high enough for packages that want prices above zero. */
const FIRST_MIDDLE = 1_000_000;
/** No order rests so many ticks away: market orders of books that know none are limits there. */
const FAR = 500_000;

/** The commands of a flow, those that fill the book included, and the number of orders in them. */
export function drawFlow(flow) {
  const draw = new Draw(flow, COMMANDS + flow.resting);
  for (let n = 0; n < COMMANDS + flow.resting; n++) draw.command(n);
  return { commands: draw.commands, orders: draw.orders };
}

class Draw {
  constructor(flow, total) {
    this.flow = flow;
    this.total = total;
    this.commands = new Int32Array(total * WORDS);
    this.orders = 0;
    this.random = mulberry32(20260322);
    this.walked = 0;
    this.live = new LiveOrders();
    this.desk = new EngineDesk(flow, this.live);
    this.live.store = this.desk.store;
  }

  command(n) {
    const { flow } = this;
    this.walked += flow.walk * (this.below(3) - 1);
    this.middle = FIRST_MIDDLE + this.walked + Math.floor((flow.drift * n) / this.total);
    this.side = this.random() < 0.5 ? 1 : -1;
    this.lots = 1 + this.below(MOST_LOTS);
    const drawn = n < flow.resting ? this.passive() : this.drawn(this.random());
    const at = n * WORDS;
    this.commands[at + KIND] = drawn.kind;
    this.commands[at + ORDER] = drawn.order ?? this.orders++;
    this.commands[at + SIDE] = this.side;
    this.commands[at + PRICE] = drawn.price ?? 0;
    this.commands[at + LOTS] = drawn.lots ?? this.lots;
    this.commands[at + TIF] = drawn.tif ?? bits.TIF_DAY;
    this.commands[at + ATTRIBUTES] = drawn.attributes ?? 0;
    this.commands[at + EXTRA] = drawn.extra ?? 0;
    this.desk.play(this.commands, at, at + WORDS);
  }

  drawn(share) {
    const { flow, live } = this;
    const scarce = live.count < flow.resting;
    if (share < flow.limit) return this.limit();
    if (share < flow.limit + flow.cancel)
      return scarce ? this.passive() : { kind: CANCEL, order: live.any(this.random()) };
    if (share < flow.limit + flow.cancel + flow.replace) return this.replacement();
    return flow.features ? this.special(bits.TYPE_MARKET, bits.TIF_IMMEDIATE) : this.market();
  }

  passive() {
    return { kind: LIMIT, price: this.middle - this.side * (1 + this.below(this.flow.reach)) };
  }

  limit() {
    if (this.flow.features) return this.featured();
    if (this.random() >= this.flow.marketable) return this.passive();
    return { kind: LIMIT, price: this.middle + this.side * this.flow.reach };
  }

  market() {
    const price = this.middle + this.side * FAR;
    return { kind: MARKET, price, tif: bits.TIF_IMMEDIATE, attributes: bits.TYPE_MARKET };
  }

  /** Half of the replacements keep the price; all of post-only orders, which else might trade. */
  replacement() {
    const { live } = this;
    const { store } = this.desk;
    const order = live.any(this.random());
    const slot = live.find(0, order);
    if (store.isStop(slot)) return { kind: CANCEL, order };
    this.side = store.sideOf(slot);
    const keeps = this.random() < 0.5 || store.isPostOnly(slot);
    return { kind: REPLACE, order, price: keeps ? store.priceTicksOf(slot) : this.passive().price };
  }

  /** Of orders of every type a good part, self-trade prevention for all. */
  featured() {
    const price = this.passive().price;
    const near = this.middle + this.side * this.below(5);
    const stop = this.middle + this.side * (1 + this.below(20));
    const book = this.desk.engine.book(0);
    const behind = this.side === 1 ? Math.min(price, book.askTicks - 1) : Math.max(price, book.bidTicks + 1);
    switch (this.below(16)) {
      case 0:
      case 1:
        return { ...this.special(bits.ICEBERG, bits.TIF_DAY, price, this.lots), lots: 10 * this.lots };
      case 2:
        return this.special(bits.TYPE_STOP, bits.TIF_DAY, 0, stop);
      case 3:
        return this.special(bits.TYPE_STOP_LIMIT, bits.TIF_DAY, stop + 5 * this.side, stop);
      case 4:
        return this.special(0, bits.TIF_IMMEDIATE, near);
      case 5:
        return this.special(bits.HAS_MINIMUM, bits.TIF_IMMEDIATE, near, this.lots);
      case 6:
        return this.special(bits.HAS_MINIMUM, bits.TIF_IMMEDIATE, near, 1);
      case 7:
        return this.special(bits.POST_ONLY, bits.TIF_DAY, behind);
      case 8:
        return this.special(bits.TYPE_MARKET_TO_LIMIT, bits.TIF_DAY);
      default:
        return this.special(0, bits.TIF_DAY, price);
    }
  }

  below(n) {
    return Math.floor(n * this.random());
  }

  special(attributes, tif, price = 0, extra = 0) {
    const stp = bits.STP_CANCEL_NEWEST + this.below(4);
    return { kind: SPECIAL, price, tif, attributes: attributes | (stp << bits.STP_SHIFT), extra };
  }
}

/** Slots by order numbers of the orders that live, of which any can be drawn. */
class LiveOrders {
  store;
  numbers = [];
  slots = new Map();
  places = new Map();

  get count() {
    return this.numbers.length;
  }

  any(share) {
    return this.numbers[Math.floor(share * this.numbers.length)];
  }

  find(at, number) {
    return this.slots.get(number);
  }

  add(at, number, slot) {
    this.slots.set(number, slot);
    this.places.set(number, this.numbers.length);
    this.numbers.push(number);
  }

  forget(slot) {
    const number = this.store.orderIdOf(slot);
    const place = this.places.get(number);
    const last = this.numbers.pop();
    this.slots.delete(number);
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
