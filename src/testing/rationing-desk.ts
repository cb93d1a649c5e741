import { Stream } from "../base/random.ts";
import type { ParametersOf } from "../base/parameters.ts";
import { makeRule } from "../compute/rationing/index.ts";
import { rationingTables, type RationingParameters } from "../compute/rationing/parameters.ts";
import type { Customer, RationingHour, RationingRule } from "../compute/rationing/rule.ts";
import { defaultsOf } from "./defaults-of.ts";

export type RuleName = keyof typeof rationingTables;

export const RULE_NAMES = Object.keys(rationingTables) as RuleName[];

/** A rule's settings, by default those of its table, with changes. */
export function settings<N extends RuleName>(
  rule: N,
  changes: Partial<ParametersOf<(typeof rationingTables)[N]>> = {},
): RationingParameters {
  return { rule, ...defaultsOf(rationingTables[rule], changes as never) } as unknown as RationingParameters;
}

/** So many customers, single and in tier 1 unless changed. */
export function customers(count: number, changes: (index: number) => Partial<Customer> = () => ({})): Customer[] {
  return Array.from({ length: count }, (_, i) => ({ id: `lab-${i}`, isMany: false, tier: 1, ...changes(i) }));
}

/** What is given to a rule in one hour; what is left out is usual, off-peak, midday. */
export interface HourInput {
  readonly requested: readonly number[];
  readonly capacity: number;
  readonly season?: number;
  readonly isPeak?: boolean;
  readonly localHour?: number;
}

/** A copy of what a rule gave back. */
export interface HourOutput {
  readonly served: number[];
  readonly unserved: number[];
  readonly waiting: number[];
}

/** One region, hour after hour. */
export class RationingDesk {
  private readonly rule: RationingRule;
  private readonly hour: RationingHour;

  constructor(rule: RationingRule, count: number) {
    this.rule = rule;
    this.hour = {
      requested: new Float64Array(count),
      served: new Float64Array(count),
      unserved: new Float64Array(count),
      waiting: new Float64Array(count),
      capacityMtok: 0,
      season: 1,
      isPeak: false,
      localHour: 12,
    };
  }

  /** A desk of a rule as a scenario makes it. */
  static of(parameters: RationingParameters, who: readonly Customer[], seed = "desk"): RationingDesk {
    return RationingDesk.drawing(parameters, who, new Stream(seed));
  }

  /** The same with one stream of the caller's for all customers. */
  static drawing(parameters: RationingParameters, who: readonly Customer[], stream: Stream): RationingDesk {
    return new RationingDesk(
      makeRule(parameters, who, () => stream),
      who.length,
    );
  }

  step(input: HourInput): HourOutput {
    const { hour } = this;
    hour.requested.set(input.requested);
    // What a caller's arrays hold from the hour before must not matter.
    hour.served.fill(-7);
    hour.unserved.fill(-7);
    hour.capacityMtok = input.capacity;
    hour.season = input.season ?? 1;
    hour.isPeak = input.isPeak ?? false;
    hour.localHour = input.localHour ?? 12;
    this.rule.allocate(hour);
    return { served: [...hour.served], unserved: [...hour.unserved], waiting: [...hour.waiting] };
  }

  /** The same requests and capacity for some hours; the served quantities of the last. */
  repeat(hours: number, requested: readonly number[], capacity: number): number[] {
    let served: number[] = [];
    for (let i = 0; i < hours; i++) served = this.step({ requested, capacity }).served;
    return served;
  }

  /** A local day of the same requests in every hour; peak in the hours given. Everything by customer, summed. */
  day(requested: readonly number[], capacity: number, isPeak: (hour: number) => boolean): HourOutput {
    const sum: HourOutput = { served: requested.map(() => 0), unserved: requested.map(() => 0), waiting: [] };
    for (let localHour = 0; localHour < 24; localHour++) {
      const got = this.step({ requested, capacity, localHour, isPeak: isPeak(localHour) });
      got.served.forEach((mtok, i) => (sum.served[i] += mtok));
      got.unserved.forEach((mtok, i) => (sum.unserved[i] += mtok));
      got.waiting.forEach((mtok, i) => (sum.waiting[i] = mtok));
    }
    return sum;
  }
}
