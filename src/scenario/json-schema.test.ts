import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { problemsOf, resolveReal, smallTable, WHOLE_SCENARIO } from "../testing/scenario-files.ts";
import { scenarioJsonSchema, shape } from "./json-schema.ts";
import { scenarioTable } from "./schema.ts";

const PUBLISHED = join(import.meta.dirname, "../../scenarios/scenario.schema.json");
const whole = z.strictObject({ ...shape(scenarioTable), variants: z.unknown().optional() });
const small = z.strictObject(shape(smallTable));

describe("the JSON Schema for editors", () => {
  it("is up to date in scenarios/scenario.schema.json (npm run schema)", () => {
    expect(readFileSync(PUBLISHED, "utf8")).toBe(scenarioJsonSchema());
  });

  it("describes every parameter with unit, default and source", () => {
    const schema = JSON.parse(scenarioJsonSchema()) as { properties: Record<string, { description: string }> };
    expect(schema.properties["replications"].description).toMatch(
      /^How many times .*\. Unit: replications\. Default: \d+\. Source: /,
    );
    expect(Object.keys(schema.properties)).toContain("extends");
    expect(Object.keys(schema.properties)).toContain("variants");
  });

  it("accepts the scenarios that the loader accepts, resolved ones included", () => {
    const { yaml } = resolveReal(WHOLE_SCENARIO);
    for (const text of [WHOLE_SCENARIO, yaml]) expect(whole.safeParse(parse(text)).error).toBeUndefined();
  });

  it("accepts parts: an entry without its kind, a null", () => {
    const text =
      "extends: base.yaml\nreplications: ~\nagents:\n  - {id: noise, count: 3}\n  - {id: lab, extends: lab.yaml}\n";
    expect(whole.safeParse(parse(text)).error).toBeUndefined();
  });

  it.each([
    "replicatoins: 4",
    "replications: 0",
    "replications: 1.5",
    "start: 15.1.2024",
    "agents: [{id: a, kind: nosie}]",
    "agents: [{id: a, kind: noise, cuont: 3}]",
    "agents: [{id: a, kind: noise, latency_ms: {unifrom: [1, 2]}}]",
    "agents: [{id: a, kind: noise, latency_ms: -1}]",
  ])("refuses %s as the loader does", (text) => {
    expect(whole.safeParse(parse(text)).success).toBe(false);
    expect(whole.safeParse({}).success).toBe(true);
  });

  it("never refuses a value that the loader takes", () => {
    const keys = [
      "title",
      "seed",
      "replications",
      "regime",
      "open",
      "heavy",
      "band",
      "growth",
      "venues",
      "agents",
      "zzz",
    ];
    const value = fc.oneof(
      fc.constantFrom<unknown>(null, true, "auction", "09:30", "1e3", 7, -1, 2.5, 1e300, 0, "x"),
      fc.constantFrom<unknown>(
        { percent: 5 },
        { percent: null, days: [1] },
        [{ date: "2024-01-15", value: 2 }],
        {},
        [],
      ),
      fc.constantFrom<unknown>({ a: { tick: 1 } }, { a: { tick: 0 } }, { a: null }, { a: { tick: 1, code: 7 } }),
      fc.constantFrom<unknown>(
        [{ id: "a", kind: "noise" }],
        [{ id: "a", kind: "noise", count: 2, size_lots: { uniform: [1, 2] } }],
        [{ id: "a", kind: "maker", spread_ticks: { choice: [1, 2] }, skew: { normal: { mean: 0, sd: 1 } } }],
        [{ id: "a", kind: "maker", spread_ticks: 2, latency_ms: { lognormal: { median: 1, sigma: 0.1 } } }],
      ),
    );
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...keys), value), { maxLength: 3 }), (entries) => {
        const file = { start: "2024-01-15", ...Object.fromEntries(entries) };
        if (problemsOf(JSON.stringify(file)).length > 0) return;
        accepted++;
        expect(small.safeParse(file).error).toBeUndefined();
      }),
      { seed: 20260322, numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
