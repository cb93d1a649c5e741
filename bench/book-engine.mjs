// How the benchmarks drive the engine: as a venue does, with the order's slot taken from the store before a command and
// given back when the outcomes say that the order is over.
import { fileURLToPath } from "node:url";
import * as layout from "./book-commands.mjs";
import { addTrade } from "./book-sum.mjs";

const dist = process.env.TOKENPIT_DIST ?? fileURLToPath(new URL("../dist", import.meta.url));
const load = (name) => import(new URL(`file://${dist}/market/engine/${name}.js`));

const { FastEngine } = await load("fast-engine");
const { OrderIds } = await load("order-ids");
const { OrderStore } = await load("order-store");
const { OUTCOME_ENDED, OUTCOME_SHIFT, OUTCOME_TRADE, ...outcomeWords } = await load("outcome-record");
/** The codes of what orders say. */
export const bits = { ...(await load("order-record")), ...(await load("order-kinds")) };
// Constants under local names, because V8 folds those into the code and imported ones not.
const { ICEBERG, HAS_MINIMUM, POST_ONLY, EFFECT_SHIFT, STP_SHIFT, TYPE_MASK } = bits;
const { TYPE_STOP, ENDED_MASS_CANCEL } = bits;
const { OF_EXTRA, OF_KIND, OF_LEAVES, OF_LOTS, OF_PRICE, OF_SLOT, OF_TAKER } = outcomeWords;
const { WORDS, KIND, ORDER, SIDE, PRICE, LOTS, TIF, ATTRIBUTES, EXTRA } = layout;
const { CANCEL, REPLACE } = layout;

const MOST_ORDERS = 1 << 20;
const INSTRUMENT = 0;
const ACCOUNTS = 64;

const allocations = {
  price_time: { algorithm: "price_time" },
  pro_rata: { algorithm: "pro_rata", minimumLots: 1, topOrder: undefined },
};

/** An engine with one empty book, and where to find the slots of orders. */
export class EngineDesk {
  constructor(flow, directory = new NumberedOrders(flow.orders)) {
    const allocation = allocations[flow.allocation];
    this.store = new OrderStore(MOST_ORDERS);
    this.engine = new FastEngine(this.store);
    this.engine.list({ instrument: INSTRUMENT, allocation, protectionTicks: undefined, spread: undefined });
    this.directory = directory;
  }

  /** Plays the commands between two words of the array; returns a sum over the trades. */
  play(commands, from, to) {
    const { store, engine, directory } = this;
    let sum = 0;
    for (let at = from; at < to; at += WORDS) {
      perform(engine, store, directory, commands, at);
      sum = settle(engine.outcomes, store, directory, sum);
    }
    return sum;
  }

  /** Ends all orders. */
  clear() {
    this.engine.massCancel(-1, INSTRUMENT, ENDED_MASS_CANCEL);
    settle(this.engine.outcomes, this.store, this.directory, 0);
  }
}

/** The same for clients that give their orders ids of their own. */
export class ClientIdsDesk extends EngineDesk {
  constructor(flow) {
    super(flow, new ClientOrders(flow.commands));
  }
}

/** The slots of orders by their numbers, which is all that a simulation needs. */
class NumberedOrders {
  constructor(orders) {
    this.slots = new Int32Array(orders);
  }

  add(at, order, slot) {
    this.slots[order] = slot;
  }

  find(at, order) {
    return this.slots[order];
  }

  forget() {}
}

/** The slots of orders by ids that their clients chose at random below 2^53 and put into every command. */
class ClientOrders {
  constructor(commands) {
    this.ids = new OrderIds();
    this.idOfCommand = Float64Array.from({ length: commands.length / WORDS }, (_, n) =>
      randomId(commands[n * WORDS + ORDER]),
    );
  }

  add(at, order, slot) {
    const id = this.idOfCommand[at / WORDS];
    if (!this.ids.add(id, slot)) throw new Error("an order id came twice");
  }

  find(at) {
    return this.ids.find(this.idOfCommand[at / WORDS]);
  }

  forget(slot) {
    this.ids.delete(slot);
  }
}

function perform(engine, store, directory, commands, at) {
  const kind = commands[at + KIND];
  const order = commands[at + ORDER];
  if (kind === CANCEL) engine.cancel(directory.find(at, order));
  else if (kind === REPLACE) engine.replace(directory.find(at, order), commands[at + PRICE], commands[at + LOTS]);
  else {
    const slot = place(store, commands, at);
    directory.add(at, order, slot);
    engine.submit(slot);
  }
}

/** Puts the order of a command into the store. */
function place(store, commands, at) {
  const order = commands[at + ORDER];
  const side = commands[at + SIDE];
  const account = order % ACCOUNTS;
  const slot = store.allocate(
    order,
    account,
    INSTRUMENT,
    side,
    commands[at + TIF],
    commands[at + PRICE],
    commands[at + LOTS],
  );
  if (commands[at + ATTRIBUTES] !== 0) describe(store, slot, commands[at + ATTRIBUTES], commands[at + EXTRA]);
  return slot;
}

function describe(store, slot, attributes, extra) {
  const type = attributes & TYPE_MASK;
  const postOnly = (attributes & POST_ONLY) !== 0;
  store.describe(slot, type, (attributes >>> EFFECT_SHIFT) & 3, (attributes >>> STP_SHIFT) & 7, postOnly);
  if ((attributes & ICEBERG) !== 0) store.setShown(slot, extra);
  if ((attributes & HAS_MINIMUM) !== 0) store.setMinimum(slot, extra);
  if (type >= TYPE_STOP) store.setStop(slot, extra);
}

/** Adds a command's trades to the sum, and gives back the slots of orders that are over. */
function settle(outcomes, store, directory, sum) {
  const { count, words } = outcomes;
  for (let row = 0; row < count; row++) {
    const at = row << OUTCOME_SHIFT;
    const kind = words[at + OF_KIND];
    const slot = words[at + OF_SLOT];
    if (kind === OUTCOME_TRADE) {
      const taker = words[at + OF_TAKER];
      const makerId = store.orderIdOf(slot);
      sum = addTrade(sum, makerId, store.orderIdOf(taker), words[at + OF_PRICE], words[at + OF_LOTS]);
      if (words[at + OF_LEAVES] === 0) release(store, directory, slot);
      if (words[at + OF_EXTRA] === 0) release(store, directory, taker);
    } else if (kind === OUTCOME_ENDED) release(store, directory, slot);
  }
  return sum;
}

function release(store, directory, slot) {
  directory.forget(slot);
  store.release(slot);
}

/** Another number below 2^53 for each n: two rounds of a 32-bit mix (Steele, Lea and Flood 2014, SplitMix). */
function randomId(n) {
  return (mix(n) >>> 0) * 2 ** 21 + (mix(n ^ 0x5bd1_e995) >>> 11);
}

function mix(n) {
  let word = (n + 0x9e37_79b9) | 0;
  word = Math.imul(word ^ (word >>> 16), 0x85eb_ca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2_ae35);
  return word ^ (word >>> 16);
}
