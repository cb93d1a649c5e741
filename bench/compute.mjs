// What does an hour of the GPU market cost? Microseconds of processor time per hour of the clearings alone, on hours of a
// made-up year: 7 regions in two countries, 60 supply blocks, 11 links, demand by day, week and chance.
//
//   node bench/compute.mjs                     TOKENPIT_DIST names another build than ../dist
//
// Best of nine rounds. Beside it the mean number of different prices in an hour, which is how often the network splits,
// and the largest gap between GPUs at work for somebody and GPUs at work somewhere, relative to either.
import { fileURLToPath } from "node:url";

const dist = process.env.TOKENPIT_DIST ?? fileURLToPath(new URL("../dist", import.meta.url));
const load = (path) => import(new URL(`file://${dist}/${path}`));
const { Streams } = await load("base/random.js");
const { normal } = await load("base/samplers.js");
const { SupplyBlocks } = await load("compute/fleet/supply-blocks.js");
const { Network } = await load("compute/network/network.js");
const { PriceClearing } = await load("compute/price-clearing.js");
const { ShareClearing } = await load("compute/share-clearing.js");
const { linkCapacity, linkScale } = await load("compute/region-parameters.js");

const HOURS = 8760;
const ROUNDS = 9;
const BLOCKS = 60;
const HOME = 6;
const countryOfRegion = Int32Array.from([0, 0, 0, 0, 0, 0, 1]);
const n = countryOfRegion.length;
const terms = [
  { elasticity: 1.1, inelasticElasticity: 0.3, trainingElasticity: 0.8, logCap: Math.log(10) },
  { elasticity: 1.1, inelasticElasticity: 0.3, trainingElasticity: 0.8, logCap: Math.log(10) },
];
const demandShare = [0.3, 0.25, 0.2, 0.1, 0.1, 0.05, 0.8];
const fleetShare = [0.15, 0.15, 0.15, 0.15, 0.2, 0.2, 1];
const pairs = [...Array(HOME).keys()].map((from) => [from, (from + 1) % HOME]);
pairs.push([0, 2], [1, 3], [2, 4], [0, 3], [0, 6]);
const links = pairs.flatMap(([from, to]) => [
  { from, to },
  { from: to, to: from },
]);

const blocks = new SupplyBlocks(Int32Array.from({ length: BLOCKS }, (_, block) => block % n));
const demand = {
  elasticGpus: new Float64Array(n),
  inelasticGpus: new Float64Array(n),
  fixedGpus: new Float64Array(n),
  trainingGpus: new Float64Array(n),
};
const year = drawYear();

console.log(
  "7 regions, 60 blocks, 22 directed links".padEnd(44),
  "us per hour".padStart(12),
  "prices".padStart(8),
  "gap".padStart(10),
);
for (const integration of [0, 0.1, 0.3, 0.6, 1]) report(`market prices, integration ${integration}`, integration, true);
for (const integration of [0, 0.3, 1]) report(`posted prices (shares), integration ${integration}`, integration, false);

function report(what, integration, isMarket) {
  const network = new Network(n, links);
  const clearing = isMarket
    ? new PriceClearing(countryOfRegion, terms, blocks, demand, network)
    : new ShareClearing(network, n);
  const scale = linkScale(integration);
  let best = Infinity;
  let prices = 0;
  let gap = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const idle = time(network, clearing, scale, isMarket, false);
    best = Math.min(best, time(network, clearing, scale, isMarket, true) - idle);
  }
  for (let hour = 0; hour < HOURS; hour += 10) {
    fill(hour, network, clearing, scale, isMarket);
    network.prepare();
    clearing.clear();
    prices += new Set(isMarket ? clearing.logPrice : clearing.share).size;
    gap = Math.max(gap, imbalance(clearing, isMarket));
  }
  const columns = [(best / HOURS).toFixed(2).padStart(12), (prices / (HOURS / 10)).toFixed(1).padStart(8)];
  console.log(what.padEnd(44), ...columns, gap.toExponential(0).padStart(10));
}

/** Microseconds for a year, with or without clearing it. */
function time(network, clearing, scale, isMarket, isCleared) {
  const { user, system } = process.cpuUsage();
  for (let hour = 0; hour < HOURS; hour++) {
    fill(hour, network, clearing, scale, isMarket);
    if (!isCleared) continue;
    network.prepare();
    clearing.clear();
  }
  const after = process.cpuUsage();
  return after.user - user + after.system - system;
}

function fill(hour, network, clearing, scale, isMarket) {
  const load = year.load[hour];
  for (let i = 0; i < n; i++) {
    const tokens = 400_000 * demandShare[i] * load * year.noise[hour * n + i];
    if (isMarket) {
      demand.elasticGpus[i] = 0.65 * tokens;
      demand.inelasticGpus[i] = 0.35 * tokens;
      demand.trainingGpus[i] = 300_000 * demandShare[i];
    } else {
      clearing.demandGpus[i] = tokens;
      clearing.capacityGpus[i] = 420_000 * fleetShare[i];
    }
  }
  if (isMarket) {
    for (let block = 0; block < BLOCKS; block++) {
      const kind = Math.floor(block / n);
      const gpus = (800_000 * fleetShare[block % n] * n) / BLOCKS;
      blocks.gpus[block] = gpus;
      blocks.limit[block] = kind % 2 === 0 ? gpus : 0.7 * gpus;
      blocks.logFloor[block] = 0.7 - 1.28 + 0.1 * kind;
      blocks.logTop[block] = 0.7 + 0.32;
    }
    clearing.logLevel.fill(0.7);
    clearing.shift.fill(year.shift[hour]);
  }
  const percent = 4 * year.noise[hour * n];
  for (let i = 0; i < links.length; i++) network.capacity[i] = linkCapacity(percent, 800_000, scale);
}

function imbalance(clearing, isMarket) {
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  const used = isMarket ? sum(clearing.inferenceGpus) + sum(clearing.trainingGpus) : sum(clearing.servedGpus);
  const supplied = sum(isMarket ? clearing.supplyGpus : clearing.usedGpus);
  return Math.abs(used / supplied - 1);
}

/** Two peaks a day, quiet weekends, demand noise that fades over days, a drifting shift. */
function drawYear() {
  const stream = new Streams("bench", 0).get("compute");
  const load = new Float64Array(HOURS);
  const noise = new Float64Array(HOURS * n);
  const shift = new Float64Array(HOURS);
  const state = new Float64Array(n + 1);
  for (let hour = 0; hour < HOURS; hour++) {
    const day = 1 + 0.22 * Math.sin((hour / 24) * 2 * Math.PI) + 0.1 * Math.sin((hour / 12) * 2 * Math.PI);
    load[hour] = day * (Math.floor(hour / 24) % 7 < 5 ? 1.03 : 0.92);
    for (let i = 0; i <= n; i++) state[i] = 0.99 * state[i] + normal(stream, 0, 0.025);
    for (let i = 0; i < n; i++) noise[hour * n + i] = Math.exp(state[i] + normal(stream, 0, 0.02));
    shift[hour] = 0.3 * state[n];
  }
  return { load, noise, shift };
}
