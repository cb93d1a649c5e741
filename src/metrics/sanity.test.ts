import { describe, expect, it } from "vitest";
import { makeTable, type TableOf } from "../record/table.ts";
import { syntheticMarket } from "../testing/metric-tables.ts";
import { registry } from "./registry.ts";
import { replicationMetrics } from "./replication.ts";
import { SANITY_RANGES } from "./sanity-ranges.ts";
import { sanityMarkdown } from "./sanity.ts";
import { summarise } from "./summary.ts";

type Row = readonly [id: string, window: string, mean: number, low: number, high: number];

function summaryOf(...rows: readonly Row[]): TableOf<"metrics_summary"> {
  const summary = makeTable("metrics_summary");
  const columns = summary.columns;
  for (const [id, window, mean, low, high] of rows) {
    const row = summary.addRow();
    columns.metric_id.values[row] = id;
    columns.scope.values[row] = "compute";
    columns.window.values[row] = window;
    columns.mean.values[row] = mean;
    columns.ci_lo.values[row] = low;
    columns.ci_hi.values[row] = high;
  }
  return summary;
}

function lineOf(text: string, quantity: string): string | undefined {
  return text.split("\n").find((line) => line.startsWith(`| ${quantity} |`));
}

describe("the sanity table", () => {
  it("says whether a figure is inside its range, with its interval", () => {
    const text = sanityMarkdown(
      summaryOf(["gpu_price", "2024", 2.9, 2.8, 3.0], ["gpu_price", "2026-Q1", 3.1, 3.05, 3.15]),
    );
    expect(lineOf(text, "GPU-hour, USD, 2024")).toBe(
      "| GPU-hour, USD, 2024 | 2.90 | 2.80 to 3.00 | 2.4 to 3.1 | inside |",
    );
    expect(lineOf(text, "GPU-hour, USD, first quarter of 2026")).toContain("| outside |");
    expect(lineOf(text, "GPU-hour, USD, third quarter of 2025")).toContain("| - | - | 1.7 to 2.3 | missing |");
    expect(text).toMatch(/Accepted: sanity ranges of docs\/calibration\.md\.$/);
  });

  it("divides by an official figure with its interval, by another month without", () => {
    const text = sanityMarkdown(
      summaryOf(
        ["use", "2025-12", 120, 110, 130],
        ["use_official", "2025-12", 100, 100, 100],
        ["token_price", "2025-12", 0.9, 0.8, 1],
        ["token_price", "2026-03", 1.08, 1, 1.2],
      ),
    );
    expect(lineOf(text, "use over the official figure, 2025-12")).toContain(
      "| 1.20 | 1.10 to 1.30 | 0.9 to 1.1 | outside |",
    );
    expect(lineOf(text, "token price, March 2026 over December 2025")).toContain("| 1.20 | - | 1.05 to 1.5 | inside |");
  });

  it("asks about rationing only where there was some, and takes one figure from another", () => {
    const quantity = "what unserved use takes away from the labs' hedge";
    const calm: readonly Row[] = [["unserved_share", "2026-Q1", 0.3, 0.2, 0.4]];
    expect(sanityMarkdown(summaryOf(...calm))).not.toContain("unserved");
    const summary = summaryOf(
      ...calm,
      ["rationed_months", "run", 2, 2, 2],
      ["he_net", "run", 0.5, 0.4, 0.6],
      ["he_total", "run", 0.38, 0.3, 0.5],
    );
    summary.columns.scope.values.splice(2, 2, "class", "class");
    summary.columns.agent_class.values.splice(2, 2, "ai-lab", "ai-lab");
    const text = sanityMarkdown(summary);
    expect(lineOf(text, "unserved share, first quarter of 2026")).toContain(
      "| 0.300 | 0.200 to 0.400 | 0.05 to 0.25 | outside |",
    );
    expect(lineOf(text, quantity)).toBe(`| ${quantity} | 0.120 | - | 0.05 to 0.2 | inside |`);
  });

  it.each([
    [0.02, -0.1, "inside"],
    [-0.02, -0.14, "not judged"], // the same difference
  ])("with he_net %d and he_total %d, what is lost of a hedge is %s", (net, total, expected) => {
    const summary = summaryOf(
      ["rationed_months", "run", 2, 2, 2],
      ["he_net", "run", net, net, net],
      ["he_total", "run", total, total, total],
    );
    summary.columns.scope.values.splice(1, 2, "class", "class");
    summary.columns.agent_class.values.splice(1, 2, "ai-lab", "ai-lab");
    const quantity = "what unserved use takes away from the labs' hedge";
    expect(lineOf(sanityMarkdown(summary), quantity)).toBe(`| ${quantity} | 0.120 | - | 0.05 to 0.2 | ${expected} |`);
  });

  it.each(SANITY_RANGES)("asks for a metric that exists: $quantity", ({ metric, over, less, low, high }) => {
    expect(registry.has(metric)).toBe(true);
    if (less !== undefined) expect(registry.has(less)).toBe(true);
    if (over !== undefined) expect(registry.has(over.metric)).toBe(true);
    expect(low).toBeLessThan(high);
  });

  it("finds what a run of the whole period writes", () => {
    const runs = [0, 1].map((runId) => {
      const { tables, dictionaries } = syntheticMarket(runId, { firstMonth: 202401, months: 27 });
      replicationMetrics(tables, dictionaries);
      return { runId, metrics: tables.metrics, hedgeMonths: tables.hedge_months };
    });
    const missing = sanityMarkdown(summarise(runs, "seed"))
      .split("\n")
      .filter((line) => line.includes("| missing |"));
    // contracts of the synthetic market are listed three months ahead only
    expect(missing).toEqual([expect.stringContaining("futures volatility 1-3 over 9-11 months")]);
  });
});
