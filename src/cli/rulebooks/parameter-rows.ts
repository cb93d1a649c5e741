import type { ParameterSpec, ParameterTable } from "../../base/parameters.ts";
import { snakeCase } from "../../scenario/names.ts";
import { dateScalar, timeScalar } from "../../scenario/yaml-text.ts";

/** A step down a tree of settings: into every entry of a list, or to a key, where a choice asks for one only if it was made. */
export type Step = "[]" | { readonly key: string; readonly by?: string; readonly choice?: string };

/** The parameters of one group. */
export interface Section {
  /** Path of the group. */
  readonly title: string;
  readonly meaning: string;
}

/** One parameter of the registry as a line of documentation. */
export interface ParameterRow {
  readonly section: Section;
  /** As files write it, with [] for every entry of a list. */
  readonly path: string;
  readonly steps: readonly Step[];
  /** Choices that must have been made for the parameter to be read. */
  readonly conditions: readonly string[];
  readonly spec: ParameterSpec;
}

/** Groups whose own groups are sections. */
const DIVIDED = ["rules", "clearing"];

/**
 * All parameters of a table, in its order: leaves, lists and choices; groups are only walked through. Paths begin with
 * `prefix` where it is not empty; what lies directly in the table is in the section `top`.
 */
export function parameterRows(table: ParameterTable, prefix: string, top: Section): ParameterRow[] {
  const rows: ParameterRow[] = [];
  walkTable(table, { section: top, path: prefix, steps: [], conditions: [] }, rows);
  return rows;
}

type Place = Omit<ParameterRow, "spec">;

function walkTable(table: ParameterTable, place: Place, rows: ParameterRow[], chosen?: { by: string; choice: string }) {
  for (const [name, spec] of Object.entries(table)) {
    const key = snakeCase(name);
    const path = place.path === "" ? key : `${place.path}.${key}`;
    walk(spec, { ...place, path, steps: [...place.steps, { key, ...chosen }] }, rows);
  }
}

function walk(spec: ParameterSpec, at: Place, rows: ParameterRow[]): void {
  const place = isDivided(spec, at.path) ? { ...at, section: { title: at.path, meaning: spec.meaning } } : at;
  if (spec.kind === "group") return walkTable(spec.fields, place, rows);
  if (spec.kind === "map") return walk(spec.item, { ...place, path: `${place.path}.<name>` }, rows);
  if (spec.kind === "oneOf") return walkChoices(spec, place, rows);
  rows.push({ ...place, spec });
  if (spec.kind !== "list" || (spec.item.kind !== "group" && spec.item.kind !== "oneOf")) return;
  walk(spec.item, { ...place, path: `${place.path}[]`, steps: [...place.steps, "[]"] }, rows);
}

function walkChoices(spec: ParameterSpec & { kind: "oneOf" }, place: Place, rows: ParameterRow[]): void {
  const by = snakeCase(spec.by);
  rows.push({ ...place, path: `${place.path}.${by}`, steps: [...place.steps, { key: by }], spec });
  for (const [choice, table] of Object.entries(spec.tables))
    walkTable(table, { ...place, conditions: [...place.conditions, choice] }, rows, { by, choice });
}

/** Whether what lies below a group, or a list of groups, is a section of its own: at the top, and in divided groups. */
function isDivided(spec: ParameterSpec, path: string): boolean {
  const holds = spec.kind === "list" ? spec.item.kind : spec.kind;
  if (holds !== "group" && holds !== "oneOf") return false;
  const keys = path.split(".");
  return !path.endsWith("]") && (keys.length === 1 || (keys.length === 2 && DIVIDED.includes(keys[0])));
}

/** The default as files write it; "required" where there is none, "" for what only groups things. */
export function defaultText(spec: ParameterSpec): string {
  if (spec.kind === "group" || spec.kind === "map") return "";
  if (spec.default === undefined) return "required";
  if (spec.kind === "date") return dateScalar(spec.default);
  if (spec.kind === "timeOfDay") return timeScalar(spec.default).replaceAll('"', "");
  if (spec.kind === "text") return spec.default === "" ? "empty" : spec.default;
  if (spec.kind === "curve") return `${String(spec.default.length)} knots`;
  if (spec.kind === "oneOf") return String(spec.default[spec.by]);
  if (spec.kind === "list") return listText(spec.item, spec.default);
  return String(spec.default);
}

/** Words, or what each entry chooses; else how many there are. */
function listText(item: ParameterSpec, entries: readonly unknown[]): string {
  if (entries.length === 0) return "none";
  const words = item.kind === "oneOf" ? entries.map((entry) => (entry as Record<string, unknown>)[item.by]) : entries;
  if (words.every((word) => typeof word === "string")) return words.join(", ");
  return entries.length === 1 ? "one entry" : `${String(entries.length)} entries`;
}

/** Allowed values: words, or the two ends. */
export function rangeText(spec: ParameterSpec): string {
  if (spec.kind === "choice") return spec.choices.join(", ");
  if (spec.kind === "oneOf") return Object.keys(spec.tables).join(", ");
  if (spec.kind === "boolean") return "false, true";
  if (spec.kind === "list" && spec.item.kind === "choice") return spec.item.choices.join(", ");
  if (spec.kind !== "number" && spec.kind !== "integer") return "";
  const low = spec.minimum ?? (spec.above === undefined ? "" : `> ${String(spec.above)}`);
  return `${String(low)} .. ${String(spec.maximum ?? "")}`;
}
