import type { NumberSpec } from "../base/parameters.ts";
import { isDistributionMap, settleDistribution } from "./distributions.ts";
import type { Problems } from "./error.ts";
import { expected } from "./expected.ts";
import type { Node } from "./node.ts";
import { numberIn } from "./number-in.ts";
import type { Setting } from "./setting.ts";
import type { Place } from "./validation.ts";
import { numberScalar } from "./yaml-text.ts";

/** Checks a number, or the distribution that may stand in its place. */
export function settleNumber(node: Node, spec: NumberSpec, place: Place, problems: Problems): Setting | undefined {
  if (node.kind === "map" && spec.varies === true) return settleDistribution(node, spec, place, problems);
  if (node.kind === "map" && isDistributionMap(node)) {
    problems.report(node.origin, place.path, `takes no distribution; must be ${expected(spec)}`);
    return undefined;
  }
  const value = numberIn(node, spec, place.path, problems);
  return value === undefined ? undefined : { kind: "leaf", value, text: numberScalar(value), origin: node.origin };
}
