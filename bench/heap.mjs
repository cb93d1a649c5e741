// Does the matching engine allocate? Ten million commands of a flow, ten times over in one engine, and what they left on
// the heap: bytes allocated per command, garbage included.
//
//   node bench/heap.mjs [flow ...]        flows: see book-flows.mjs; TOKENPIT_DIST names another build than ../dist
//
// Each flow has a process of its own with so large a young generation that nothing is collected meanwhile: the growth of
// the heap is then all that was allocated. The first round, in which the compiler works and columns grow, is shown apart.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { WORDS } from "./book-commands.mjs";
import { COMMANDS, flows } from "./book-flows.mjs";

const ROUNDS = 10;
const self = fileURLToPath(import.meta.url);

const [task, ...others] = process.argv.slice(2);
if (task === "--one") await measure(others[0]);
else {
  console.log(
    "bytes allocated per command         first million   the other nine   heap after collection, kB a million",
  );
  for (const name of task === undefined ? ["quiet", "crossing", "features"] : [task, ...others]) {
    const flags = ["--expose-gc", "--min-semi-space-size=256", "--max-semi-space-size=256"];
    process.stdout.write(execFileSync(process.execPath, [...flags, self, "--one", name], { encoding: "utf8" }));
  }
}

async function measure(name) {
  const { drawFlow } = await import("./book-draw.mjs");
  const { EngineDesk } = await import("./book-engine.mjs");
  const flow = { ...flows[name], ...drawFlow(flows[name]) };
  const desk = new EngineDesk(flow);
  const allocated = [];
  const kept = [];
  for (let round = 0; round < ROUNDS; round++) {
    globalThis.gc();
    const before = process.memoryUsage();
    desk.play(flow.commands, 0, (flow.resting + COMMANDS) * WORDS);
    desk.clear();
    allocated.push((process.memoryUsage().heapUsed - before.heapUsed) / COMMANDS);
    globalThis.gc();
    const after = process.memoryUsage();
    kept.push((after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 1024);
  }
  const [first, ...rest] = allocated;
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  console.log(
    name.padEnd(30),
    first.toFixed(2).padStart(18),
    mean(rest).toFixed(3).padStart(16),
    mean(kept.slice(1)).toFixed(1).padStart(20),
  );
}
