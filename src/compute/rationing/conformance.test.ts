import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Stream } from "../../base/random.ts";
import {
  customers,
  type HourInput,
  type HourOutput,
  RationingDesk,
  RULE_NAMES,
  type RuleName,
  settings,
} from "../../testing/rationing-desk.ts";
import type { RationingParameters } from "./parameters.ts";
import type { Customer } from "./rule.ts";

/*
 * What holds for every rule, by random regions, settings and hours. The sums are taken here once more and apart from
 * CheckedRule, with unbounded whole numbers.
 */

/** Longer than anything waits under any settings drawn here. */
const LONGEST_WAIT_HOURS = 25;

interface Case {
  readonly parameters: RationingParameters;
  readonly who: readonly Customer[];
  readonly hours: readonly HourInput[];
  readonly seed: string;
}

const percent = fc.integer({ min: 0, max: 100 });
const days = fc.constantFrom(0, 0.1, 1, 7);
const changes: { readonly [N in RuleName]: fc.Arbitrary<Record<string, number>> } = {
  pro_rata: fc.record({}),
  priority: fc.record({}),
  queue: fc.record({ maxWaitHours: fc.integer({ min: 0, max: 8 }) }),
  lottery: fc.record({ drawHours: fc.integer({ min: 1, max: 30 }) }),
  sales_cap: fc.record({ newSalesPercent: percent, memoryDays: fc.constantFrom(0.1, 3, 30), holdDays: days }),
  quota_weight: fc.record({
    quotaHeadroom: fc.constantFrom(0.5, 1, 1.2),
    peakWeight: fc.constantFrom(1, 2, 3, 0.3),
    offPeakWeight: fc.constantFrom(1, 0.67),
    deferrablePercent: percent,
    memoryDays: fc.constantFrom(0.5, 7),
    holdDays: days,
  }),
};

/** Mtok; often nothing or little, sometimes as much as a sum of ten still has room for. */
const quantity = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: 0, max: 1_000_000 }),
  // Ten customers and twenty-five hours of waiting stay below 2^53.
  fc.integer({ min: 0, max: 2 ** 44 }),
);

function hoursOf(count: number, most: number): fc.Arbitrary<HourInput[]> {
  const one = fc.record({
    requested: fc.array(quantity, { minLength: count, maxLength: count }),
    capacity: fc.oneof(quantity, fc.integer({ min: 0, max: 2 ** 53 - 1 })),
    season: fc.integer({ min: 2, max: 20 }).map((x) => x / 10),
  });
  const list = fc.array(one, { minLength: 1, maxLength: most, size: "max" });
  const clock = fc.record({ start: fc.integer({ min: 0, max: 23 }), peak: fc.integer({ min: 0, max: 24 }) });
  return fc.tuple(list, clock).map(([inputs, { start, peak }]) =>
    inputs.map((input, n) => {
      const localHour = (start + n) % 24;
      return { ...input, localHour, isPeak: localHour >= peak };
    }),
  );
}

function caseOf(rule: RuleName, most = 80): fc.Arbitrary<Case> {
  return fc.integer({ min: 1, max: 10 }).chain((count) =>
    fc.record({
      parameters: changes[rule].map((changed) => settings(rule, changed as never)),
      who: fc
        .array(fc.record({ isMany: fc.boolean(), tier: fc.integer({ min: 1, max: 3 }) }), {
          minLength: count,
          maxLength: count,
        })
        .map((list) => customers(count, (i) => list[i])),
      hours: hoursOf(count, most),
      seed: fc.integer({ min: 0, max: 1000 }).map(String),
    }),
  );
}

function run({ parameters, who, hours, seed }: Case): HourOutput[] {
  const desk = RationingDesk.of(parameters, who, seed);
  return hours.map((input) => desk.step(input));
}

const sum = (mtok: readonly number[]): bigint => mtok.reduce((total, x) => total + BigInt(x), 0n);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Rules that leave no capacity idle while anything that they could serve is refused or waits. */
const WORK_CONSERVING: readonly RuleName[] = ["pro_rata", "priority", "queue", "lottery"];
const WITHOUT_WAITING: readonly RuleName[] = ["pro_rata", "priority", "lottery", "sales_cap"];

