import type { Origin } from "./origin.ts";

/** A piece of a scenario file as written, before anything is known about what it should be. */
export type Node = ScalarNode | MapNode | ListNode;

export interface ScalarNode {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** Exactly as written, for an unquoted value; undefined for quoted text. */
  readonly plain: string | undefined;
  readonly origin: Origin;
}

export interface MapEntry {
  readonly keyOrigin: Origin;
  readonly value: Node;
}

export interface MapNode {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, MapEntry>;
  readonly origin: Origin;
}

export interface ListNode {
  readonly kind: "list";
  readonly items: readonly Node[];
  readonly origin: Origin;
}

/** Whether nothing is written in a place: an absent node, or null, which also takes an inherited value away. */
export function isAbsent(node: Node | undefined): boolean {
  return node === undefined || (node.kind === "scalar" && node.value === null);
}

/** The text of an entry of a map, if there is one and it is text. */
export function textOf(node: Node | undefined, key: string): string | undefined {
  const value = node?.kind === "map" ? node.entries.get(key)?.value : undefined;
  return value?.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
}

/** The same tree with every origin rewritten. */
export function withOrigins(node: Node, rewrite: (origin: Origin) => Origin): Node {
  const origin = rewrite(node.origin);
  if (node.kind === "scalar") return { ...node, origin };
  if (node.kind === "list") return { ...node, origin, items: node.items.map((item) => withOrigins(item, rewrite)) };
  const entries = new Map<string, MapEntry>();
  for (const [key, entry] of node.entries) {
    entries.set(key, { keyOrigin: rewrite(entry.keyOrigin), value: withOrigins(entry.value, rewrite) });
  }
  return { ...node, origin, entries };
}
