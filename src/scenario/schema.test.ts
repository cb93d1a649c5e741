import { describe, expect, it } from "vitest";
import type { GroupSpec, ParameterSpec, ParameterTable } from "../base/parameters.ts";
import { resolveReal, resolveSmall, WHOLE_SCENARIO } from "../testing/scenario-files.ts";
import { defaultSetting, isRequired } from "./defaults.ts";
import { fieldsOf, snakeCase } from "./names.ts";
import { canonicalText, resolvedLines } from "./resolved.ts";
import { scenarioTable } from "./schema.ts";
import { valueOf } from "./setting.ts";

interface Parameter {
  readonly path: string;
  readonly spec: ParameterSpec;
}

/** Every parameter of a table, those inside others included. */
function parametersOf(table: ParameterTable, path: string): Parameter[] {
  return [...fieldsOf(table)].flatMap(([key, { spec }]) => parametersIn(spec, path === "" ? key : `${path}.${key}`));
}

function parametersIn(spec: ParameterSpec, path: string): Parameter[] {
  const own = { path, spec };
  if (spec.kind === "group") return [own, ...parametersOf(spec.fields, path)];
  if (spec.kind === "list" || spec.kind === "map") return [own, ...parametersIn(spec.item, `${path}.*`)];
  if (spec.kind !== "oneOf") return [own];
  return [own, ...Object.entries(spec.tables).flatMap(([kind, table]) => parametersOf(table, `${path}<${kind}>`))];
}

const parameters = parametersOf(scenarioTable, "");

describe("the scenario language", () => {
  it("has names that map to files and back, and none that files use for something else", () => {
    for (const { spec } of parameters) {
      const tables = spec.kind === "group" ? [spec.fields] : spec.kind === "oneOf" ? Object.values(spec.tables) : [];
      for (const table of tables) {
        const keys = Object.keys(table).map(snakeCase);
        expect(new Set(keys).size).toBe(keys.length);
        for (const key of keys) expect(key).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
        expect(keys).not.toContain("extends");
      }
      if (spec.kind === "oneOf")
        for (const table of Object.values(spec.tables)) expect(Object.keys(table)).not.toContain(spec.by);
    }
  });

  it("says of every parameter what it means, in which unit and from where", () => {
    for (const { path, spec } of parameters) {
      expect(spec.meaning.trim(), path).not.toBe("");
      if ("source" in spec) expect(spec.source.trim(), path).not.toBe("");
    }
  });

  it("has defaults inside their own ranges", () => {
    for (const { path, spec } of parameters) {
      if (isRequired(spec) || !("default" in spec)) continue;
      const setting = defaultSetting(spec);
      const entries = [{ key: "x", name: "x", setting }];
      const text = canonicalText(resolvedLines({ kind: "map", entries, origin: undefined }));
      const root: GroupSpec = { kind: "group", meaning: "one parameter", fields: { x: spec } };
      expect(resolveSmall(text, {}, [], root).value, path).toEqual({ x: valueOf(setting) });
    }
  });

  it("lets only agents' numbers vary: nothing else is drawn", () => {
    const varying = parameters.filter(({ spec }) => "varies" in spec && spec.varies === true);
    expect(varying.length).toBeGreaterThan(0);
    for (const { path } of varying) expect(path).toMatch(/^agents\./);
  });

  it("gives camelCase names, days and minutes, with distributions still to be drawn", () => {
    const { value } = resolveReal(WHOLE_SCENARIO);
    expect(value.start).toBe(19737);
    expect(value.seed).toBe("20260322");
    expect(value.venues["shfe"].rules.dailyBand).toMatchObject({ percent: 5, firstDayMultiple: 2 });
    expect(value.venues["shfe"].sessions[0]).toMatchObject({ open: 1260, close: 60, previousEvening: true });
    expect(value.compute.kind === "market" && value.compute.capacity.fleetGpus[0]).toEqual({
      day: 19737,
      value: 85000,
    });
    expect(value.agents.map(({ id, kind, count }) => [id, kind, count])).toEqual([
      ["lab", "ai-lab", 3],
      ["maker", "market-maker", 1],
      ["noise", "noise", 20],
    ]);
    expect(value.agents[1].latencyMs).toEqual({ distribution: "uniform", low: 1, high: 5 });
  });

  it("a resolved scenario loads to itself", () => {
    const first = resolveReal(WHOLE_SCENARIO, { variant: "no-noise", set: ["record.orders=true"] });
    const second = resolveReal(first.yaml);
    expect(second.value).toEqual(first.value);
    expect(second.sha256).toBe(first.sha256);
  });
});
