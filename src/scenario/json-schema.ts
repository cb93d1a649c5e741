import { parse } from "yaml";
import { z } from "zod";
import type { CurveSpec, ListSpec, NumberSpec, OneOfSpec, ParameterSpec, ParameterTable } from "../base/parameters.ts";
import { defaultSetting, isRequired } from "./defaults.ts";
import { jsonText } from "./json-text.ts";
import { fieldsOf, snakeCase } from "./names.ts";
import { scenarioTable } from "./schema.ts";
import type { Setting } from "./setting.ts";

const DATE = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const TEXT = z.union([z.string(), z.int()]).meta({ id: "text" });
const CHOICE = z.strictObject({ choice: z.array(z.number()).min(1) }).meta({ id: "choice" });
/** Whether it stays in its parameter's range is left to `tokenpit validate`. */
const DISTRIBUTION = z
  .union([
    z.strictObject({ uniform: z.array(z.number()).length(2) }),
    z.strictObject({ normal: z.strictObject({ mean: z.number(), sd: z.number().gte(0) }) }),
    z.strictObject({ lognormal: z.strictObject({ median: z.number().gt(0), sigma: z.number().gte(0) }) }),
    CHOICE,
  ])
  .meta({ id: "distribution" });
const EXTENDS = z
  .string()
  .nullish()
  .meta({ description: "A file to build on, relative to this one; the keys here lie over its." });

/**
 * The shape of scenario files for editors, as JSON Schema text (draft 7), made from the parameter tables through zod.
 * Nothing in it is required, because a file that extends another says only what differs; null takes a value away.
 */
export function scenarioJsonSchema(): string {
  const variants = z.record(z.string(), z.record(z.string(), z.unknown()).nullable()).nullish();
  const described = variants.meta({ description: "Named variants: dotted paths and the values to put there." });
  const schema = z.toJSONSchema(z.strictObject({ ...shape(scenarioTable), variants: described }), {
    target: "draft-7",
    override: ({ jsonSchema }) => flattenNull(jsonSchema),
  });
  // zod attaches functions that JSON does not have.
  const data: unknown = JSON.parse(JSON.stringify({ title: "tokenpit scenario", ...schema }));
  return `${jsonText(data)}\n`;
}

/** The zod schema of what may stand in a file under a key of a table: every key may be missing or null. */
export function shape(table: ParameterTable): Record<string, z.ZodType> {
  const fields = [...fieldsOf(table)].map(([key, { spec }]) => {
    return [
      key,
      zodOf(spec)
        .nullish()
        .meta({ description: description(spec), ...defaultOf(spec) }),
    ] as const;
  });
  return Object.fromEntries([...fields, ["extends", EXTENDS]]);
}

function zodOf(spec: ParameterSpec): z.ZodType {
  switch (spec.kind) {
    case "number":
    case "integer":
      return spec.varies === true
        ? z.union([numberOf(spec), spec.kind === "integer" ? CHOICE : DISTRIBUTION])
        : numberOf(spec);
    case "boolean":
      return z.boolean();
    case "text":
      return TEXT;
    case "choice":
      return z.enum(spec.choices);
    case "date":
      return DATE;
    case "timeOfDay":
      return z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
    case "curve":
      return curveOf(spec);
    case "list":
      return listOf(spec);
    case "map":
      return z.object({ extends: EXTENDS }).catchall(zodOf(spec.item).nullable());
    case "group":
      return z.strictObject(shape(spec.fields));
    case "oneOf":
      return oneOf(spec);
  }
}

function numberOf(spec: Pick<NumberSpec, "kind" | "minimum" | "maximum" | "above">): z.ZodNumber {
  let schema: z.ZodNumber = spec.kind === "integer" ? z.int() : z.number();
  if (spec.minimum !== undefined) schema = schema.gte(spec.minimum);
  if (spec.maximum !== undefined) schema = schema.lte(spec.maximum);
  return spec.above === undefined ? schema : schema.gt(spec.above);
}

function curveOf(spec: CurveSpec): z.ZodType {
  const knots = z.array(z.strictObject({ date: DATE, value: numberOf({ ...spec, kind: "number" }) }));
  return spec.default?.length === 0 ? knots : knots.min(1);
}

function listOf(spec: ListSpec): z.ZodType {
  return z.array(zodOf(spec.item).meta({ description: sentence(spec.item.meaning) }));
}

/** One shape for each table, and one for an entry that leaves the choice to the file that it extends. */
function oneOf(spec: OneOfSpec): z.ZodType {
  const by = snakeCase(spec.by);
  const tables = Object.entries(spec.tables).map(([choice, table]) => {
    return z.strictObject({ [by]: z.literal(choice), ...shape(table) });
  });
  return z.union([...tables, z.looseObject({ [by]: z.null().optional() })]);
}

function description(spec: ParameterSpec): string {
  const parts = [sentence(spec.meaning)];
  if ("unit" in spec && spec.unit !== "" && spec.unit !== "1") parts.push(`Unit: ${spec.unit}.`);
  if ("default" in spec && spec.default !== undefined)
    parts.push(`Default: ${JSON.stringify(plain(defaultSetting(spec)))}.`);
  else if (isRequired(spec)) parts.push("Required.");
  if ("source" in spec) parts.push(`Source: ${spec.source.replace(/\.$/, "")}.`);
  return parts.join(" ");
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, "") + ".";
}

function defaultOf(spec: ParameterSpec): { default?: unknown } {
  return "default" in spec && spec.default !== undefined ? { default: plain(defaultSetting(spec)) } : {};
}

/** A setting as a file would hold it. */
function plain(setting: Setting): unknown {
  if (setting.kind === "list") return setting.items.map(plain);
  if (setting.kind === "map")
    return Object.fromEntries(setting.entries.map((entry) => [entry.key ?? entry.name, plain(entry.setting)]));
  return parse(setting.text);
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** {anyOf: [{type: number}, {type: null}]} as {type: [number, null]}: editors show the short form better. */
function flattenNull(schema: JsonSchema): void {
  const [first, second, ...others] = (schema.anyOf ?? []) as JsonSchema[];
  if (first === undefined || second?.type !== "null" || others.length > 0) return;
  if (first.anyOf !== undefined) {
    schema.anyOf = [...first.anyOf, second];
  } else if (typeof first.type === "string") {
    delete schema.anyOf;
    const withNull = first.enum === undefined ? {} : { enum: [...first.enum, null] };
    Object.assign(schema, { ...first, ...schema, type: [first.type, "null"], ...withNull });
  }
}
