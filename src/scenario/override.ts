import type { Problems } from "./error.ts";
import type { MapEntry, MapNode, Node } from "./node.ts";
import { isAbsent, withOrigins } from "./node.ts";
import type { Origin, Source } from "./origin.ts";
import { wholeOf } from "./origin.ts";
import { joinPath, parseYaml } from "./parse.ts";
import { didYouMean } from "./suggest.ts";

/**
 * An argument such as `--set compute.fleet.growth=1.5` as a tree to merge over the scenario: dotted keys from the root,
 * entries of keyed lists by their name, the value in YAML. Undefined if it is malformed, which is reported.
 */
export function parseSet(argument: string, problems: Problems): Node | undefined {
  const source: Source = { shown: `--set ${argument}`, label: "--set" };
  const origin = wholeOf(source);
  const equals = argument.indexOf("=");
  if (equals <= 0 || !isPath(argument.slice(0, equals))) {
    problems.report(origin, "", "must be written path=value, for example agents.noise.count=20");
    return undefined;
  }
  const value = parseYaml(argument.slice(equals + 1), source, problems, () => origin);
  return value === undefined ? undefined : nested(argument.slice(0, equals), value, origin);
}

/** An argument for one key of the root, such as `--seed 7`. */
export function argumentNode(key: string, value: string | number): Node {
  const origin = wholeOf({ shown: `--${key} ${String(value)}`, label: `--${key}` });
  return nested(key, { kind: "scalar", value, plain: undefined, origin }, origin);
}

/**
 * The changes of one named variant, each a tree to merge over the scenario, in the order of the file: a map of dotted
 * paths (or nested maps) to values. Reported: an unknown name, a variant that is no map, a malformed path.
 */
export function variantNodes(variants: Node | undefined, name: string, problems: Problems): Node[] {
  const node = variants?.kind === "map" ? variants.entries.get(name)?.value : undefined;
  if (node === undefined || isAbsent(node)) {
    const names = variantNames(variants);
    const known = names.length === 0 ? "; the scenario has none" : `; known: ${names.join(", ")}`;
    const origin = wholeOf({ shown: `--variant ${name}`, label: "--variant" });
    problems.report(origin, "", `there is no such variant${didYouMean(name, names) || known}`);
    return [];
  }
  const path = joinPath("variants", name);
  if (node.kind !== "map") {
    problems.report(node.origin, path, "must be a map of paths to values, such as {agents.noise.count: 0}");
    return [];
  }
  const nodes: Node[] = [];
  for (const [key, { keyOrigin, value }] of node.entries) {
    if (isPath(key)) nodes.push(withVariant(nested(key, value, keyOrigin), name));
    else problems.report(keyOrigin, path, `${JSON.stringify(key)} is not a path of keys with dots between them`);
  }
  return nodes;
}

/** The names of the variants, in the order of the file. */
export function variantNames(variants: Node | undefined): string[] {
  const entries = variants?.kind === "map" ? [...variants.entries] : [];
  return entries.filter(([, { value }]) => !isAbsent(value)).map(([name]) => name);
}

function isPath(path: string): boolean {
  return path.split(".").every((key) => key !== "");
}

/** A value under the keys of a dotted path: a.b and 1 give {a: {b: 1}}. */
function nested(path: string, value: Node, origin: Origin): Node {
  return path.split(".").reduceRight<Node>((inner, key): MapNode => {
    const entries = new Map<string, MapEntry>([[key, { keyOrigin: origin, value: inner }]]);
    return { kind: "map", entries, origin };
  }, value);
}

function withVariant(node: Node, variant: string): Node {
  return withOrigins(node, (origin) => ({ ...origin, variant }));
}
