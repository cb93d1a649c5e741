import type { Facts } from "./facts.ts";
import type { MetricWriter } from "./writer.ts";

/** What a metric is; its row in docs/metrics.md and in the metric dictionary. */
export interface MetricDefinition {
  /** Name in tables. */
  readonly id: string;
  /** What it measures, one sentence. */
  readonly meaning: string;
  /** How, in columns of the tables. */
  readonly formula: string;
  readonly unit: string;
  /** Which values are better for the market's users; none where it depends. */
  readonly direction: "higher" | "lower" | "none";
  /** Paper, year and equation; or rule; or the word assumption. */
  readonly source: string;
  /** Test that holds worked numbers: `file: title`, below src/metrics. */
  readonly oracle: string;
}

/** Metrics that belong together and are computed in one pass. */
export interface MetricFamily {
  readonly title: string;
  readonly definitions: readonly MetricDefinition[];
  measure(facts: Facts, writer: MetricWriter): void;
}
