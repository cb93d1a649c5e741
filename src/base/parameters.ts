/**
 * Parameter tables: how a module says, as plain data, what a scenario file may set. A table is `name -> specification`;
 * names are camelCase here and snake_case in YAML. The scenario layer turns tables into validation, JSON Schema and
 * documentation; no other layer knows about those.
 */

interface Described {
  /** What the parameter does, one sentence. */
  readonly meaning: string;
}

interface Sourced extends Described {
  /** Unit in words, "1" for a pure number. */
  readonly unit: string;
  /** Where the default comes from: paper, rule, data; or the word "assumption". */
  readonly source: string;
}

/** A real number. Without a default the parameter is required. */
export interface NumberSpec extends Sourced {
  readonly kind: "number" | "integer";
  readonly default?: number;
  /** Smallest allowed value. */
  readonly minimum?: number;
  /** Largest allowed value. */
  readonly maximum?: number;
  /** The value must be strictly above this. */
  readonly above?: number;
  /** Whether a distribution may stand in its place, drawn once per agent (or per replication outside agents). */
  readonly varies?: boolean;
}

export interface BooleanSpec extends Sourced {
  readonly kind: "boolean";
  readonly default?: boolean;
}

export interface TextSpec extends Described {
  readonly kind: "text";
  readonly default?: string;
}

export interface ChoiceSpec extends Sourced {
  readonly kind: "choice";
  readonly choices: readonly string[];
  readonly default?: string;
}

/** A calendar date, written 2026-03-31; arrives as days since 1970-01-01. */
export interface DateSpec extends Described {
  readonly kind: "date";
  readonly default?: number;
}

/** A time of day, written "20:55"; arrives as minutes since midnight. */
export interface TimeOfDaySpec extends Described {
  readonly kind: "timeOfDay";
  readonly default?: number;
}

/** A dated curve, written as a list of {date, value}; dates strictly rising; arrives as {day, value}[]. */
export interface CurveSpec extends Sourced {
  readonly kind: "curve";
  readonly default?: readonly { readonly day: number; readonly value: number }[];
  readonly minimum?: number;
  readonly above?: number;
  readonly maximum?: number;
}

/** A list of equal things. With `keyedBy`, entries of an extended file merge by that key instead of being replaced. */
export interface ListSpec extends Described {
  readonly kind: "list";
  readonly item: ParameterSpec;
  readonly keyedBy?: string;
  readonly default?: readonly unknown[];
}

/** A map with free keys and equal values. */
export interface MapSpec extends Described {
  readonly kind: "map";
  readonly item: ParameterSpec;
  readonly default?: Readonly<Record<string, unknown>>;
}

/** A map with fixed keys. A group all of whose fields have defaults may be left out. */
export interface GroupSpec extends Described {
  readonly kind: "group";
  readonly fields: ParameterTable;
}

/** A map whose key `kind` (or the one named by `by`) chooses which table the other keys follow. */
export interface OneOfSpec extends Described {
  readonly kind: "oneOf";
  readonly by: string;
  readonly tables: Readonly<Record<string, ParameterTable>>;
  /** The choice, and what of its table is not left to that table's own defaults; without it the map is required. */
  readonly default?: Readonly<Record<string, unknown>>;
}

export type ParameterSpec =
  | NumberSpec
  | BooleanSpec
  | TextSpec
  | ChoiceSpec
  | DateSpec
  | TimeOfDaySpec
  | CurveSpec
  | ListSpec
  | MapSpec
  | GroupSpec
  | OneOfSpec;

export type ParameterTable = Readonly<Record<string, ParameterSpec>>;

/** A knot of a dated curve: day since 1970-01-01 and value. */
export interface Knot {
  readonly day: number;
  readonly value: number;
}

/** A distribution in the place of a number; drawn from the named stream of its owner. */
export type Distribution =
  | { readonly distribution: "uniform"; readonly low: number; readonly high: number }
  | { readonly distribution: "normal"; readonly mean: number; readonly sd: number }
  | { readonly distribution: "lognormal"; readonly median: number; readonly sigma: number }
  | { readonly distribution: "choice"; readonly values: readonly number[] };

/** The type that a specification's value has once distributions are drawn. */
export type ValueOf<S> = S extends { readonly kind: "number" | "integer" | "date" | "timeOfDay" }
  ? number
  : S extends { readonly kind: "boolean" }
    ? boolean
    : S extends { readonly kind: "text" }
      ? string
      : S extends { readonly kind: "choice"; readonly choices: readonly (infer C)[] }
        ? C
        : S extends { readonly kind: "curve" }
          ? readonly Knot[]
          : S extends { readonly kind: "list"; readonly item: infer I }
            ? readonly ValueOf<I>[]
            : S extends { readonly kind: "map"; readonly item: infer I }
              ? Readonly<Record<string, ValueOf<I>>>
              : S extends { readonly kind: "group"; readonly fields: infer F extends ParameterTable }
                ? ParametersOf<F>
                : S extends { readonly kind: "oneOf"; readonly by: infer B extends string; readonly tables: infer T }
                  ? {
                      [K in keyof T]: { readonly [Key in B]: K } & (T[K] extends ParameterTable
                        ? ParametersOf<T[K]>
                        : never);
                    }[keyof T]
                  : never;

/** The type of a whole table's values once distributions are drawn. */
export type ParametersOf<T extends ParameterTable> = { readonly [K in keyof T]: ValueOf<T[K]> };
