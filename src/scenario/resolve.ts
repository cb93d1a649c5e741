import { sha256Hex } from "../base/random.ts";
import type { GroupSpec } from "../base/parameters.ts";
import type { Check } from "./check.ts";
import { runChecks } from "./check.ts";
import { Problems, ScenarioError } from "./error.ts";
import { Extender } from "./extends.ts";
import type { Files } from "./files.ts";
import { Merger } from "./merge.ts";
import { isName, NAME_RULE } from "./names.ts";
import type { MapEntry, Node } from "./node.ts";
import { isAbsent } from "./node.ts";
import { labelOf } from "./origin.ts";
import { joinPath } from "./parse.ts";
import { argumentNode, parseSet, variantNames, variantNodes } from "./override.ts";
import { canonicalText, resolvedLines, resolvedText } from "./resolved.ts";
import type { MapSetting } from "./setting.ts";
import { valueOf } from "./setting.ts";
import { validate } from "./validate.ts";
import type { Validated } from "./validation.ts";

/** Names with which the command line means all variants, and none. */
const RESERVED: readonly string[] = ["all", "base"];

/** What may be changed from the command line. */
export interface LoadOptions {
  /** Texts path=value, applied in order, after the variant. */
  readonly set?: readonly string[];
  readonly variant?: string;
  readonly seed?: string;
  readonly replications?: number;
}

/** A data file that a scenario consists of beside its own text. */
export interface Attachment {
  /** Where the resolved scenario expects it, relative to itself; parts are divided by "/". */
  readonly path: string;
  readonly text: string;
}

/** Settings with the data of a file in them. */
export interface Attached {
  readonly setting: MapSetting;
  readonly attachment?: Attachment;
  /** The path of a value whose file cannot be used, which has been reported. */
  readonly broken?: string;
}

/** Brings data files that validated settings name into them. */
export type Attach = (setting: MapSetting, validated: Validated, files: Files, problems: Problems) => Attached;

/** What a scenario must look like: its tables, its data files, and what must hold between values. */
export interface Specification<S> {
  readonly root: GroupSpec;
  readonly attach?: Attach;
  readonly checks: readonly Check<S>[];
}

/** A complete scenario. */
export interface Resolved<S> {
  /** Plain data with every default, deeply frozen. */
  readonly value: S;
  /** The same as a scenario file, with the origin of each value as a comment. */
  readonly yaml: string;
  /** SHA-256 of the content, which the resolved file has too. */
  readonly sha256: string;
  readonly attachments: readonly Attachment[];
  readonly variants: readonly string[];
}

/**
 * Text to scenario: reads the file and what it extends, lays variant and arguments over it, checks everything, and fills
 * in defaults. All variants are checked, whichever is asked for. Throws ScenarioError with every problem at once.
 */
export function resolveScenario<S>(files: Files, options: LoadOptions, specification: Specification<S>): Resolved<S> {
  const problems = new Problems();
  const mainFile = files.main.source.shown;
  const stop = (): never => {
    throw new ScenarioError(mainFile, problems.list());
  };
  const extender = new Extender(files, problems);
  const whole = extender.readScenario(specification.root);
  if (whole === undefined) return stop();
  const { root, variants } = takeVariants(whole, problems);
  if (extender.isIncomplete) {
    validate(root, specification.root, problems, true);
    return stop();
  }
  const builder = new Builder(files, root, variants, argumentNodes(options, problems), specification);
  const names = variantNames(variants);
  const built = builder.build(options.variant, problems);
  for (const name of [undefined, ...names]) if (name !== options.variant) builder.checkOther(name, problems);
  if (built === undefined || problems.count > 0) return stop();
  const { setting, attachment } = built;
  const lines = resolvedLines(setting);
  const variantText = options.variant === undefined ? "" : `, variant ${options.variant}`;
  const header = `Every value of a run of ${labelOf(files.main.source)}${variantText}, and where it was written. A scenario itself.`;
  return {
    value: valueOf(setting) as S,
    yaml: resolvedText(lines, header),
    sha256: sha256Hex(canonicalText(lines)),
    attachments: attachment === undefined ? [] : [attachment],
    variants: names,
  };
}

/** Builds a scenario's variants, with the arguments of the command line over each. */
class Builder<S> {
  private readonly files: Files;
  private readonly root: Node;
  private readonly variants: Node | undefined;
  private readonly arguments: readonly Node[];
  private readonly specification: Specification<S>;

  constructor(
    files: Files,
    root: Node,
    variants: Node | undefined,
    argumentNodes: readonly Node[],
    specification: Specification<S>,
  ) {
    this.files = files;
    this.root = root;
    this.variants = variants;
    this.arguments = argumentNodes;
    this.specification = specification;
  }

  /** The checked settings of a variant, or of the scenario itself; undefined where the problems leave nothing. */
  build(variant: string | undefined, problems: Problems): Attached | undefined {
    const { root: spec, attach, checks } = this.specification;
    const merger = new Merger(problems);
    const overrides = variant === undefined ? [] : variantNodes(this.variants, variant, problems);
    const node = [...overrides, ...this.arguments].reduce(
      (base, over) => merger.merge(base, over, spec, ""),
      this.root,
    );
    const validated = validate(node, spec, problems);
    const { setting, origins } = validated;
    if (setting?.kind !== "map") return undefined;
    const attached = attach === undefined ? { setting } : attach(setting, validated, this.files, problems);
    const broken = attached.broken === undefined ? validated.broken : new Set([...validated.broken, attached.broken]);
    runChecks(checks, valueOf(attached.setting) as S, { origins, broken }, problems);
    return attached;
  }

  /** Checks a variant that is not to be run. Arguments need not fit it: only problems of files count. */
  checkOther(variant: string | undefined, problems: Problems): void {
    const own = new Problems();
    this.build(variant, own);
    for (const problem of own.list()) if (problem.line !== undefined) problems.add(problem);
  }
}

function argumentNodes(options: LoadOptions, problems: Problems): Node[] {
  const { set = [], seed, replications } = options;
  const nodes = set.map((argument) => parseSet(argument, problems)).filter((node) => node !== undefined);
  if (seed !== undefined) nodes.push(argumentNode("seed", seed));
  if (replications !== undefined) nodes.push(argumentNode("replications", replications));
  return nodes;
}

/** The scenario without its variants, and these. */
function takeVariants(whole: Node, problems: Problems): { root: Node; variants: Node | undefined } {
  if (whole.kind !== "map") return { root: whole, variants: undefined };
  const variants = whole.entries.get("variants")?.value;
  const entries = new Map<string, MapEntry>(whole.entries);
  entries.delete("variants");
  if (variants !== undefined) checkVariantNames(variants, problems);
  return { root: { ...whole, entries }, variants };
}

function checkVariantNames(variants: Node, problems: Problems): void {
  if (variants.kind !== "map") {
    if (!isAbsent(variants)) problems.report(variants.origin, "variants", "must be a map of names to changes");
    return;
  }
  for (const [name, { keyOrigin }] of variants.entries) {
    const path = joinPath("variants", name);
    if (!isName(name)) problems.report(keyOrigin, path, NAME_RULE);
    if (RESERVED.includes(name))
      problems.report(keyOrigin, path, `must be another name: ${name} has a meaning of its own`);
  }
}
