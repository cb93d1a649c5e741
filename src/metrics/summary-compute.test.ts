import { describe, expect, it } from "vitest";
import { makeTable } from "../record/table.ts";
import { computeLines, rationingLines, regionsLines, spotLines } from "./summary-compute.ts";
import { SummaryView } from "./summary-view.ts";

type Row = readonly [id: string, scope: string, window: string, mean: number, low?: number, high?: number];

function viewOf(...rows: readonly Row[]): SummaryView {
  const summary = makeTable("metrics_summary");
  const columns = summary.columns;
  for (const [id, scope, window, mean, low = NaN, high = NaN] of rows) {
    const row = summary.addRow();
    columns.metric_id.values[row] = id;
    columns.scope.values[row] = scope;
    columns.window.values[row] = window;
    columns.mean.values[row] = mean;
    columns.ci_lo.values[row] = low;
    columns.ci_hi.values[row] = high;
  }
  return new SummaryView(summary);
}

const RATIONED: Row = ["rationed_months", "compute", "run", 1.5];
const APART: Row = ["regional_spread", "compute", "run", 0.194, 0.189, 0.199];

describe("prices from outside in the summary", () => {
  it("come without GPUs: neither a price of theirs nor a line about fleets", () => {
    const rows: readonly Row[] = [
      ["use", "compute", "2026-01", 140],
      ["token_price", "compute", "2026-01", 1.02],
      ["gpu_price", "compute", "2026-01", NaN],
      ["utilisation", "compute", "2026-01", NaN],
    ];
    const view = viewOf(...rows);
    expect(spotLines(view).join()).not.toMatch(/GPU/);
    expect(computeLines(view)).toEqual([]);
  });
});

describe("rationing in the summary", () => {
  it("says what the last token was worth in the worst month, who is served and which risks buyers have", () => {
    const view = viewOf(
      RATIONED,
      ["shadow_ratio", "compute", "run", 1.9],
      ["shadow_ratio", "compute", "2026-Q1", 1.8],
      ["shadow_ratio", "compute", "2026-02", 1.1, 1, 1.2],
      ["shadow_ratio", "compute", "2026-03", 1.24, 1.15, 1.33],
      ["unserved_share", "compute", "run", 0.9],
      ["unserved_share", "class", "run", 0.8],
      ["unserved_share", "lab-1", "2026-03", 0.7],
      ["unserved_share", "lab-1", "run", 0.12],
      ["unserved_share", "lab-3", "run", 0],
      ["unserved_share", "startup-2", "run", 0.52],
      ["price_risk", "class", "run", 0.9],
      ["price_risk", "lab-1", "run", 0.34],
      ["price_risk", "startup-2", "run", 0.28],
      ["quantity_risk", "lab-1", "run", 0.012],
      ["quantity_risk", "startup-2", "run", 0.74],
    );
    expect(rationingLines(view)).toEqual([
      "shadow price 1.24 [1.15, 1.33] times the posted price in Mar 2026; unserved: 0 % of lab-3's requests to 52 % of startup-2's",
      "a buyer's price risk 28 to 34 %, quantity risk 1.2 to 74 % of budget",
    ]);
  });

  it("names nobody where all were served alike", () => {
    const view = viewOf(
      RATIONED,
      ["unserved_share", "lab-1", "run", 0.0621],
      ["unserved_share", "lab-2", "run", 0.0622],
      ["price_risk", "lab-1", "run", 0.2],
      ["price_risk", "lab-2", "run", 0.2],
      ["quantity_risk", "lab-1", "run", 0],
      ["quantity_risk", "lab-2", "run", 0.0001],
    );
    expect(rationingLines(view)).toEqual([
      "unserved: 6.2 % of every buyer's requests",
      "a buyer's price risk 20 %, quantity risk 0 to <0.1 % of budget",
    ]);
  });

  it("is absent where nobody was rationed, and says nothing of buyers that are not on record", () => {
    const month: Row = ["shadow_ratio", "compute", "2026-03", 1.2];
    expect(rationingLines(viewOf(month))).toEqual([]);
    expect(rationingLines(viewOf(["rationed_months", "compute", "run", 0], month))).toEqual([]);
    expect(rationingLines(viewOf(RATIONED, month))).toEqual(["shadow price 1.20 times the posted price in Mar 2026"]);
    expect(rationingLines(viewOf(RATIONED))).toEqual([]);
  });
});

describe("regions in the summary", () => {
  const rows: readonly Row[] = [
    APART,
    ["index_error_mean", "gpu", "run", -0.046, -0.095, 0.002],
    ["index_error_mean", "token_cn", "2025", 0.5],
    ["index_error_mean", "token_cn", "run", 0.0063, 0.0051, 0.0075],
    ["regional_basis_sd", "lab-3", "run", 0.048],
    ["regional_basis_sd", "lab-4", "run", 0.1],
    ["regional_basis_sd", "northern-lab-2", "run", 0.143],
  ];
  const BASIS = "s.d. of a buyer's own price over the settlement index: 4.8 % (lab-3) to 14 % (northern-lab-2)";

  it("says how far prices are apart, how far the settlement index is off and whose price moves against it", () => {
    expect(regionsLines(viewOf(...rows), ["token_cn"])).toEqual([
      "GPU prices 19 % [19, 20] apart; mean error of token_cn 0.63 % [0.51, 0.75]",
      BASIS,
    ]);
  });

  it("names every index where it is not known which one is settled to", () => {
    expect(regionsLines(viewOf(...rows), [])).toEqual([
      "GPU prices 19 % [19, 20] apart; mean error of gpu -4.6 % [-9.5, 0.20], token_cn 0.63 % [0.51, 0.75]",
      BASIS,
    ]);
  });

  it("is absent where there is one price, and needs neither buyers nor indices", () => {
    const [, ...others] = rows;
    expect(regionsLines(viewOf(...others), [])).toEqual([]);
    expect(regionsLines(viewOf(["regional_spread", "compute", "run", 0.0009], ...others), [])).toEqual([]);
    expect(regionsLines(viewOf(APART), [])).toEqual(["GPU prices 19 % [19, 20] apart"]);
    expect(regionsLines(viewOf(APART, ["regional_basis_sd", "lab-3", "run", 0.048]), [])[1]).toMatch(
      /: 4\.8 % \(lab-3\)$/,
    );
  });
});
