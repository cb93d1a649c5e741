import type { ParameterSpec } from "../base/parameters.ts";
import { defaultSetting, isRequired, requiredKeys } from "./defaults.ts";
import type { Problems } from "./error.ts";
import { expected } from "./expected.ts";
import type { Node } from "./node.ts";
import { isAbsent } from "./node.ts";
import type { Origin } from "./origin.ts";
import type { Setting } from "./setting.ts";
import { settleCurve } from "./validate-curve.ts";
import { settleList, settleMap } from "./validate-collection.ts";
import { settleGroup, settleOneOf } from "./validate-group.ts";
import { settleNumber } from "./validate-number.ts";
import { settleWord } from "./validate-word.ts";
import type { Place, Validated, Validation } from "./validation.ts";

/** Checks a tree of nodes against a specification and reports every problem in it; in an incomplete one nothing is missing. */
export function validate(root: Node, spec: ParameterSpec, problems: Problems, isIncomplete = false): Validated {
  const validation: Validation = {
    problems,
    isIncomplete,
    origins: new Map(),
    broken: new Set(),
    settle: (node, childSpec, place) => {
      const setting = settle(node, childSpec, place, validation);
      if (setting === undefined) validation.broken.add(place.path);
      return setting;
    },
  };
  const setting = validation.settle(root, spec, { path: "", parent: root.origin });
  return { setting, origins: validation.origins, broken: validation.broken };
}

function settle(
  node: Node | undefined,
  spec: ParameterSpec,
  place: Place,
  validation: Validation,
): Setting | undefined {
  if (node === undefined || isAbsent(node)) return settleAbsent(node?.origin ?? place.parent, spec, place, validation);
  validation.origins.set(place.path, node.origin);
  switch (spec.kind) {
    case "number":
    case "integer":
      return settleNumber(node, spec, place, validation.problems);
    case "boolean":
    case "text":
    case "choice":
    case "date":
    case "timeOfDay":
      return settleWord(node, spec, place, validation.problems);
    case "curve":
      return settleCurve(node, spec, place, validation.problems);
    case "list":
      return settleList(node, spec, place, validation);
    case "map":
      return settleMap(node, spec, place, validation);
    case "group":
      return settleGroup(node, spec, place, validation);
    case "oneOf":
      return settleOneOf(node, spec, place, validation);
  }
}

function settleAbsent(origin: Origin, spec: ParameterSpec, place: Place, validation: Validation): Setting | undefined {
  if (!isRequired(spec)) return defaultSetting(spec);
  if (validation.isIncomplete) return undefined;
  const keys = spec.kind === "group" ? requiredKeys(spec.fields) : [];
  const wanted = keys.length > 0 ? `a map with at least ${keys.join(", ")}` : expected(spec);
  validation.problems.report(origin, place.path, `is missing; must be ${wanted}`);
  return undefined;
}
