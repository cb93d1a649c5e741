// How many million commands per second does the matching engine take, beside other books that one can have in Node?
//
//   node bench/book.mjs [flow ...]        flows: see book-flows.mjs; TOKENPIT_DIST names another build than ../dist
//
// A command is one call as a venue makes it, with the slot taken from the order store before and given back after. Every
// figure comes from a process of its own, which reads the commands from a file, fills the book and then plays them: cold
// is its first pass over a million, compilation included, warm the best of the following passes, each in a new book. The
// packages of npm play the first 20,000. Slowest is the slowest twentieth of the flow, warm, in which a cliff would show.
// Time is processor time, which a busy machine does not change much. All books must make the same trades, which a sum over
// the tape confirms.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { WORDS } from "./book-commands.mjs";
import { COMMANDS, flows } from "./book-flows.mjs";

const SHORT = 20_000;
const SLICES = 20;
const self = fileURLToPath(import.meta.url);

/** Who plays, how many commands of a flow and how many times. */
const players = {
  engine: { file: "./book-engine.mjs", desk: "EngineDesk", commands: COMMANDS, passes: 9 },
  engine_short: { file: "./book-engine.mjs", desk: "EngineDesk", commands: SHORT, passes: 2 },
  client_ids: { file: "./book-engine.mjs", desk: "ClientIdsDesk", commands: COMMANDS, passes: 9 },
  map_arrays: { file: "./book-peers.mjs", desk: "MapDesk", commands: COMMANDS, passes: 5 },
  map_lists: { file: "./book-peers.mjs", desk: "LinkedMapDesk", commands: COMMANDS, passes: 5 },
  "nodejs-order-book": { file: "./book-peers.mjs", desk: "NodejsOrderBookDesk", commands: SHORT, passes: 3 },
  "limit-order-book": { file: "./book-peers.mjs", desk: "LimitOrderBookDesk", commands: SHORT, passes: 3 },
};
const packages = ["nodejs-order-book", "limit-order-book"];
const peers = ["map_arrays", "map_lists", ...packages];

const [task, ...others] = process.argv.slice(2);
if (task === "--draw") await draw(...others);
else if (task === "--play") await play(...others);
else report(task === undefined ? Object.keys(flows) : [task, ...others]);

async function draw(name, file) {
  const { drawFlow } = await import("./book-draw.mjs");
  const { commands, orders } = drawFlow(flows[name]);
  writeFileSync(file, commands);
  console.log(orders);
}

async function play(player, name, file, orders) {
  const { file: module, desk, commands: count, passes } = players[player];
  const { [desk]: Desk } = await import(module);
  const { buffer } = Uint8Array.from(readFileSync(file));
  const commands = new Int32Array(buffer);
  const flow = { ...flows[name], commands, orders: Number(orders) };
  const filled = flow.resting * WORDS;
  const slice = (count * WORDS) / SLICES;
  const least = new Array(SLICES).fill(Infinity);
  const rates = [];
  let sum;
  for (let pass = 0; pass < passes; pass++) {
    const book = new Desk(flow);
    sum = book.play(commands, 0, filled);
    let microseconds = 0;
    for (let i = 0; i < SLICES; i++) {
      const start = process.cpuUsage();
      sum += book.play(commands, filled + i * slice, filled + (i + 1) * slice);
      const { user, system } = process.cpuUsage(start);
      microseconds += user + system;
      if (pass > 0) least[i] = Math.min(least[i], user + system);
    }
    rates.push(count / microseconds);
  }
  const slowest = count / SLICES / Math.max(...least);
  console.log(JSON.stringify({ cold: rates[0], warm: Math.max(...rates.slice(1)), slowest, sum }));
}

function report(names) {
  console.log(
    `million commands per second, Node ${process.versions.node}; after each peer how many times the engine's`,
  );
  console.log(
    row([
      "flow",
      "",
      "engine",
      "slowest",
      "client ids",
      "Map, arrays",
      "",
      "Map, lists",
      "",
      "nodejs-o-b",
      "",
      "limit-o-b",
    ]),
  );
  const folder = mkdtempSync(join(tmpdir(), "tokenpit-bench-"));
  try {
    for (const name of names) reportFlow(name, join(folder, "commands"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function reportFlow(name, file) {
  const orders = run("--draw", name, file);
  const measured = {};
  for (const player of Object.keys(players)) {
    if (canPlay(player, flows[name])) measured[player] = run("--play", player, name, file, orders);
  }
  for (const [player, { sum }] of Object.entries(measured)) {
    const like = players[player].commands === COMMANDS ? "engine" : "engine_short";
    if (sum !== measured[like].sum) throw new Error(`${name}: ${player} made other trades than the engine`);
  }
  for (const state of ["cold", "warm"]) {
    const { engine, client_ids } = measured;
    const cells = peers.flatMap((peer) => [measured[peer]?.[state], engine[state] / measured[peer]?.[state]]);
    const slowest = state === "warm" ? engine.slowest : undefined;
    const figures = [engine[state], slowest, client_ids[state], ...cells];
    console.log(row([name, state, ...figures.map((value) => (value > 0 ? value.toFixed(2) : ""))]));
  }
}

/** Peers have plain orders only, few pro rata allocation, and the packages replace by other rules. */
function canPlay(player, { allocation, features, replace }) {
  if (!peers.includes(player)) return true;
  if (features || (allocation === "pro_rata" && player !== "map_arrays")) return false;
  return replace === 0 || !packages.includes(player);
}

function run(...args) {
  return JSON.parse(execFileSync(process.execPath, [self, ...args], { encoding: "utf8" }));
}

function row([flow, state, engine, slowest, ids, ...peerFigures]) {
  const cells = peerFigures.map((figure, i) => (i % 2 === 0 ? figure.padStart(13) : figure.padStart(8)));
  return `${flow.padEnd(18)}${state.padEnd(5)}${engine.padStart(8)}${slowest.padStart(9)}${ids.padStart(12)}${cells.join("")}`;
}
