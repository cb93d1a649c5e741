import type { Knot, ParameterSpec, ParameterTable } from "../base/parameters.ts";
import { fieldsOf, snakeCase } from "./names.ts";
import type { LeafSetting, Setting, SettingEntry } from "./setting.ts";
import { dateScalar, knotText, numberScalar, textScalar, timeScalar } from "./yaml-text.ts";

/** Whether a parameter must be written: it has no default, and is not a group whose fields all have one. */
export function isRequired(spec: ParameterSpec): boolean {
  if (spec.kind === "group") return requiredKeys(spec.fields).length > 0;
  return spec.default === undefined;
}

/** The keys of a table that must be written, as files write them. */
export function requiredKeys(table: ParameterTable): string[] {
  return [...fieldsOf(table)].filter(([, field]) => isRequired(field.spec)).map(([key]) => key);
}

/** The setting of a parameter that nobody wrote. Call it only where isRequired is false. */
export function defaultSetting(spec: ParameterSpec): Setting {
  return spec.kind === "group"
    ? groupSetting({}, spec.fields)
    : settingOf(spec, "default" in spec ? spec.default : undefined);
}

/** The setting of a default given in the program's own form: camelCase, days, minutes. */
function settingOf(spec: ParameterSpec, value: unknown): Setting {
  switch (spec.kind) {
    case "number":
    case "integer":
      return leaf(value, numberScalar(value as number));
    case "boolean":
      return leaf(value, String(value));
    case "text":
    case "choice":
      return leaf(value, textScalar(value as string));
    case "date":
      return leaf(value, dateScalar(value as number));
    case "timeOfDay":
      return leaf(value, timeScalar(value as number));
    case "curve":
      return list((value as readonly Knot[]).map((knot) => leaf(knot, knotText(knot))));
    case "list":
      return list((value as readonly unknown[]).map((item) => settingOf(spec.item, item)));
    case "map":
      return mapSetting(spec.item, value as Readonly<Record<string, unknown>>);
    case "group":
      return groupSetting(value as Readonly<Record<string, unknown>>, spec.fields);
    case "oneOf":
      return choiceSetting(spec.by, spec.tables, value as Readonly<Record<string, unknown>>);
  }
}

function leaf(value: unknown, text: string): LeafSetting {
  return { kind: "leaf", value: structuredClone(value), text, origin: undefined };
}

function list(items: readonly Setting[]): Setting {
  return { kind: "list", items, origin: undefined };
}

function mapSetting(item: ParameterSpec, values: Readonly<Record<string, unknown>>): Setting {
  const keys = Object.keys(values).sort();
  const entries = keys.map((key) => ({ key, name: key, setting: settingOf(item, values[key]) }));
  return { kind: "map", entries, origin: undefined };
}

function groupSetting(values: Readonly<Record<string, unknown>>, table: ParameterTable): Setting {
  return { kind: "map", entries: tableEntries(values, table), origin: undefined };
}

function choiceSetting(
  by: string,
  tables: Readonly<Record<string, ParameterTable>>,
  values: Readonly<Record<string, unknown>>,
): Setting {
  const choice = values[by] as string;
  const chosen = { key: snakeCase(by), name: by, setting: leaf(choice, textScalar(choice)) };
  return { kind: "map", entries: [chosen, ...tableEntries(values, tables[choice])], origin: undefined };
}

function tableEntries(values: Readonly<Record<string, unknown>>, table: ParameterTable): SettingEntry[] {
  return [...fieldsOf(table)].map(([key, { name, spec }]) => {
    return { key, name, setting: Object.hasOwn(values, name) ? settingOf(spec, values[name]) : defaultSetting(spec) };
  });
}
