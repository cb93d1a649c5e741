import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Node as YamlNode, Pair } from "yaml";
import type { Problems } from "./error.ts";
import type { MapEntry, Node, ScalarNode } from "./node.ts";
import type { Origin, Source } from "./origin.ts";
import { startOf } from "./origin.ts";
import { excess } from "./parse-limits.ts";

const DEPTH_MAXIMUM = 40;
const PARTS_MAXIMUM = 100_000;
const SYNTAX_PROBLEMS_MAXIMUM = 5;

/** Gives the origin of a character of the text, counted from 0. */
type Locate = (offset: number) => Origin;

/**
 * Reads YAML 1.2 (core schema) into nodes that know their place. Reported, with undefined as the result: syntax errors, no
 * content, several documents, repeated keys, keys that are not plain words, unknown and cyclic aliases, tags, merge keys,
 * too much nesting, and aliases that multiply to more than 100,000 parts. Dates stay text.
 */
export function parseYaml(text: string, source: Source, problems: Problems, locate?: Locate): Node | undefined {
  const lines = new LineCounter();
  const locator = locate ?? ((offset) => position(lines, source, offset));
  const tooMuch = excess(text);
  if (tooMuch !== undefined) {
    problems.report(locate === undefined ? { source, ...tooMuch.place } : locate(0), "", tooMuch.message);
    return undefined;
  }
  const before = problems.count;
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false, // its check takes quadratic time
    resolveKnownTags: false,
    logLevel: "error",
  });
  for (const error of [...document.errors, ...document.warnings].slice(0, SYNTAX_PROBLEMS_MAXIMUM)) {
    problems.report(locator(error.pos[0]), "", `is not valid YAML: ${sentence(error.code, error.message)}`);
  }
  if (problems.count > before) return undefined;
  const root = document.contents as YamlNode | null;
  if (root === null) {
    const nothing: ScalarNode = { kind: "scalar", value: null, plain: "", origin: locate?.(0) ?? startOf(source) };
    return nothing;
  }
  const node = new Converter(locator, problems).convert(root, "", 0).node;
  return problems.count > before ? undefined : node;
}

function position(lines: LineCounter, source: Source, offset: number): Origin {
  const { line, col } = lines.linePos(offset);
  return { source, line: Math.max(1, line), column: Math.max(1, col) };
}

function sentence(code: string, message: string): string {
  if (code === "MULTIPLE_DOCS") return "the file holds several documents (---); a scenario is one";
  if (code === "TAG_RESOLVE_FAILED") return `tags are not allowed (${message.replace(/^.*:\s+/, "")})`;
  if (code === "RESOURCE_EXHAUSTION") return "it is nested too deeply";
  return message.charAt(0).toLowerCase() + message.slice(1);
}

/** A node and the number of parts that it has with all aliases written out. */
interface Sized {
  readonly node: Node;
  readonly size: number;
}

class Converter {
  private readonly locate: Locate;
  private readonly problems: Problems;
  /** What each anchor stands for; undefined while it is still being read. */
  private readonly anchors = new Map<string, Sized | undefined>();
  private tooLarge = false;

  constructor(locate: Locate, problems: Problems) {
    this.locate = locate;
    this.problems = problems;
  }

  convert(item: YamlNode, path: string, depth: number): Sized {
    const origin = this.locate(item.range?.[0] ?? 0);
    if (isAlias(item)) return this.alias(item.source, origin, path);
    if (item.tag !== undefined) this.problems.report(origin, path, `has a tag (${item.tag}); tags are not allowed`);
    const anchor = "anchor" in item ? item.anchor : undefined;
    if (anchor !== undefined) this.anchors.set(anchor, undefined);
    const converted = this.content(item, origin, path, depth);
    if (anchor !== undefined) this.anchors.set(anchor, converted);
    return this.limited(converted, origin, path);
  }

