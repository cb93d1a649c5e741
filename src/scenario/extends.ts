import type { ParameterSpec } from "../base/parameters.ts";
import type { Problems } from "./error.ts";
import type { FileReference, Files } from "./files.ts";
import { Merger } from "./merge.ts";
import { childSpec, snakeCase } from "./names.ts";
import type { MapEntry, MapNode, Node } from "./node.ts";
import { isAbsent } from "./node.ts";
import type { Origin } from "./origin.ts";
import { wholeOf } from "./origin.ts";
import { joinPath, parseYaml } from "./parse.ts";

const LOADS_MAXIMUM = 200;

/**
 * Reads a scenario file and everything that it extends. Any map may say `extends: file.yaml`, a path relative to the file
 * that says it; the file's content then lies under the map's own keys, as Merger lays it. Reported: files that cannot be
 * read, cycles with the whole chain, and more than 200 loads. Undefined where the scenario itself cannot be read.
 */
export class Extender {
  private readonly files: Files;
  private readonly problems: Problems;
  private readonly parsed = new Map<string, Node | undefined>();
  private readonly merger: Merger;
  private loads = 0;
  private failed = false;

  constructor(files: Files, problems: Problems) {
    this.files = files;
    this.problems = problems;
    this.merger = new Merger(problems);
  }

  /** Whether a file could not be brought in: what it says is then missing without being anybody's mistake. */
  get isIncomplete(): boolean {
    return this.failed;
  }

  /** The scenario as one tree; every node still names the file and line that wrote it. */
  readScenario(spec: ParameterSpec): Node | undefined {
    const { main } = this.files;
    const root = this.parse(main, wholeOf(main.source), "", "");
    return root === undefined ? undefined : this.expand(root, spec, [main], "");
  }

  private expand(node: Node, spec: ParameterSpec | undefined, chain: readonly FileReference[], path: string): Node {
    if (node.kind === "scalar") return node;
    if (node.kind === "list") {
      const item = spec?.kind === "list" ? spec.item : undefined;
      const items = node.items.map((part, index) => this.expand(part, item, chain, `${path}[${String(index)}]`));
      return { ...node, items };
    }
    const extension = node.entries.get("extends");
    const base = extension === undefined ? undefined : this.base(extension.value, spec, chain, path);
    const own = this.expandEntries(node, base, spec, chain, path);
    return base === undefined ? own : this.merger.merge(base, own, spec, path);
  }

  private expandEntries(
    node: MapNode,
    base: Node | undefined,
    spec: ParameterSpec | undefined,
    chain: readonly FileReference[],
    path: string,
  ): MapNode {
    const chooser = spec?.kind === "oneOf" && !node.entries.has(snakeCase(spec.by)) ? base : node;
    const entries = new Map<string, MapEntry>();
    for (const [key, entry] of node.entries) {
      if (key === "extends") continue;
      const value = this.expand(entry.value, childSpec(spec, key, chooser), chain, joinPath(path, key));
      entries.set(key, { ...entry, value });
    }
    return { ...node, entries };
  }

  private base(
    value: Node,
    spec: ParameterSpec | undefined,
    chain: readonly FileReference[],
    path: string,
  ): Node | undefined {
    if (isAbsent(value)) return undefined;
    const at = joinPath(path, "extends");
    const from = chain[chain.length - 1];
    const name = value.kind === "scalar" && typeof value.value === "string" ? value.value : "";
    const target = name === "" ? undefined : this.files.resolve(name, from);
    if (target === undefined) {
      return this.refuse(
        value.origin,
        at,
        "must be the path of a file, relative to this one, such as rulebooks/shfe.yaml",
      );
    }
    const again = chain.findIndex((file) => file.id === target.id);
    if (again >= 0) {
      const circle = [...chain.slice(again), target].map((file) => file.source.label).join(" -> ");
      return this.refuse(value.origin, at, `goes in a circle: ${circle}`);
    }
    this.loads++;
    if (this.loads > LOADS_MAXIMUM) {
      return this.refuse(value.origin, at, `is one of more than ${String(LOADS_MAXIMUM)} extensions in all`);
    }
    const root = this.parse(target, value.origin, at, `${name}: `);
    this.failed ||= root === undefined;
    return root === undefined ? undefined : this.expand(root, spec, [...chain, target], path);
  }

  private refuse(origin: Origin, path: string, message: string): undefined {
    this.problems.report(origin, path, message);
    this.failed = true;
    return undefined;
  }

  /** A file's content, parsed once; failures to read it are reported where it is asked for. */
  private parse(file: FileReference, asked: Origin, path: string, prefix: string): Node | undefined {
    if (this.parsed.has(file.id)) return this.parsed.get(file.id);
    const node = this.parseNow(file, asked, path, prefix);
    this.parsed.set(file.id, node);
    return node;
  }

  private parseNow(file: FileReference, asked: Origin, path: string, prefix: string): Node | undefined {
    const content = this.files.read(file);
    if ("failure" in content) {
      const { failure, line, column } = content;
      if (line === undefined) return this.refuse(asked, path, prefix + failure);
      return this.refuse({ source: file.source, line, column }, "", failure);
    }
    const node = parseYaml(content.text, file.source, this.problems);
    if (node === undefined || node.kind === "map") return node;
    const message = isAbsent(node)
      ? "is empty; a scenario file is a map of keys to values"
      : "must be a map of keys to values";
    return this.refuse(node.origin, "", message);
  }
}
