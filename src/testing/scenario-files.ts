import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { GroupSpec, ParameterTable } from "../base/parameters.ts";
import type { Check } from "../scenario/check.ts";
import type { Problem } from "../scenario/error.ts";
import { ScenarioError } from "../scenario/error.ts";
import type { FileReference, Files } from "../scenario/files.ts";
import type { LoadOptions, Resolved } from "../scenario/resolve.ts";
import { resolveScenario } from "../scenario/resolve.ts";
import type { Scenario } from "../scenario/schema.ts";
import { scenarioSpecification } from "../scenario/specification.ts";

/** Scenario files that need no disk: names to texts; the first one is the scenario. */
export function filesInMemory(texts: Readonly<Record<string, string>>): Files {
  const reference = (name: string): FileReference => ({ id: name, source: { shown: name, label: name } });
  return {
    main: reference(Object.keys(texts)[0]),
    read: ({ id }) => (Object.hasOwn(texts, id) ? { text: texts[id] } : { failure: "there is no such file" }),
    resolve: (path, from) => (path.startsWith("/") ? undefined : reference(posix.join(posix.dirname(from.id), path))),
  };
}

const number = (unit: string) => ({ kind: "number", unit, meaning: "a number", source: "test" }) as const;

/** A small scenario language with every kind of parameter in it. */
export const smallTable = {
  title: { kind: "text", default: "", meaning: "title" },
  start: { kind: "date", meaning: "first day" },
  seed: { kind: "text", default: "1", meaning: "seed" },
  replications: { ...number("replications"), kind: "integer", minimum: 1, maximum: 100, default: 2 },
  regime: {
    kind: "choice",
    choices: ["auction", "posted"],
    default: "auction",
    unit: "1",
    meaning: "how prices form",
    source: "test",
  },
  open: { kind: "timeOfDay", default: 540, meaning: "opening" },
  heavy: { kind: "boolean", default: false, unit: "1", meaning: "heavy tables", source: "test" },
  band: {
    kind: "group",
    meaning: "price band",
    fields: {
      percent: { ...number("percent of the price"), above: 0, maximum: 100, default: 7 },
      days: { kind: "list", default: [1, 2], meaning: "days", item: { ...number("days"), kind: "integer" } },
    },
  },
  growth: { kind: "curve", unit: "1", meaning: "growth", source: "test", above: 0, default: [{ day: 0, value: 1.5 }] },
  venues: {
    kind: "map",
    default: {},
    meaning: "venues",
    item: {
      kind: "group",
      meaning: "a venue",
      fields: { tick: { ...number("CNY"), above: 0 }, code: { kind: "text", default: "TK", meaning: "code" } },
    },
  },
  agents: {
    kind: "list",
    keyedBy: "id",
    default: [],
    meaning: "agents",
    item: {
      kind: "oneOf",
      by: "kind",
      meaning: "an agent",
      tables: {
        noise: {
          id: { kind: "text", meaning: "name" },
          count: { ...number("agents"), kind: "integer", minimum: 0, maximum: 1000, default: 1 },
          sizeLots: { ...number("lots"), minimum: 0, varies: true, default: 2 },
        },
        maker: {
          id: { kind: "text", meaning: "name" },
          count: { ...number("agents"), kind: "integer", minimum: 0, maximum: 1000, default: 1 },
          spreadTicks: { ...number("ticks"), kind: "integer", minimum: 1, maximum: 50, varies: true },
          latencyMs: { ...number("ms"), minimum: 0, maximum: 1000, varies: true, default: 1 },
          skew: { ...number("1"), varies: true, default: 0 },
        },
      },
    },
  },
} as const satisfies ParameterTable;

const smallRoot: GroupSpec = { kind: "group", meaning: "a small scenario", fields: smallTable };

/** Resolves files in memory by the small language (or another root). Throws ScenarioError. */
export function resolveSmall<S = Record<string, unknown>>(
  texts: string | Readonly<Record<string, string>>,
  options: LoadOptions = {},
  rules: readonly Check<S>[] = [],
  root: GroupSpec = smallRoot,
): Resolved<S> {
  const files = filesInMemory(typeof texts === "string" ? { "main.yaml": texts } : texts);
  return resolveScenario<S>(files, options, { root, checks: rules });
}

/** The problems of files in memory, as `file:line:column path: message`; empty if there are none. */
export function problemsOf(
  texts: string | Readonly<Record<string, string>>,
  options: LoadOptions = {},
  rules: readonly Check<Record<string, unknown>>[] = [],
): string[] {
  return problemLines(() => resolveSmall(texts, options, rules));
}

const SHIPPED = join(import.meta.dirname, "../../scenarios");
const PARTS = ["parts/china-compute.yaml", "rulebooks/shfe.yaml"];

/** A complete scenario over the shipped compute market and rulebook, by its lines. */
export const WHOLE_SCENARIO = `title: A whole scenario
question: Does it load?
extends: parts/china-compute.yaml
start: 2024-01-15
end: 2026-03-31
seed: 20260322
replications: 3
venues:
  shfe:
    extends: rulebooks/shfe.yaml
    rules:
      daily_band: { percent: 5 }
agents:
  - { id: lab, kind: ai-lab, count: 3 }
  - { id: maker, kind: market-maker, latency_ms: { uniform: [1, 5] } }
  - { id: noise, kind: noise, count: 20 }
variants:
  no-noise: { agents.noise.count: 0 }
`;

/** The files of a scenario beside the shipped ones, names to texts, the scenario first. */
export function withShippedParts(text: string): Record<string, string> {
  const texts: Record<string, string> = { "whole.yaml": text };
  for (const part of PARTS) texts[part] = readFileSync(join(SHIPPED, part), "utf8");
  return texts;
}

/** Resolves a text by the real scenario language. Throws ScenarioError. */
export function resolveReal(text: string, options: LoadOptions = {}): Resolved<Scenario> {
  return resolveScenario<Scenario>(filesInMemory(withShippedParts(text)), options, scenarioSpecification);
}

/** The problems that `resolve` ends with; empty if it does not. */
export function problemLines(resolve: () => unknown): string[] {
  try {
    resolve();
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map(problemLine);
    throw error;
  }
}

function problemLine({ file, line, column, path, message }: Problem): string {
  const place = line === undefined ? file : `${file}:${String(line)}:${String(column)}`;
  return `${place} ${path}: ${message}`;
}
