import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { syntheticMarket } from "../testing/metric-tables.ts";
import { metricsMarkdown } from "./documentation.ts";
import { metricDictionary, registry } from "./registry.ts";
import { replicationMetrics } from "./replication.ts";

const SUMMARY_ONLY = ["he_ens", "use_log_sd"];

function textOf(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

describe("the registry of metrics", () => {
  it("holds every metric that a replication writes, and nothing that it never writes", () => {
    const recorder = syntheticMarket(0, { firstMonth: 202412, months: 5 });
    replicationMetrics(recorder.tables, recorder.dictionaries);
    const written = new Set(recorder.tables.metrics.columns.metric_id.values.slice(0, recorder.tables.metrics.rows));
    expect([...written].sort()).toEqual([...registry.keys()].filter((id) => !SUMMARY_ONLY.includes(id)).sort());
  });

  it.each([...registry.values()])("$id names a test with worked numbers that exists", ({ oracle }) => {
    const [file, ...title] = oracle.split(": ");
    expect(textOf(`./${file}`)).toContain(`it("${title.join(": ")}"`);
  });

  it("is the metric dictionary", () => {
    const dictionary = metricDictionary();
    expect(dictionary.rows).toBe(registry.size);
    expect(dictionary.columns.formula.values.slice(0, dictionary.rows)).not.toContain("");
  });
});

describe("docs/metrics.md", () => {
  it("is what the registry says: run `npm run docs` after changing it", () => {
    expect(textOf("../../docs/metrics.md")).toBe(metricsMarkdown());
  });
});
