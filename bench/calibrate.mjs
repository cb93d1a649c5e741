// Calibrates the demand knots of a compute market to the official figures of use and prints them as YAML,
// then the simulated path beside history as Markdown, on another seed.
//
//   npm run calibrate -- [--paths 200] [--regime posted] [--report-only] [file with a compute section and nothing else]
import { parseArgs } from "node:util";
import { isoDate } from "../dist/base/dates.js";
import { calibrateDemand, withDemand } from "../dist/compute/calibrate.js";
import { calibrationReport } from "../dist/compute/calibration-report.js";
import { HISTORY_END, HISTORY_START, OFFICIAL_USE } from "../dist/compute/china-history.js";
import { recordPath } from "../dist/compute/path-record.js";
import { computeTable } from "../dist/compute/parameters.js";
import { filesOnDisk } from "../dist/scenario/load-files.js";
import { resolveScenario } from "../dist/scenario/resolve.js";
import { student975 } from "../dist/metrics/statistics.js";

const { values, positionals } = parseArgs({
  options: {
    paths: { type: "string", default: "200" },
    regime: { type: "string" },
    "report-only": { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const paths = Number(values.paths);
const market = { kind: "oneOf", by: "kind", meaning: "", tables: { market: computeTable } };
const root = { kind: "group", meaning: "", fields: { compute: market } };
const files = filesOnDisk(positionals[0] ?? "scenarios/parts/china-compute.yaml");
const overrides = values.regime === undefined ? [] : [`compute.regime=${values.regime}`];
const { compute } = resolveScenario(files, { set: overrides }, { root, checks: [] }).value;
const window = { startDay: HISTORY_START, days: HISTORY_END - HISTORY_START + 1 };

const parameters = values["report-only"] ? compute : withDemand(compute, calibrated());
const report = [];
for (let replication = 0; replication < paths; replication++) {
  report.push(recordPath({ parameters, seed: "report", replication, ...window }));
}
console.log(calibrationReport(report, student975(paths - 1)).markdown);

function calibrated() {
  const calibration = calibrateDemand({
    parameters: compute,
    targets: OFFICIAL_USE,
    seed: "calibration",
    paths,
    ...window,
    tolerance: 0.002,
    maximumRounds: 12,
    onRound: (round, fits) => {
      const served = fits.map((fit) => fit.servedTrillionPerDay.toPrecision(4)).join("  ");
      console.error(`round ${round}: served ${served} T a day`);
    },
  });
  console.log("tokens_per_day:");
  for (const { day, value } of calibration.knots) {
    console.log(`  - { date: ${isoDate(day)}, value: ${Number(value.toPrecision(4))} }`);
  }
  console.log("");
  return calibration.knots;
}
