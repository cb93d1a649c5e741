import type { NumberSpec, ParameterSpec } from "../base/parameters.ts";
import type { Node } from "./node.ts";
import { fieldsOf, snakeCase } from "./names.ts";

const LONGEST_SHOWN = 60;

/** What a specification asks for, as it stands after "must be ". */
export function expected(spec: ParameterSpec): string {
  switch (spec.kind) {
    case "number":
    case "integer":
      return expectedNumber(spec);
    case "boolean":
      return "true or false";
    case "text":
      return "text";
    case "choice":
      return spec.choices.length === 1 ? spec.choices[0] : `one of ${spec.choices.join(", ")}`;
    case "date":
      return "a date such as 2026-03-31";
    case "timeOfDay":
      return 'a time of day such as "20:55"';
    case "curve":
      return `a list of knots {date: 2026-03-31, value: 1.5}, value ${expectedNumber({ ...spec, kind: "number" })}`;
    case "list":
      return "a list";
    case "map":
      return "a map of names to values";
    case "group":
      return `a map with the keys ${[...fieldsOf(spec.fields).keys()].join(", ")}`;
    case "oneOf":
      return `a map whose ${snakeCase(spec.by)} is one of ${Object.keys(spec.tables).join(", ")}`;
  }
}

function expectedNumber(spec: Omit<NumberSpec, "meaning" | "source" | "default">): string {
  const unit = spec.unit === "" || spec.unit === "1" ? "" : ` (${spec.unit})`;
  const what = spec.kind === "integer" ? "a whole number" : "a number";
  return `${what}${range(spec)}${unit}${spec.varies === true ? " or a distribution" : ""}`;
}

/** The range of a number in words, with a space before it; "" for an unbounded one. */
function range(spec: Pick<NumberSpec, "minimum" | "maximum" | "above">): string {
  const { minimum, maximum, above } = spec;
  const high = maximum === undefined ? "" : `at most ${String(maximum)}`;
  if (above !== undefined) return ` above ${String(above)}${high === "" ? "" : ` and ${high}`}`;
  if (minimum === undefined) return high === "" ? "" : ` of ${high}`;
  return maximum === undefined ? ` of at least ${String(minimum)}` : ` from ${String(minimum)} to ${String(maximum)}`;
}

/** What was written, as it stands after "got ": numbers bare, text in quotes, cut where it is long. */
export function got(node: Node): string {
  if (node.kind === "list") return node.items.length === 0 ? "an empty list" : `a list of ${String(node.items.length)}`;
  if (node.kind === "map") return `a map (${shortened([...node.entries.keys()].join(", "))})`;
  if (node.value === null) return "nothing";
  return shortened(typeof node.value === "string" ? JSON.stringify(node.value) : (node.plain ?? String(node.value)));
}

/** Text from a file in quotes, cut where it is long. */
export function quotedPart(text: string): string {
  return shortened(JSON.stringify(text));
}

function shortened(text: string): string {
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}...`;
}
