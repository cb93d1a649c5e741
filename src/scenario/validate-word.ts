import { parseIsoDate } from "../base/dates.ts";
import type { BooleanSpec, ChoiceSpec, DateSpec, TextSpec, TimeOfDaySpec } from "../base/parameters.ts";
import type { Problems } from "./error.ts";
import { expected, got } from "./expected.ts";
import type { Node, ScalarNode } from "./node.ts";
import { numberTrap } from "./number-in.ts";
import type { Setting } from "./setting.ts";
import { didYouMean } from "./suggest.ts";
import type { Place } from "./validation.ts";
import { dateScalar, textScalar, timeScalar } from "./yaml-text.ts";

type WordSpec = BooleanSpec | TextSpec | ChoiceSpec | DateSpec | TimeOfDaySpec;

/** A value as the program takes it and as a file writes it. */
interface Word {
  readonly value: unknown;
  readonly text: string;
}

/** Checks a value that is one word: a truth, a text, a choice, a date or a time of day. */
export function settleWord(node: Node, spec: WordSpec, place: Place, problems: Problems): Setting | undefined {
  const found = node.kind === "scalar" ? word(node, spec) : undefined;
  if (found !== undefined) return { kind: "leaf", ...found, origin: node.origin };
  problems.report(node.origin, place.path, `must be ${expected(spec)}, got ${got(node)}${hint(node, spec)}`);
  return undefined;
}

function word(node: ScalarNode, spec: WordSpec): Word | undefined {
  const { value } = node;
  if (spec.kind === "boolean") return typeof value === "boolean" ? { value, text: String(value) } : undefined;
  if (spec.kind === "text") return textWord(node);
  if (typeof value !== "string") return undefined;
  if (spec.kind === "choice") return spec.choices.includes(value) ? { value, text: textScalar(value) } : undefined;
  return spec.kind === "date" ? dateWord(value) : timeWord(value);
}

/** Text; digits of a whole number count as text where text is wanted, for a seed may be written bare. */
function textWord(node: ScalarNode): Word | undefined {
  const { value, plain } = node;
  const digits =
    typeof value === "number" && plain !== undefined && /^-?\d+$/.test(plain) && numberTrap(node) === undefined;
  const text = digits ? plain : value;
  return typeof text === "string" ? { value: text, text: textScalar(text) } : undefined;
}

function dateWord(text: string): Word | undefined {
  const day = parseIsoDate(text);
  return day === undefined ? undefined : { value: day, text: dateScalar(day) };
}

function timeWord(text: string): Word | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (match === null) return undefined;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return { value: minutes, text: timeScalar(minutes) };
}

function hint(node: Node, spec: WordSpec): string {
  if (node.kind !== "scalar") return "";
  const { value } = node;
  if (spec.kind === "text") return `; write it in quotes`;
  if (typeof value !== "string") return "";
  if (spec.kind === "choice") return didYouMean(value, spec.choices);
  if (spec.kind === "date" && /^\d{4}-\d{2}-\d{2}$/.test(value)) return ", a day that no calendar has";
  if (spec.kind === "boolean" && /^(yes|on|y)$/i.test(value)) return "; write true";
  return spec.kind === "boolean" && /^(no|off|n)$/i.test(value) ? "; write false" : "";
}
