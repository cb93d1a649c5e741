import type { NumberSpec } from "../base/parameters.ts";
import type { Problems } from "./error.ts";
import { expected, got } from "./expected.ts";
import type { Node, ScalarNode } from "./node.ts";
import { numberScalar } from "./yaml-text.ts";

/** The number that a node holds; reported and undefined if it is none, or outside the specification's range. */
export function numberIn(node: Node, spec: NumberSpec, path: string, problems: Problems): number | undefined {
  if (node.kind === "scalar" && typeof node.value === "number") {
    const trap = numberTrap(node);
    if (trap !== undefined) {
      problems.report(node.origin, path, trap);
      return undefined;
    }
    if (isAllowed(node.value, spec)) return node.value + 0; // -0 becomes 0
  }
  problems.report(node.origin, path, `must be ${expected(spec)}, got ${got(node)}${numberHint(node, spec)}`);
  return undefined;
}

/** Why a YAML number is not what it looks like, in a message; undefined for an honest number. */
export function numberTrap(node: ScalarNode): string | undefined {
  const { plain, value } = node;
  if (plain === undefined || typeof value !== "number") return undefined;
  if (!Number.isFinite(value)) return `must be a finite number, got ${plain}`;
  if (/^[-+]?\d+$/.test(plain) && !Number.isSafeInteger(value)) {
    return `must be a whole number of at most ${String(Number.MAX_SAFE_INTEGER)} (beyond it digits are lost), got ${got(node)}`;
  }
  const decimal = /^[-+]?(0|[1-9]\d*)?(\.\d*)?([eE][-+]?\d+)?$/.test(plain);
  return decimal ? undefined : `must be a plain decimal number, got ${got(node)}; write ${numberScalar(value)}`;
}

/** Whether a number lies in a specification's range. */
export function isAllowed(value: number, spec: NumberSpec): boolean {
  if (spec.kind === "integer" && !Number.isSafeInteger(value)) return false;
  if (spec.minimum !== undefined && value < spec.minimum) return false;
  if (spec.maximum !== undefined && value > spec.maximum) return false;
  return spec.above === undefined || value > spec.above;
}

/** `; write 7` where text such as "7%", "1_000", "7 ms" or "7,5" clearly means one number of the right range. */
function numberHint(node: Node, spec: NumberSpec): string {
  if (node.kind !== "scalar" || typeof node.value !== "string") return "";
  const match = /^\s*([-+]?\d[\d_,' ]*(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*(%|[A-Za-z/ ]*)\s*$/.exec(node.value);
  if (match === null) return "";
  const groups = /^[-+]?\d{1,3}([_,' ]\d{3})*(\.\d+)?$/.test(match[1].trim());
  const digits = groups ? match[1].replace(/[_,' ]/g, "") : match[1].trim();
  const percentOfOne = match[2] === "%" && !/percent/i.test(spec.unit);
  const value = percentOfOne ? Number(digits) / 100 : Number(digits);
  return Number.isFinite(value) && isAllowed(value, spec) ? `; write ${numberScalar(value)}` : "";
}
