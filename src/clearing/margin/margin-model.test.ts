import { describe, expect, it } from "vitest";
import { tableDefaults } from "../../testing/defaults-of.ts";
import { EARLY, grossOf, monthRisk, oneContract } from "../../testing/month-risks.ts";
import { FixedTiers } from "./fixed-tiers.ts";
import { HistoricalVar } from "./historical-var.ts";
import { createMarginModel } from "./margin-model.ts";
import { type MarginParameters, marginSpec } from "./parameters.ts";
import { Scan } from "./scan.ts";

/** A model's own defaults, one level of groups deep. */
function defaultsOfModel(model: keyof typeof marginSpec.tables): MarginParameters {
  const table = marginSpec.tables[model];
  const groups = Object.entries(table).flatMap(([name, spec]) =>
    spec.kind === "group" ? [[name, tableDefaults(spec.fields)]] : [],
  );
  return { ...tableDefaults(table), ...Object.fromEntries(groups), model } as MarginParameters;
}

describe("margin models", () => {
  it.each([
    ["fixed_tiers", FixedTiers],
    ["scan", Scan],
    ["historical_var", HistoricalVar],
  ] as const)("%s is made by its name and margins a lot with its own defaults", (name, type) => {
    const model = createMarginModel(defaultsOfModel(name), oneContract(1));
    expect(model).toBeInstanceOf(type);
    model.update([monthRisk(0)], EARLY, 1);
    const percent = (100 * model.perLot[0]!) / (20_000 * 10_000);
    expect(percent).toBeGreaterThan(5);
    expect(percent).toBeLessThan(15);
    expect(model.required(...grossOf([-3]), 0)).toBeCloseTo(3 * model.perLot[0]!, -2);
    expect(model.required(...grossOf([0]), 0)).toBe(0);
  });

  it("are fixed tiers unless the scenario says otherwise", () => {
    expect(marginSpec.default.model).toBe("fixed_tiers");
  });
});
