import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../src");

/** Who may import whom, besides itself. docs/architecture.md says why. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  kernel: ["base"],
  record: ["base"],
  market: ["base", "kernel"],
  clearing: ["base", "kernel", "market"],
  compute: ["base", "kernel"],
  agents: [
    "base",
    "market/engine/order-kinds.ts",
    "market/listed-month.ts",
    "market/order-draft.ts",
    "market/quote-view.ts",
  ],
  scenario: [
    "base",
    "agents/index.ts",
    "compute/parameters.ts",
    "compute/exogenous/parameters.ts",
    "compute/index/parameters.ts",
    "compute/network/network.ts",
    "compute/season.ts",
    "market/parameters.ts",
    "market/settlement/moments.ts",
    "clearing/default/waterfall.ts",
    "clearing/parameters.ts",
    "record/parameters.ts",
    "record/csv-parser.ts",
  ],
  world: ["base", "kernel", "market", "clearing", "compute", "agents", "record", "scenario/schema.ts"],
  metrics: ["base", "record"],
  sweep: ["base", "scenario", "world", "record", "metrics"],
  cli: [
    "base",
    "scenario",
    "sweep",
    "metrics",
    "record",
    "market",
    "compute/calibration-check.ts",
    "compute/dated-curve.ts",
    "compute/exogenous/parameters.ts",
    "compute/parameters.ts",
    "compute/reference-ahead.ts",
    "compute/index/methods/index.ts",
    "compute/rationing/parameters.ts",
    "agents/documentation.ts",
    "agents/index.ts",
  ],
  index: ["base", "scenario", "world", "sweep", "metrics", "record"],
};

/** Rooms of pure computation: no clock, no chance, no machine, no locale, no mathematics that differs between Nodes. */
const PURE = ["base", "kernel", "market", "clearing", "compute", "agents", "world", "metrics"];
const NODE_MODULES_ALLOWED = ["cli", "sweep", "record", "scenario"];
const BANNED: readonly (readonly [RegExp, string])[] = [
  [/\bMath\.random\b/, "ambient randomness"],
  [/\bnew Date\b|\bDate\.(now|parse|UTC)\b/, "the machine's clock"],
  [/\bperformance\./, "the machine's clock"],
  [/\bsetTimeout\b|\bsetInterval\b|\bsetImmediate\b/, "timers"],
  [/\bprocess\./, "the process"],
  [/\btoLocale\w*|\bIntl\.|\blocaleCompare\b/, "the locale"],
  [
    /\bMath\.(pow|exp|expm1|log|log2|log10|log1p|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|cbrt|hypot)\b/,
    "mathematics that differs between Node versions: use base/elementary.ts",
  ],
  [/[^*\s]\s*\*\*(?![*=])(?!\s*\d+\b(?!\.))/, "powers that differ between Node versions: use base/elementary.ts"],
];

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && !path.startsWith("testing/"))
  .sort();

describe("the house", () => {
  it("has only rooms that the table knows", () => {
    const rooms = new Set(files.map(roomOf));
    expect([...rooms].filter((room) => MAY_IMPORT[room] === undefined)).toEqual([]);
  });

  it.each(files)("%s imports only what its room may", (path) => {
    const wrong = importsOf(path).filter((target) => !isAllowed(roomOf(path), target));
    expect(wrong).toEqual([]);
  });

  it("has no import cycles", () => {
    expect(findCycle()).toEqual([]);
  });

  it.each(files.filter((path) => PURE.includes(roomOf(path))))("%s is pure computation", (path) => {
    const code = withoutComments(readFileSync(join(SRC, path), "utf8"));
    const found = BANNED.filter(([pattern]) => pattern.test(code)).map(([, why]) => why);
    expect(found).toEqual([]);
  });

  it("uses node: modules only where the world outside is met", () => {
    const wrong = files.filter(
      (path) =>
        !NODE_MODULES_ALLOWED.includes(roomOf(path)) && /from "node:/.test(readFileSync(join(SRC, path), "utf8")),
    );
    expect(wrong).toEqual([]);
  });

  it("lets only the scenario layer know zod and yaml", () => {
    const wrong = files.filter(
      (path) => roomOf(path) !== "scenario" && /from "(zod|yaml)/.test(readFileSync(join(SRC, path), "utf8")),
    );
    expect(wrong).toEqual([]);
  });
});

describe("the tests of the house can fail", () => {
  it.each([
    "const x = Math.random();",
    "const x = new Date();",
    "const y = a ** b;",
    "const z = Math.exp(1);",
    "names.sort((a, b) => a.localeCompare(b));",
  ])("%s is banned", (code) => {
    expect(BANNED.some(([pattern]) => pattern.test(withoutComments(code)))).toBe(true);
  });

  it("a book may not know an agent", () => {
    expect(isAllowed("market", "agents/index.ts")).toBe(false);
    expect(isAllowed("market", "base/units.ts")).toBe(true);
  });
});

function roomOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.indexOf("/")) : path.replace(/\.ts$/, "");
}

function importsOf(path: string): string[] {
  const text = withoutComments(readFileSync(join(SRC, path), "utf8"));
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(([, target]) =>
    relative(SRC, join(SRC, dirname(path), target!)).replaceAll("\\", "/"),
  );
}

function isAllowed(room: string, target: string): boolean {
  if (roomOf(target) === room) return true;
  return MAY_IMPORT[room]!.some((allowed) => (allowed.includes("/") ? target === allowed : roomOf(target) === allowed));
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}

function findCycle(): string[] {
  const state = new Map<string, "open" | "done">();
  const path: string[] = [];
  const visit = (file: string): string[] => {
    if (state.get(file) === "done") return [];
    if (state.get(file) === "open") return [...path.slice(path.indexOf(file)), file];
    state.set(file, "open");
    path.push(file);
    for (const target of importsOf(file).filter((name) => files.includes(name) && !isTypeOnly(file, name))) {
      const cycle = visit(target);
      if (cycle.length > 0) return cycle;
    }
    path.pop();
    state.set(file, "done");
    return [];
  };
  for (const file of files) {
    const cycle = visit(file);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

/** Imports of types vanish when compiled: they tie no knots at run time. */
function isTypeOnly(path: string, target: string): boolean {
  const text = readFileSync(join(SRC, path), "utf8");
  return [...text.matchAll(/import (type )?[^;]*?from "(\.[^"]+)"/g)]
    .filter(([, , name]) => relative(SRC, join(SRC, dirname(path), name!)).replaceAll("\\", "/") === target)
    .every(([, type]) => type !== undefined);
}
