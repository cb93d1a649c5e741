import { exp } from "../base/elementary.ts";
import type { Distribution, NumberSpec } from "../base/parameters.ts";
import type { Problems } from "./error.ts";
import { expected, got } from "./expected.ts";
import type { MapNode, Node } from "./node.ts";
import { isAllowed, numberIn } from "./number-in.ts";
import { joinPath } from "./parse.ts";
import type { Setting } from "./setting.ts";
import { didYouMean } from "./suggest.ts";
import type { Place } from "./validation.ts";
import { distributionText } from "./yaml-text.ts";

const FORMS: Readonly<Record<Distribution["distribution"], string>> = {
  uniform: "{uniform: [low, high]}",
  normal: "{normal: {mean: m, sd: s}}",
  lognormal: "{lognormal: {median: m, sigma: s}}",
  choice: "{choice: [a, b, c]}",
};

/** A draw further out than this has a probability of 2e-9. */
const REACH_SD = 6;

const NAMES = Object.keys(FORMS);

/** Whether a map looks like a distribution. */
export function isDistributionMap(node: MapNode): boolean {
  return [...node.entries.keys()].some((key) => NAMES.includes(key));
}

/**
 * Checks a distribution in the place of a number: its form, its own parameters, and that what can be drawn lies in the
 * number's range (of unbounded ones: six standard deviations each way). A whole number can only be a choice.
 */
export function settleDistribution(
  node: MapNode,
  spec: NumberSpec,
  place: Place,
  problems: Problems,
): Setting | undefined {
  const [name, ...others] = [...node.entries.keys()];
  if (name === undefined || others.length > 0 || !NAMES.includes(name)) {
    const hint = name === undefined ? "" : didYouMean(name, NAMES);
    const forms = Object.values(FORMS).join(", ");
    problems.report(node.origin, place.path, `must be a number or one of ${forms}, got ${got(node)}${hint}`);
    return undefined;
  }
  if (spec.kind === "integer" && name !== "choice") {
    problems.report(
      node.origin,
      place.path,
      `must be a whole number, or ${FORMS.choice} of whole numbers, got ${name}`,
    );
    return undefined;
  }
  const reader = new Reader(
    (node.entries.get(name) as { value: Node }).value,
    joinPath(place.path, name),
    spec,
    problems,
  );
  const value = reader.read(name as Distribution["distribution"]);
  return value === undefined ? undefined : { kind: "leaf", value, text: distributionText(value), origin: node.origin };
}

/** Reads the parameters of one distribution. */
class Reader {
  private readonly node: Node;
  private readonly path: string;
  private readonly spec: NumberSpec;
  private readonly problems: Problems;

  constructor(node: Node, path: string, spec: NumberSpec, problems: Problems) {
    this.node = node;
    this.path = path;
    this.spec = spec;
    this.problems = problems;
  }

  read(name: Distribution["distribution"]): Distribution | undefined {
    if (name === "uniform") return this.uniform();
    if (name === "normal") return this.normal();
    return name === "lognormal" ? this.lognormal() : this.choice();
  }

  private uniform(): Distribution | undefined {
    const values = this.numbers(2, "uniform");
    if (values === undefined) return undefined;
    const [low, high] = values;
    if (low <= high) return { distribution: "uniform", low, high };
    return this.refuse(`low must not be above high, got ${String(low)} and ${String(high)}`);
  }

  private choice(): Distribution | undefined {
    const values = this.numbers(undefined, "choice");
    return values === undefined ? undefined : { distribution: "choice", values };
  }

  private normal(): Distribution | undefined {
    const values = this.named("mean", "sd", "normal");
    if (values === undefined) return undefined;
    const [mean, sd] = values;
    const reach = REACH_SD * sd;
    return this.inside(mean - reach, mean + reach) ? { distribution: "normal", mean, sd } : undefined;
  }

  private lognormal(): Distribution | undefined {
    const values = this.named("median", "sigma", "lognormal");
    if (values === undefined) return undefined;
    const [median, sigma] = values;
    const reach = exp(REACH_SD * sigma);
    return this.inside(median / reach, median * reach) ? { distribution: "lognormal", median, sigma } : undefined;
  }

  /** Whether the parameter's range holds all that an unbounded distribution can in practice give. */
  private inside(low: number, high: number): boolean {
    if (isAllowed(low, this.spec) && isAllowed(high, this.spec)) return true;
    const reach = `reaches from ${low.toPrecision(3)} to ${high.toPrecision(3)} (${String(REACH_SD)} standard deviations)`;
    this.refuse(`${reach}; every value must be ${expected({ ...this.spec, varies: false })}`);
    return false;
  }

  /** A list of numbers in the parameter's own range. */
  private numbers(count: number | undefined, name: "uniform" | "choice"): number[] | undefined {
    const { node } = this;
    const right = node.kind === "list" && (count === undefined ? node.items.length > 0 : node.items.length === count);
    if (!right) return this.refuse(`must be written ${FORMS[name]}, got ${got(node)}`);
    const single: NumberSpec = { ...this.spec, varies: false };
    const values = node.items.map((item, index) =>
      numberIn(item, single, `${this.path}[${String(index)}]`, this.problems),
    );
    return values.every((value) => value !== undefined) ? values : undefined;
  }

  /** A map of exactly a location and a spread; the spread not negative, the location of a lognormal above 0. */
  private named(location: string, spread: string, name: "normal" | "lognormal"): [number, number] | undefined {
    const entries = this.node.kind === "map" ? this.node.entries : undefined;
    const first = entries?.get(location)?.value;
    const second = entries?.get(spread)?.value;
    if (first === undefined || second === undefined || entries?.size !== 2) {
      this.refuse(`must be written ${FORMS[name]}, got ${got(this.node)}`);
      return undefined;
    }
    const plain = { kind: "number", unit: "1", meaning: "", source: "" } as const;
    const positive = name === "lognormal" ? { above: 0 } : {};
    const one = numberIn(
      first,
      { ...plain, ...positive, unit: this.spec.unit },
      joinPath(this.path, location),
      this.problems,
    );
    const two = numberIn(second, { ...plain, minimum: 0 }, joinPath(this.path, spread), this.problems);
    return one === undefined || two === undefined ? undefined : [one, two];
  }

  private refuse(message: string): undefined {
    this.problems.report(this.node.origin, this.path, message);
    return undefined;
  }
}
