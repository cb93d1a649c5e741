import type { ParameterSpec, ParameterTable, ParametersOf } from "../base/parameters.ts";

/** The defaults of a table whose type is not known; those of its groups too. */
export function tableDefaults(table: ParameterTable): Record<string, unknown> {
  return Object.fromEntries(Object.entries(table).map(([name, spec]) => [name, defaultOf(spec)]));
}

function defaultOf(spec: ParameterSpec): unknown {
  if (spec.kind === "group") return tableDefaults(spec.fields);
  return "default" in spec ? spec.default : undefined;
}

/** The values of a table all of whose parameters have defaults, with changes. */
export function defaultsOf<T extends ParameterTable>(
  table: T,
  changes: Partial<ParametersOf<T>> = {},
): ParametersOf<T> {
  return { ...tableDefaults(table), ...changes } as ParametersOf<T>;
}
