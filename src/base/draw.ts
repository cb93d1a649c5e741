import { assert, InvariantError } from "./assert.ts";
import type { Distribution } from "./parameters.ts";
import type { Stream } from "./random.ts";
import { integerBelow, lognormal, normal, uniformBetween } from "./samplers.ts";

/** A tree of parameters with its distributions replaced by numbers. */
export type Drawn<T> = T extends Distribution
  ? number
  : T extends readonly (infer I)[]
    ? readonly Drawn<I>[]
    : T extends object
      ? { readonly [K in keyof T]: Drawn<T[K]> }
      : T;

/**
 * Replaces every distribution in a tree of plain data by a number drawn from a stream of its own, named by its path
 * ("risk.aversion", "steps.0"): so that another distribution, or a number in its place, changes no other draw. The tree
 * itself stays as it is. Throws InvariantError for an unknown distribution and for parameters that no draw allows.
 */
export function drawDistributions<T>(value: T, streamAt: (path: string) => Stream): Drawn<T> {
  return drawn(value, "", streamAt) as Drawn<T>;
}

function drawn(value: unknown, path: string, streamAt: (path: string) => Stream): unknown {
  if (value === null || typeof value !== "object") return value;
  if ("distribution" in value) return drawOne(value as Distribution, streamAt(path));
  const below = (key: string | number, item: unknown): unknown =>
    drawn(item, path === "" ? String(key) : `${path}.${key}`, streamAt);
  if (Array.isArray(value)) return value.map((item, k) => below(k, item));
  const fields = value as Readonly<Record<string, unknown>>;
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(fields).sort()) result[key] = below(key, fields[key]);
  return result;
}

function drawOne(of: Distribution, stream: Stream): number {
  switch (of.distribution) {
    case "uniform":
      return uniformBetween(stream, of.low, of.high);
    case "normal":
      return normal(stream, of.mean, of.sd);
    case "lognormal":
      return lognormal(stream, of.median, of.sigma);
    case "choice":
      assert(of.values.length > 0, "choice among no values");
      return of.values[integerBelow(stream, of.values.length)];
    default:
      throw new InvariantError("unknown distribution");
  }
}
