// How fast does a whole replication of the usage surge run, and what does it consist of?
//
//   node bench/world.mjs [path=value ...]      settings as for --set; TOKENPIT_DIST names another build than ../dist
//
// One replication in this process, without metrics and files, in processor time, which a busy machine does not change
// much; compiler and collector run in threads of their own and are counted too. "Warm" leaves out the first two months,
// in which the compiler gets to know the code.
import { fileURLToPath } from "node:url";

const WARM_UP_DAYS = 60;

const dist = process.env.TOKENPIT_DIST ?? fileURLToPath(new URL("../dist", import.meta.url));
const load = (path) => import(new URL(`file://${dist}/${path}`));
const { loadScenario } = await load("scenario/load.js");
const { runWorld } = await load("world.js");
const kinds = await load("world/event-kinds.js");

const file = fileURLToPath(new URL("../scenarios/usage-surge.yaml", import.meta.url));
const { name, scenario, sha256 } = loadScenario(file, { set: process.argv.slice(2) });
const warmFrom = Math.min(0.5, WARM_UP_DAYS / (scenario.end - scenario.start));

const start = process.cpuUsage();
let warm;
const onProgress = (fraction, events) => {
  if (warm === undefined && fraction >= warmFrom) warm = { events, seconds: secondsSince(start) };
};
const options = { variant: "", scenarioName: name, configSha256: sha256, version: "bench", onProgress };
const { events, eventsByKind, messages } = runWorld(scenario, 0, options);
const seconds = secondsSince(start);

const rows = [
  ["", "events", "CPU s", "events/CPU s", "ns/event"],
  ["whole replication", ...rates(events, seconds)],
  ["warm", ...rates(events - warm.events, seconds - warm.seconds)],
];
for (const row of rows) console.log(row.map((cell, i) => (i === 0 ? cell.padEnd(20) : cell.padStart(14))).join(""));
console.log(`\n${group(messages)} order messages reached the venue, ${group(messages / seconds)} per CPU second\n`);
console.log("event mix");
for (const [kind, count] of mix())
  console.log(kind.padEnd(20) + group(count).padStart(14) + `${((100 * count) / events).toFixed(2)} %`.padStart(10));

function secondsSince(earlier) {
  const { user, system } = process.cpuUsage(earlier);
  return (user + system) / 1e6;
}

function rates(count, duration) {
  return [group(count), duration.toFixed(2), group(count / duration), ((1e9 * duration) / count).toFixed(0)];
}

/** Kinds of events by their names, the most frequent first. */
function mix() {
  return Object.entries(kinds)
    .filter(([constant]) => constant !== "EVENT_KINDS")
    .map(([constant, kind]) => [constant.replace("EVENT_", "").toLowerCase().replaceAll("_", " "), eventsByKind[kind]])
    .sort(([, a], [, b]) => b - a);
}

/** 1234567.8 -> 1,234,568 */
function group(value) {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",");
}
