/*
 * Stands in for world.ts in the tests of the sweep: a few rows that depend on seed and replication alone, a few random
 * milliseconds of waiting, and faults on demand, named in the query of the module's URL:
 * ?fail=3 breaks an invariant in replication 3, ?exit=3 ends its thread, ?full=3 finds the disk full, ?hang=3 never ends.
 */
import { InvariantError } from "../dist/base/assert.js";
import { sha256Hex } from "../dist/base/random.js";
import { Recorder } from "../dist/record/recorder.js";

const faults = new URL(import.meta.url).searchParams;
const DAYS = 20;

export function runWorld(scenario, replication, options) {
  const recorder = new Recorder(replication);
  const { runs, trades, session_stats: stats } = recorder.tables;
  recorder.dictionaries.instrument.push("TK2403", "TK,2404");
  recorder.dictionaries.agent.push("lab-1", "maker-2");
  const run = runs.addRow();
  runs.columns.scenario.values[run] = options.scenarioName;
  runs.columns.root_seed.values[run] = scenario.seed;
  runs.columns.config_sha256.values[run] = options.configSha256;
  runs.columns.status.values[run] = 0;
  for (let day = 0; day < DAYS; day++) {
    pause(Math.random() * 4);
    fault(replication, day);
    recordDay(trades, stats, draw(scenario.seed, replication, day), day);
    options.onProgress?.((day + 1) / DAYS, (day + 1) * 1000);
  }
  return { recorder, events: DAYS * 1000, messages: DAYS * 10 };
}

function recordDay(trades, stats, ticks, day) {
  const trade = trades.addRow();
  trades.columns.trade_id.values[trade] = trade;
  trades.columns.session_no.values[trade] = day;
  trades.columns.instrument_id.values[trade] = ticks % 2;
  trades.columns.price.values[trade] = ticks;
  const stat = stats.addRow();
  stats.columns.instrument_id.values[stat] = ticks % 2;
  stats.columns.session_no.values[stat] = day;
  stats.columns.trade_date.values[stat] = 19_723 + day;
}

function draw(seed, replication, day) {
  return Number.parseInt(sha256Hex(`${seed}/${replication}/${day}`).slice(0, 6), 16);
}

function fault(replication, day) {
  if (day < DAYS / 2) return;
  if (faults.get("fail") === String(replication)) throw new InvariantError(`day ${day}: the ledger does not add up`);
  if (faults.get("exit") === String(replication)) process.exit(9);
  if (faults.get("full") === String(replication)) {
    throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });
  }
  if (faults.get("hang") === String(replication)) pause(600_000);
}

function pause(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