describe.each(RULE_NAMES)("rationing by %s", (rule) => {
  it("serves, refuses or keeps every requested Mtok, and never passes capacity", () => {
    fc.assert(
      fc.property(caseOf(rule), (given) => {
        let waiting = given.who.map(() => 0);
        run(given).forEach((out, n) => {
          const { requested, capacity } = given.hours[n];
          const asked = sum(waiting) + sum(requested);
          const faults = waiting.filter((mtok, i) => {
            const after = [out.served[i], out.unserved[i], out.waiting[i]];
            return Math.min(...after) < 0 || sum(after) !== BigInt(mtok) + BigInt(requested[i]);
          });
          expect(faults).toEqual([]);
          expect(sum(out.served) <= BigInt(capacity)).toBe(true);
          if (WORK_CONSERVING.includes(rule)) expect(sum(out.served)).toBe(least(asked, BigInt(capacity)));
          if (WITHOUT_WAITING.includes(rule)) expect(sum(out.waiting)).toBe(0n);
          waiting = out.waiting;
        });
      }),
      { seed: 20260322, numRuns: 300 },
    );
  });

  it("serves everything at once as long as capacity has always sufficed", () => {
    fc.assert(
      fc.property(caseOf(rule), (given) => {
        const hours = given.hours.map((input) => ({
          ...input,
          capacity: Math.max(input.capacity, Number(sum(input.requested))),
        }));
        run({ ...given, hours }).forEach(({ served }, n) => expect(served).toEqual(hours[n].requested));
      }),
      { seed: 20260322, numRuns: 100 },
    );
  });

  it("is checked", () => {
    const desk = RationingDesk.of(settings(rule), customers(1));
    expect(() => desk.step({ requested: [0.5], capacity: 1 })).toThrow("a request is not whole Mtok");
  });

  it("keeps nothing waiting for ever", () => {
    const idle: HourInput[] = Array.from({ length: LONGEST_WAIT_HOURS }, (_, n) => ({
      requested: [],
      capacity: 0,
      localHour: n % 24,
    }));
    fc.assert(
      fc.property(caseOf(rule), (given) => {
        const requested = given.who.map(() => 0);
        const ending = idle.map((input) => ({ ...input, requested }));
        const last = run({ ...given, hours: [...given.hours, ...ending] }).at(-1)!;
        expect(last.waiting).toEqual(requested);
      }),
      { seed: 20260322, numRuns: 50 },
    );
  });

  it("does the same again with the same seed", () => {
    fc.assert(
      fc.property(caseOf(rule, 30), (given) => {
        expect(run(given)).toEqual(run(given));
      }),
      { seed: 20260322, numRuns: 30 },
    );
  });

  it("gives nothing to those who ask for nothing, and everything waits or is refused at capacity zero", () => {
    const desk = RationingDesk.of(settings(rule), customers(3));
    expect(desk.step({ requested: [0, 0, 0], capacity: 5 }).served).toEqual([0, 0, 0]);
    expect(desk.step({ requested: [0, 7, 3], capacity: 0 }).served).toEqual([0, 0, 0]);
    expect(desk.step({ requested: [0, 70, 30], capacity: 10 }).served[0]).toBe(0);
    const nobody = RationingDesk.of(settings(rule), []);
    expect(nobody.step({ requested: [], capacity: 5 })).toEqual({ served: [], unserved: [], waiting: [] });
  });
});

const DETERMINISTIC = RULE_NAMES.filter((rule) => rule !== "lottery");

describe.each(DETERMINISTIC)("rationing by %s knows customers by what they ask for alone", (rule) => {
  it("so that in another order each gets the same, up to rounding", () => {
    // Rounding errors of single Mtok add up over the hours; the quantities are a billion times as large.
    const large = fc.integer({ min: 0, max: 2e9 });
    const region = fc.record({
      parameters: changes[rule].map((changed) => settings(rule, changed as never)),
      tiers: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 6, maxLength: 6 }),
      order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6, maxLength: 6 }),
      requests: fc.array(fc.array(large, { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 60 }),
    });
    fc.assert(
      fc.property(region, ({ parameters, tiers, order, requests }) => {
        const hours = requests.map((requested, n) => ({
          requested,
          capacity: 5e9,
          localHour: n % 24,
          isPeak: n % 24 > 15,
        }));
        const who = customers(6, (i) => ({ tier: tiers[i] }));
        const plain = run({ parameters, who, hours, seed: "" });
        const moved = run({
          parameters,
          who: order.map((i) => who[i]),
          hours: hours.map((input) => ({ ...input, requested: order.map((i) => input.requested[i]) })),
          seed: "",
        });
        plain.forEach(({ served }, n) => {
          order.forEach((i, at) => expect(Math.abs(moved[n].served[at] - served[i])).toBeLessThan(2000));
        });
      }),
      { seed: 20260322, numRuns: 100 },
    );
  });
});

describe("random numbers", () => {
  it("are drawn by the lottery alone, one per single customer and draw", () => {
    for (const rule of RULE_NAMES) {
      const stream = new Stream("x");
      const untouched = new Stream("x");
      const who = customers(3, (i) => ({ isMany: i === 1 }));
      const desk = RationingDesk.drawing(settings(rule), who, stream);
      desk.repeat(25, [5, 5, 5], 7);
      if (rule === "lottery") for (let n = 0; n < 4; n++) untouched.uniform();
      expect(stream.state()).toEqual(untouched.state());
    }
  });
});
