// What does an hour of the whole compute market cost: fleets of 20 centres, demand of 30 labs, 6 regions, prices, sellers,
// indices and the hedgers' physical legs? Microseconds of processor time per hour, and the 27 months of the usage surge.
//
//   node bench/compute-hour.mjs                TOKENPIT_DIST names another build than ../dist
//
// Best of five runs over the 27 months.
import { fileURLToPath } from "node:url";

const dist = process.env.TOKENPIT_DIST ?? fileURLToPath(new URL("../dist", import.meta.url));
const load = (path) => import(new URL(`file://${dist}/${path}`));
const { Streams } = await load("base/random.js");
const { ComputeMarket } = await load("compute/market.js");
const { PhysicalUse } = await load("compute/physical-use.js");
const { IndexPanel } = await load("world/index-panel.js");
const { loadScenario } = await load("scenario/load.js");

const LABS = 30;
const MOST_CENTRES = 20;
const DAYS = 821;
const RUNS = 5;

const file = fileURLToPath(new URL("../scenarios/usage-surge.yaml", import.meta.url));
const { scenario } = loadScenario(file);
const china = scenario.compute;
const extra = Array.from({ length: MOST_CENTRES - china.capacity.centres.length }, (_, i) => {
  return { id: `more-${i}`, region: "west", grade: "cloud", sharePercent: 1 };
});
const base = { ...china, capacity: { ...china.capacity, centres: [...china.capacity.centres, ...extra] } };
const labs = Array.from({ length: LABS }, (_, i) => {
  const noise = { shareSd: 0.15, shareHalfLifeDays: 90, basisSd: 0.1, basisHalfLifeDays: 60 };
  return { id: `lab-${i}`, kind: "lab", share: 0.005, ...noise, region: "", inelasticShare: 0.35, tier: 1 + (i % 3) };
});

const rows = [
  ["auction, one pool", base],
  ["auction, integration 0.2", { ...base, integration: 0.2 }],
  ["posted, pro rata, one pool", { ...base, regime: "posted" }],
  ["posted, pro rata, integration 0.2", { ...base, regime: "posted", integration: 0.2 }],
  [
    "posted, queue, integration 0.2",
    { ...base, regime: "posted", integration: 0.2, rationing: { rule: "queue", maxWaitHours: 6 } },
  ],
];
console.log(`${base.capacity.centres.length} centres, ${LABS} labs, ${base.regions.length} regions`);
console.log("".padEnd(36), "us per hour".padStart(12), "27 months, s".padStart(14));
for (const [what, parameters] of rows) {
  let best = Infinity;
  for (let run = 0; run < RUNS; run++) best = Math.min(best, secondsOf(parameters, run));
  console.log(what.padEnd(36), ((1e6 * best) / (24 * DAYS)).toFixed(1).padStart(12), best.toFixed(2).padStart(14));
}

function secondsOf(parameters, run) {
  const streams = new Streams("bench", run);
  const market = new ComputeMarket(parameters, labs, streams, scenario.start, DAYS);
  const use = new PhysicalUse(labs, market, streams);
  const indices = new IndexPanel({
    indices: parameters.indices,
    tokenKinds: parameters.tokenKinds,
    settlementIndex: "",
    source: market,
    streams,
    startDay: scenario.start,
    utcOffsetHours: parameters.utcOffsetHours,
    isBusinessDay: () => true,
  });
  const start = process.cpuUsage();
  for (let hour = 0; hour < 24 * DAYS; hour++) {
    market.step();
    indices.observe(market);
    for (const publisher of indices.publishers) if (publisher.isFixingDue) publisher.fix();
    use.observeHour();
    if (hour % 24 === 23) use.closeDay();
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
