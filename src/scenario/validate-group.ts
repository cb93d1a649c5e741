import type { GroupSpec, OneOfSpec, ParameterTable } from "../base/parameters.ts";
import { isRequired } from "./defaults.ts";
import { expected, got } from "./expected.ts";
import type { Field } from "./names.ts";
import { fieldsOf, snakeCase } from "./names.ts";
import type { MapNode, Node } from "./node.ts";
import { isAbsent } from "./node.ts";
import { joinPath } from "./parse.ts";
import type { Setting, SettingEntry } from "./setting.ts";
import { didYouMean, suggest } from "./suggest.ts";
import type { Place, Validation } from "./validation.ts";
import { textScalar } from "./yaml-text.ts";

const KEYS_SHOWN = 12;

/** Checks a map with fixed keys: each known key by its own specification, and that there are no others. */
export function settleGroup(node: Node, spec: GroupSpec, place: Place, validation: Validation): Setting | undefined {
  if (node.kind !== "map") {
    validation.problems.report(node.origin, place.path, `must be ${expected(spec)}, got ${got(node)}`);
    return undefined;
  }
  return {
    kind: "map",
    entries: settleFields(node, fieldsOf(spec.fields), [], place, validation),
    origin: node.origin,
  };
}

/** Checks a map one of whose keys chooses the table that the others follow. */
export function settleOneOf(node: Node, spec: OneOfSpec, place: Place, validation: Validation): Setting | undefined {
  const { problems } = validation;
  const by = snakeCase(spec.by);
  const choices = Object.keys(spec.tables);
  if (node.kind !== "map") {
    problems.report(node.origin, place.path, `must be ${expected(spec)}, got ${got(node)}`);
    return undefined;
  }
  const chosen = node.entries.get(by)?.value;
  if (chosen === undefined || isAbsent(chosen)) {
    if (validation.isIncomplete) return undefined;
    const misspelt = suggest(
      by,
      [...node.entries.keys()].filter((key) => !isFieldOfAny(key, spec)),
    );
    const hint = misspelt === undefined ? "" : ` (is ${misspelt} meant to be ${by}?)`;
    const origin = chosen?.origin ?? node.origin;
    problems.report(origin, joinPath(place.path, by), `is missing; must be one of ${choices.join(", ")}${hint}`);
    return undefined;
  }
  if (chosen.kind !== "scalar" || typeof chosen.value !== "string" || !Object.hasOwn(spec.tables, chosen.value)) {
    const hint = chosen.kind === "scalar" ? didYouMean(String(chosen.value), choices) : "";
    const message = `must be one of ${choices.join(", ")}, got ${got(chosen)}${hint}`;
    problems.report(chosen.origin, joinPath(place.path, by), message);
    return undefined;
  }
  validation.origins.set(joinPath(place.path, by), chosen.origin);
  const setting: Setting = {
    kind: "leaf",
    value: chosen.value,
    text: textScalar(chosen.value),
    origin: chosen.origin,
  };
  const fields = fieldsOf(spec.tables[chosen.value]);
  const entries = settleFields(node, fields, [by], place, validation);
  return { kind: "map", entries: [{ key: by, name: spec.by, setting }, ...entries], origin: node.origin };
}

/** The known keys' settings, in the table's order. Unknown and missing keys are reported; a misspelt one once. */
function settleFields(
  node: MapNode,
  fields: ReadonlyMap<string, Field>,
  otherKeys: readonly string[],
  place: Place,
  validation: Validation,
): SettingEntry[] {
  const misspelt = settleUnknown(node, fields, otherKeys, place, validation);
  const entries: SettingEntry[] = [];
  for (const [key, { name, spec }] of fields) {
    const entry = node.entries.get(key);
    const child = { path: joinPath(place.path, key), parent: node.origin };
    if (entry === undefined && misspelt.has(key)) {
      validation.broken.add(child.path);
      continue;
    }
    const setting = validation.settle(entry?.value, spec, child);
    if (setting !== undefined) entries.push({ key, name, setting });
  }
  return entries;
}

/**
 * Reports the keys that the table does not have, and checks what stands under them as what they were probably meant to be.
 * Returns these meant keys.
 */
function settleUnknown(
  node: MapNode,
  fields: ReadonlyMap<string, Field>,
  otherKeys: readonly string[],
  place: Place,
  validation: Validation,
): ReadonlySet<string> {
  const meant = new Set<string>();
  for (const [key, entry] of node.entries) {
    if (fields.has(key) || otherKeys.includes(key)) continue;
    const path = joinPath(place.path, key);
    const open = [...fields.keys()].filter((known) => !node.entries.has(known) && !meant.has(known));
    const required = open.filter((known) => isRequired((fields.get(known) as Field).spec));
    const found = suggest(key, [...required, ...open]) ?? suggest(key, fields.keys());
    validation.problems.report(entry.keyOrigin, path, `unknown key; ${advice(found, fields, otherKeys)}`);
    if (found === undefined || !open.includes(found)) continue;
    meant.add(found);
    validation.settle(entry.value, (fields.get(found) as Field).spec, { path, parent: node.origin });
  }
  return meant;
}

function advice(found: string | undefined, fields: ReadonlyMap<string, Field>, otherKeys: readonly string[]): string {
  if (found !== undefined) return `did you mean ${found}?`;
  const keys = [...otherKeys, ...fields.keys()];
  const more = keys.length > KEYS_SHOWN ? `, ... (${String(keys.length)} in all)` : "";
  return keys.length === 0 ? "no key is allowed here" : `known here: ${keys.slice(0, KEYS_SHOWN).join(", ")}${more}`;
}

function isFieldOfAny(key: string, spec: OneOfSpec): boolean {
  return Object.values(spec.tables).some((table: ParameterTable) => fieldsOf(table).has(key));
}