  private content(item: YamlNode, origin: Origin, path: string, depth: number): Sized {
    if (isScalar(item)) return sized(scalar(item.value, item.type === "PLAIN" ? item.source : undefined, origin));
    if (depth >= DEPTH_MAXIMUM) {
      this.problems.report(origin, path, `is nested more than ${String(DEPTH_MAXIMUM)} levels deep`);
    } else if (isMap(item)) {
      return this.map(item.items as Pair<YamlNode, YamlNode | null>[], origin, path, depth);
    } else if (isSeq(item)) {
      return this.list(item.items as YamlNode[], origin, path, depth);
    }
    return sized(scalar(null, undefined, origin));
  }

  private map(pairs: readonly Pair<YamlNode, YamlNode | null>[], origin: Origin, path: string, depth: number): Sized {
    const entries = new Map<string, MapEntry>();
    let size = 1;
    for (const pair of pairs) {
      const keyOrigin = this.locate(pair.key.range?.[0] ?? 0);
      const key = this.key(pair.key, keyOrigin, path);
      if (key === undefined) continue;
      const keyPath = joinPath(path, key);
      const first = entries.get(key);
      if (first !== undefined) {
        const where = first.keyOrigin.line === undefined ? "" : `; first on line ${String(first.keyOrigin.line)}`;
        this.problems.report(keyOrigin, keyPath, `is written twice${where}`);
      }
      const value: Sized =
        pair.value === null ? sized(scalar(null, "", keyOrigin)) : this.convert(pair.value, keyPath, depth + 1);
      if (first === undefined) entries.set(key, { keyOrigin, value: value.node });
      size += value.size;
    }
    return { node: { kind: "map", entries, origin }, size };
  }

  private key(item: YamlNode, origin: Origin, path: string): string | undefined {
    if (!isScalar(item) || item.tag !== undefined || item.anchor !== undefined || item.source === undefined) {
      this.problems.report(origin, path, "has a key that is not a plain word");
      return undefined;
    }
    const key = item.type === "PLAIN" ? item.source : String(item.value);
    if (key === "<<") {
      this.problems.report(
        origin,
        path,
        "merge keys (<<) are not allowed; write extends: file.yaml, or repeat the values",
      );
      return undefined;
    }
    return key;
  }

  private list(items: readonly YamlNode[], origin: Origin, path: string, depth: number): Sized {
    const nodes: Node[] = [];
    let size = 1;
    for (const [index, item] of items.entries()) {
      const converted = this.convert(item, `${path}[${String(index)}]`, depth + 1);
      nodes.push(converted.node);
      size += converted.size;
    }
    return { node: { kind: "list", items: nodes, origin }, size };
  }

  private alias(name: string, origin: Origin, path: string): Sized {
    const target = this.anchors.get(name);
    if (target !== undefined) return this.limited(target, origin, path);
    const message = this.anchors.has(name)
      ? `the alias *${name} stands inside its own anchor &${name}: a cycle`
      : `the alias *${name} has no anchor &${name} before it${this.known()}`;
    this.problems.report(origin, path, message);
    return sized(scalar(null, undefined, origin));
  }

  private known(): string {
    return this.anchors.size === 0
      ? ""
      : ` (there is ${[...this.anchors.keys()].map((name) => `&${name}`).join(", ")})`;
  }

  private limited(value: Sized, origin: Origin, path: string): Sized {
    if (value.size <= PARTS_MAXIMUM) return value;
    if (!this.tooLarge) {
      this.problems.report(origin, path, `has more than ${String(PARTS_MAXIMUM)} parts with its aliases written out`);
    }
    this.tooLarge = true;
    return sized(scalar(null, undefined, origin));
  }
}

function sized(node: Node): Sized {
  return { node, size: 1 };
}

function scalar(value: unknown, plain: string | undefined, origin: Origin): ScalarNode {
  const known = typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
  return { kind: "scalar", value: known, plain, origin };
}

/** A path one key further: a, b gives a.b. */
export function joinPath(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
