import type { ColumnDefinition, TableDefinition, TableName } from "../record/tables.ts";
import { tables } from "../record/tables.ts";

/** A table on disk: where its parts are, relative to the run's folder. */
export interface TablePaths {
  readonly name: TableName;
  readonly paths: readonly string[];
}

/** The Data Package v2 descriptor (datapackage.org, 2024) of a run's tables: types, units, keys. */
export function dataPackage(name: string, title: string, parts: readonly TablePaths[]): object {
  return {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name,
    title,
    resources: parts.map(resource),
  };
}

function resource({ name, paths }: TablePaths): object {
  const definition: TableDefinition = tables[name];
  return {
    name,
    description: definition.meaning,
    path: paths.length === 1 ? paths[0] : paths,
    type: "table",
    format: "csv",
    mediatype: "text/csv",
    encoding: "utf-8",
    dialect: {
      $schema: "https://datapackage.org/profiles/2.0/tabledialect.json",
      delimiter: ",",
      lineTerminator: "\n",
    },
    schema: {
      $schema: "https://datapackage.org/profiles/2.0/tableschema.json",
      fields: Object.entries(definition.columns).map(([column, d]) => field(column, d)),
      primaryKey: definition.key,
      missingValues: [{ value: "", label: "missing or not applicable" }],
    },
  };
}

function field(name: string, { type, unit, meaning, values }: ColumnDefinition): object {
  return {
    name,
    type: FIELD_TYPES[type],
    description: meaning,
    ...(unit === "" ? {} : { unit }),
    ...(values === undefined ? {} : { constraints: { enum: values } }),
  };
}

const FIELD_TYPES: Readonly<Record<ColumnDefinition["type"], string>> = {
  integer: "integer",
  number: "number",
  money: "number",
  price: "number",
  boolean: "boolean",
  enum: "string",
  id: "string",
  date: "date",
  text: "string",
};
