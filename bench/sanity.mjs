// Holds a run of the usage surge against the sanity ranges of docs/calibration.md and prints them as a Markdown table.
//
//   node bench/sanity.mjs <folder of the run>
import { join } from "node:path";
import { sanityMarkdown } from "../dist/metrics/sanity.js";
import { readTable } from "../dist/record/csv-reader.js";
import { emptyDictionaries } from "../dist/record/table.js";

const folder = process.argv[2];
if (folder === undefined) {
  console.error("usage: node bench/sanity.mjs <folder of the run>");
  process.exitCode = 1;
} else {
  console.log(sanityMarkdown(readTable("metrics_summary", join(folder, "metrics_summary.csv"), emptyDictionaries())));
}
