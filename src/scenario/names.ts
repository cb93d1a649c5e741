import type { OneOfSpec, ParameterSpec, ParameterTable } from "../base/parameters.ts";
import type { Node } from "./node.ts";
import { textOf } from "./node.ts";

/** A field of a table: its name in the code and its specification. */
export interface Field {
  readonly name: string;
  readonly spec: ParameterSpec;
}

/** The name that a parameter has in files: latencyUs is latency_us. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What a name must be that a scenario gives to an agent, a venue, a variant: it ends up in paths and file names. */
export const NAME_RULE = "must be a letter, then letters, digits, _ or - (40 at most)";

export function isName(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(text);
}

const cache = new WeakMap<ParameterTable, ReadonlyMap<string, Field>>();

/** A table's fields by their names in files, in the table's order. */
export function fieldsOf(table: ParameterTable): ReadonlyMap<string, Field> {
  const known = cache.get(table);
  if (known !== undefined) return known;
  const fields = new Map<string, Field>();
  for (const [name, spec] of Object.entries(table)) fields.set(snakeCase(name), { name, spec });
  cache.set(table, fields);
  return fields;
}

/** The table that a map's own choice selects; undefined if it makes none, or one that does not exist. */
export function chosenTable(spec: OneOfSpec, node: Node | undefined): ParameterTable | undefined {
  const choice = textOf(node, snakeCase(spec.by));
  return choice !== undefined && Object.hasOwn(spec.tables, choice) ? spec.tables[choice] : undefined;
}

/** What may stand under a key of a map that follows a specification; undefined where nothing is known. */
export function childSpec(
  spec: ParameterSpec | undefined,
  key: string,
  node: Node | undefined,
): ParameterSpec | undefined {
  if (spec?.kind === "group") return fieldsOf(spec.fields).get(key)?.spec;
  if (spec?.kind === "map") return spec.item;
  if (spec?.kind !== "oneOf") return undefined;
  const table = chosenTable(spec, node);
  return table === undefined ? undefined : fieldsOf(table).get(key)?.spec;
}
