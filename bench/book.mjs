// How many million commands per second does the order book take, beside one on Map and arrays?
//
//   node bench/book.mjs [flow ...]        flows: see book-flows.mjs; TOKENPIT_DIST names another build than ../dist
//
// A command is one call as the venue makes it, with the slot taken from the order store before and given back after. Each
// flow has a process of its own: cold is its first pass over a million commands, compilation included, warm the best of
// eight more, in processor time, which a busy machine does not change much. Both books must make the same trades.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { CANCEL, commandsOf, flows, MARKET, REPLACE, WORDS } from "./book-flows.mjs";
import { MapBook } from "./map-book.mjs";

const COMMANDS = 1_000_000;
const WARM_PASSES = 8;
const self = fileURLToPath(import.meta.url);
const dist = process.env.TOKENPIT_DIST ?? fileURLToPath(new URL("../dist", import.meta.url));

const [first, ...others] = process.argv.slice(2);
if (first === "--one") await measure(others[0]);
else {
  const names = first === undefined ? Object.keys(flows) : [first, ...others];
  console.log("million commands per second       cold    warm | Map book cold    warm | ratio cold    warm");
  for (const name of names) {
    const { status } = spawnSync(process.execPath, [self, "--one", name], { stdio: "inherit" });
    if (status !== 0) process.exit(1);
  }
}

async function measure(name) {
  const { FastBook } = await import(new URL(`file://${dist}/market/engine/fast-book.js`));
  const { OrderStore } = await import(new URL(`file://${dist}/market/engine/order-store.js`));
  const flow = commandsOf(flows[name], COMMANDS);
  const store = () => new OrderStore(1 << 20);
  const fast = rates(() => playFast(FastBook, store(), flow), flow.total);
  const map = rates(() => playMap(flow), flow.total);
  if (fast.result !== map.result) throw new Error("the books made different trades");
  const columns = [fast.cold, fast.warm, map.cold, map.warm, fast.cold / map.cold, fast.warm / map.warm];
  const [a, b, c, d, e, f] = columns.map((value) => value.toFixed(2).padStart(7));
  console.log(`${name.padEnd(31)} ${a} ${b} |       ${c} ${d} |    ${e} ${f}`);
}

function rates(play, total) {
  const passes = Array.from({ length: 1 + WARM_PASSES }, () => {
    const start = process.cpuUsage();
    const result = play();
    const { user, system } = process.cpuUsage(start);
    return { result, rate: total / (user + system) };
  });
  const [cold, ...warm] = passes;
  return { result: cold.result, cold: cold.rate, warm: Math.max(...warm.map((pass) => pass.rate)) };
}

function playFast(FastBook, store, { commands, orders }) {
  const book = new FastBook(store);
  const { fills } = book;
  const slots = new Int32Array(orders);
  let sum = 0;
  for (let at = 0; at < commands.length; at += WORDS) {
    const kind = commands[at];
    const order = commands[at + 1];
    const price = commands[at + 3];
    const lots = commands[at + 4];
    let slot = slots[order];
    if (kind === CANCEL) book.cancel(slot);
    else if (kind === REPLACE) book.replace(slot, price, lots, true);
    else {
      slot = store.allocate(order, 0, 0, commands[at + 2], kind === MARKET ? 1 : 0, price, lots);
      slots[order] = slot;
      book.submit(slot);
    }
    for (let i = 0; i < fills.count; i++) {
      const maker = fills.makerSlot[i];
      sum = trade(sum, store.orderIdOf(maker), order, fills.priceTicks[i], fills.lots[i]);
      if (fills.makerLeaves[i] === 0) store.release(maker);
    }
    if (store.stateOf(slot) === 3) store.release(slot);
  }
  return sum;
}

function playMap({ commands }) {
  const book = new MapBook();
  let sum = 0;
  for (let at = 0; at < commands.length; at += WORDS) {
    const kind = commands[at];
    const order = commands[at + 1];
    const price = commands[at + 3];
    const lots = commands[at + 4];
    if (kind === CANCEL) {
      book.cancel(order);
      continue;
    }
    const trades =
      kind === REPLACE
        ? book.replace(order, price, lots)
        : book.submit(order, commands[at + 2], price, lots, kind === MARKET);
    for (const made of trades) sum = trade(sum, made.maker, made.taker, made.price, made.lots);
  }
  return sum;
}

/** Sums up the trades in their order. */
function trade(sum, maker, taker, price, lots) {
  return (Math.imul(sum, 31) + Math.imul(maker, 7) + Math.imul(taker, 5) + Math.imul(price, 3) + lots) | 0;
}
