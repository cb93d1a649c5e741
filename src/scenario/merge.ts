import type { ListSpec, OneOfSpec, ParameterSpec } from "../base/parameters.ts";
import type { Problems } from "./error.ts";
import { childSpec, snakeCase } from "./names.ts";
import type { ListNode, MapEntry, MapNode, Node } from "./node.ts";
import { isAbsent, textOf } from "./node.ts";
import { joinPath } from "./parse.ts";
import { didYouMean } from "./suggest.ts";

/** A list whose entries are addressed by one of their own keys. */
type KeyedListSpec = ListSpec & { readonly keyedBy: string };

/**
 * Lays what one text says over what another says. Maps merge key by key and keyed lists entry by entry; a map that an
 * argument or a variant lays over a keyed list addresses its entries by name; everything else is replaced, a keyed list by
 * an empty one too. A null stays as null, which takes the inherited value
 * away; a null for a named entry takes the entry away. A map that chooses another table than the one under it (rule:
 * lottery over rule: priority) replaces it. Names of entries that do not exist are reported.
 */
export class Merger {
  private readonly problems: Problems;

  constructor(problems: Problems) {
    this.problems = problems;
  }

  merge(base: Node | undefined, over: Node, spec: ParameterSpec | undefined, path: string): Node {
    if (base?.kind === "map" && over.kind === "map" && mapsMerge(base, over, spec)) {
      return this.mergeMaps(base, over, spec, path);
    }
    if (base?.kind === "list" && isKeyedList(spec)) {
      if (over.kind === "list" && over.items.length > 0) return this.mergeLists(base, over, spec, path);
      if (over.kind === "map" && isOverride(over)) return this.mergeNamed(base, over, spec, path);
    }
    return over;
  }

  private mergeMaps(base: MapNode, over: MapNode, spec: ParameterSpec | undefined, path: string): MapNode {
    const entries = new Map<string, MapEntry>(base.entries);
    const chooser = spec?.kind === "oneOf" && !over.entries.has(snakeCase(spec.by)) ? base : over;
    for (const [key, entry] of over.entries) {
      const under = base.entries.get(key);
      const value = this.merge(under?.value, entry.value, childSpec(spec, key, chooser), joinPath(path, key));
      const keyOrigin =
        value.kind === "map" && value.origin === under?.value.origin ? under.keyOrigin : entry.keyOrigin;
      entries.set(key, { keyOrigin, value });
    }
    return { kind: "map", entries, origin: mergedOrigin(base, over) };
  }

  private mergeLists(base: ListNode, over: ListNode, spec: KeyedListSpec, path: string): ListNode {
    const items = [...base.items];
    const merged = new Set<number>();
    for (const item of over.items) {
      const name = textOf(item, snakeCase(spec.keyedBy));
      const at = name === undefined ? -1 : indexOfName(base, spec, name);
      if (at < 0 || merged.has(at)) {
        items.push(item);
      } else {
        items[at] = this.merge(base.items[at], item, spec.item, `${path}[${String(at)}]`);
        merged.add(at);
      }
    }
    return { kind: "list", items, origin: mergedOrigin(base, over) };
  }

  private mergeNamed(base: ListNode, over: MapNode, spec: KeyedListSpec, path: string): ListNode {
    const items: (Node | undefined)[] = [...base.items];
    for (const [name, { keyOrigin, value }] of over.entries) {
      const at = indexOfName(base, spec, name);
      if (at < 0) {
        const key = snakeCase(spec.keyedBy);
        const known = base.items.map((item) => textOf(item, key)).filter((text) => text !== undefined);
        const hint = didYouMean(name, known) || `; known here: ${known.join(", ")}`;
        this.problems.report(keyOrigin, joinPath(path, name), `there is no entry with the ${key} ${name}${hint}`);
      } else {
        const item = base.items[at];
        items[at] = isAbsent(value) ? undefined : this.merge(item, value, spec.item, `${path}[${String(at)}]`);
      }
    }
    return { kind: "list", items: items.filter((item) => item !== undefined), origin: base.origin };
  }
}

function isKeyedList(spec: ParameterSpec | undefined): spec is KeyedListSpec {
  return spec?.kind === "list" && spec.keyedBy !== undefined;
}

function indexOfName(list: ListNode, spec: KeyedListSpec, name: string): number {
  return list.items.findIndex((item) => textOf(item, snakeCase(spec.keyedBy)) === name);
}

/** Whether a map goes into the one under it instead of replacing it: distributions and other tables' maps replace. */
function mapsMerge(base: MapNode, over: MapNode, spec: ParameterSpec | undefined): boolean {
  if (spec === undefined || spec.kind === "group" || spec.kind === "map") return true;
  return spec.kind === "oneOf" && choosesAlike(base, over, spec);
}

function choosesAlike(base: MapNode, over: MapNode, spec: OneOfSpec): boolean {
  const by = snakeCase(spec.by);
  const chosen = over.entries.get(by)?.value;
  return chosen === undefined || isAbsent(chosen) || textOf(over, by) === textOf(base, by);
}

/** A file that extends another is where its reader looks first; an argument or a variant only changes values in a file. */
function mergedOrigin(base: Node, over: Node): Node["origin"] {
  return isOverride(over) ? base.origin : over.origin;
}

function isOverride(node: Node): boolean {
  return node.origin.line === undefined || node.origin.variant !== undefined;
}
