import { describe, expect, it } from "vitest";
import type { ParameterTable } from "../../base/parameters.ts";
import type { Setting } from "../../scenario/setting.ts";
import { defaultText, parameterRows, rangeText } from "./parameter-rows.ts";
import { writtenText } from "./written-values.ts";

const share = {
  kind: "number",
  unit: "percent",
  source: "assumption",
  maximum: 5,
  meaning: "share",
} as const;

const table = {
  title: { kind: "text", default: "", meaning: "name" },
  rules: {
    kind: "group",
    meaning: "rules",
    fields: {
      maxLots: { ...share, kind: "integer", minimum: 0, default: 7 },
      dailyBand: { kind: "group", meaning: "band", fields: { percent: { ...share, above: 0 } } },
    },
  },
  layers: {
    kind: "list",
    meaning: "layers",
    default: [{ layer: "fund" }],
    item: {
      kind: "oneOf",
      by: "layer",
      meaning: "one layer",
      tables: { fund: { cap: share }, capital: { amount: share, cap: share } },
    },
  },
} as const satisfies ParameterTable;

const rows = parameterRows(table, "", { title: "top", meaning: "top" });

const ORIGIN = { source: { shown: "a.yaml", label: "a.yaml" }, line: 1, column: 1 };

function leaf(text: string, isWritten = true): Setting {
  return { kind: "leaf", value: text, text, origin: isWritten ? ORIGIN : undefined };
}

function map(entries: Readonly<Record<string, Setting>>): Setting {
  const list = Object.entries(entries).map(([key, setting]) => ({ key, name: key, setting }));
  return { kind: "map", entries: list, origin: ORIGIN };
}

describe("rows of parameters", () => {
  it("go through groups, lists and choices, and name what must have been chosen", () => {
    expect(rows.map(({ path, section, conditions }) => [path, section.title, ...conditions])).toEqual([
      ["title", "top"],
      ["rules.max_lots", "rules"],
      ["rules.daily_band.percent", "rules.daily_band"],
      ["layers", "layers"],
      ["layers[].layer", "layers"],
      ["layers[].cap", "layers", "fund"],
      ["layers[].amount", "layers", "capital"],
      ["layers[].cap", "layers", "capital"],
    ]);
  });

  it("say defaults and what is allowed", () => {
    expect(rows.slice(0, 5).map(({ spec }) => [defaultText(spec), rangeText(spec)])).toEqual([
      ["empty", ""],
      ["7", "0 .. 5"],
      ["required", "> 0 .. 5"],
      ["fund", ""],
      ["required", "fund, capital"],
    ]);
  });

  it("find what a rulebook writes, of a list all entries that made the choice, and nothing of a default", () => {
    const layers: Setting = {
      kind: "list",
      origin: ORIGIN,
      items: [
        map({ layer: leaf("fund"), cap: leaf("1") }),
        map({ layer: leaf("capital"), amount: leaf('"9"'), cap: leaf("2") }),
        map({ layer: leaf("capital"), amount: leaf("8"), cap: leaf("2") }),
      ],
    };
    const root = map({ title: leaf("", false), rules: map({ max_lots: leaf("5") }), layers });
    expect(rows.map(({ steps }) => writtenText(root, steps))).toEqual([
      "",
      "5",
      "",
      "3 entries",
      "fund; capital; capital",
      "1",
      "9; 8",
      "2",
    ]);
  });
});
