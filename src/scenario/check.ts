import type { Problems } from "./error.ts";
import type { Origin } from "./origin.ts";
import type { Validated } from "./validation.ts";

/** A combination of values that cannot be. */
export interface Finding {
  /** The value to blame, as files write it: venues.shfe.contracts[0].listings[0].from. */
  readonly path: string;
  /** What is wrong, as a sentence about that value. */
  readonly message: string;
}

/** Something that must hold between values that are each right by themselves. */
export interface Check<S> {
  /** The parts of the scenario that it looks at; it is left out while a value in them is wrong or missing. */
  readonly reads: readonly string[];
  find(scenario: S): readonly Finding[];
}

/** Runs the checks whose parts are sound and reports what they find at the line of the value (or of the map around it). */
export function runChecks<S>(
  checks: readonly Check<S>[],
  scenario: S,
  { origins, broken }: Pick<Validated, "origins" | "broken">,
  problems: Problems,
): void {
  for (const check of checks) {
    if (check.reads.some((part) => [...broken].some((path) => overlaps(part, path)))) continue;
    for (const { path, message } of check.find(scenario)) {
      const origin = originOf(path, origins);
      if (origin !== undefined) problems.report(origin, path, message);
    }
  }
}

/** Whether one path lies in the other. */
function overlaps(a: string, b: string): boolean {
  return isWithin(a, b) || isWithin(b, a);
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || outer === "" || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}

function originOf(path: string, origins: ReadonlyMap<string, Origin>): Origin | undefined {
  const end = Math.max(path.lastIndexOf("."), path.lastIndexOf("["), 0);
  return path === "" ? origins.get("") : (origins.get(path) ?? originOf(path.slice(0, end), origins));
}
