// Which part of the program bounds a run? Shares of a replication's processor time, sampled by the profiler of Node.
//
//   node bench/shares.mjs [path=value ...]      settings as for --set; TOKENPIT_DIST names another build than ../dist
import { Session } from "node:inspector/promises";
import { fileURLToPath } from "node:url";

const dist = process.env.TOKENPIT_DIST ?? fileURLToPath(new URL("../dist", import.meta.url));
const load = (path) => import(new URL(`file://${dist}/${path}`));
const { loadScenario } = await load("scenario/load.js");
const { runWorld } = await load("world.js");

/** The first that a file's path begins with counts. */
const parts = {
  "event queue": ["kernel/"],
  "matching engine": ["market/engine/", "market/matching/"],
  "rest of the venue": ["market/"],
  agents: ["agents/"],
  "clearing house": ["clearing/"],
  recording: ["record/"],
  "computing power and index": ["compute/"],
  "random numbers, arithmetic": ["base/"],
  "passing events on": ["world"],
};

const file = fileURLToPath(new URL("../scenarios/usage-surge.yaml", import.meta.url));
const { name, scenario, sha256 } = loadScenario(file, { set: process.argv.slice(2) });
const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.start");
runWorld(scenario, 0, { variant: "", scenarioName: name, configSha256: sha256, version: "bench" });
const { profile } = await session.post("Profiler.stop");

const samples = new Map();
for (const { callFrame, hitCount } of profile.nodes) {
  const part = partOf(callFrame);
  samples.set(part, (samples.get(part) ?? 0) + hitCount);
}
const total = [...samples.values()].reduce((sum, count) => sum + count, 0);
for (const [part, count] of [...samples].sort(([, a], [, b]) => b - a))
  console.log(part.padEnd(30) + `${((100 * count) / total).toFixed(1)} %`.padStart(8));

function partOf({ url, functionName }) {
  if (functionName === "(garbage collector)") return "garbage collector";
  const path = decodeURIComponent(url).split(`${dist}/`)[1];
  const found = Object.entries(parts).find(([, starts]) => starts.some((start) => path?.startsWith(start)));
  return found?.[0] ?? "all else";
}
