/*
 * Rows per second of the recorder (one trade recorded in columns) and of the two CSV writers on the trades table.
 * `npm run build && node bench/recorder.mjs [rows]`. The best of five rounds each.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTable } from "../dist/record/csv-reader.js";
import { writeNumericRows } from "../dist/record/csv-writer-fast.js";
import { writeRows, writeWith } from "../dist/record/csv-writer.js";
import { Recorder } from "../dist/record/recorder.js";

const ROWS = Number(process.argv[2] ?? 500_000);
const ROUNDS = 5;
const folder = mkdtempSync(join(tmpdir(), "tokenpit-bench-"));
const path = join(folder, "trades.csv");

let recorder = record();
report(
  "record a trade in columns",
  best(() => (recorder = record())),
);
report(
  "write trades, fast writer",
  best(() => write(writeNumericRows)),
);
report(
  "write trades, csv-stringify",
  best(() => write(writeRows)),
);
report(
  "read trades back",
  best(() => readTable("trades", path, recorder.dictionaries)),
);
console.log(`${ROWS} rows, ${(statSync(path).size / 1e6).toFixed(1)} MB, peak memory ${peakMegabytes()} MB`);
rmSync(folder, { recursive: true });

function record() {
  const made = new Recorder(0);
  made.dictionaries.instrument.push("TK2403", "TK2404", "TK2405");
  for (let i = 0; i < 64; i++) made.dictionaries.agent.push(`agent-${i}`);
  const trades = made.tables.trades;
  for (let i = 0; i < ROWS; i++) recordTrade(trades, i);
  return made;
}

function recordTrade(trades, i) {
  const row = trades.addRow();
  const c = trades.columns;
  c.trade_id.values[row] = i;
  c.seq.values[row] = i * 9;
  c.session_no.values[row] = (i / 1000) | 0;
  c.t_us.values[row] = i * 71_234_567;
  c.instrument_id.values[row] = i % 3;
  c.price.values[row] = 1_234_500 + (i % 977) * 100;
  c.price_ticks.values[row] = 12_345 + (i % 977);
  c.qty_lots.values[row] = 1 + (i % 40);
  c.aggressor_side.values[row] = (i & 1) * 2 - 1;
  c.buy_agent_id.values[row] = i & 63;
  c.sell_agent_id.values[row] = (i + 7) & 63;
  c.buy_order_id.values[row] = i * 3;
  c.sell_order_id.values[row] = i * 3 + 1;
  c.phase.values[row] = 1;
  c.pre_bid.values[row] = 1_234_400 + (i % 977) * 100;
  c.pre_ask.values[row] = 1_234_600 + (i % 977) * 100;
}

function write(writer) {
  rmSync(path, { force: true });
  writeWith(writer, recorder.tables.trades, recorder.dictionaries, path);
}

function best(action) {
  let seconds = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.hrtime.bigint();
    action();
    seconds = Math.min(seconds, Number(process.hrtime.bigint() - start) / 1e9);
  }
  return seconds;
}

function report(what, seconds) {
  console.log(`${what.padEnd(30)} ${(ROWS / seconds / 1e6).toFixed(2).padStart(7)} M rows/s`);
}

function peakMegabytes() {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
