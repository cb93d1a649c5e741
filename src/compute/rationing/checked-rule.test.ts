import { describe, expect, it } from "vitest";
import { RationingDesk } from "../../testing/rationing-desk.ts";
import { CheckedRule } from "./checked-rule.ts";
import { ProRata } from "./pro-rata.ts";
import { Queue } from "./queue.ts";
import type { AdmittingRule, RationingHour } from "./rule.ts";

/** A desk of a rule with something done to what it gives back. */
function spoilt(rule: AdmittingRule, spoil: (hour: RationingHour) => void): RationingDesk {
  const planted: AdmittingRule = {
    get admittedMtok() {
      return rule.admittedMtok;
    },
    allocate(hour) {
      rule.allocate(hour);
      spoil(hour);
    },
  };
  return new RationingDesk(new CheckedRule(planted, 2), 2);
}

const short = { requested: [60, 40], capacity: 50 };
const proRata = () => new ProRata(2);
const queue = () => new Queue({ maxWaitHours: 3 }, 2);

describe("the check of every hour", () => {
  it("lets sound rules pass", () => {
    expect(spoilt(proRata(), () => undefined).step(short).served).toEqual([30, 20]);
    expect(spoilt(queue(), () => undefined).step(short).waiting).toEqual([30, 20]);
  });

  const faults: readonly (readonly [string, () => AdmittingRule, (hour: RationingHour) => void, string])[] = [
    ["a lost Mtok", proRata, (h) => h.unserved[0]--, "not served, refused or waiting"],
    ["an invented Mtok", proRata, (h) => h.served[1]++, "not served, refused or waiting"],
    [
      "one customer's Mtok booked to another",
      proRata,
      (h) => {
        h.served[0]--;
        h.served[1]++;
      },
      "not served, refused or waiting",
    ],
    [
      "more served than can be computed",
      proRata,
      (h) => {
        h.served[0]++;
        h.unserved[0]--;
      },
      "more is served",
    ],
    [
      "idle capacity",
      proRata,
      (h) => {
        h.served[0]--;
        h.unserved[0]++;
      },
      "capacity idles",
    ],
    [
      "half an Mtok",
      proRata,
      (h) => {
        h.served[0] -= 0.5;
        h.unserved[0] += 0.5;
      },
      "not whole",
    ],
    [
      "an expiry booked below zero",
      queue,
      (h) => {
        h.unserved[0]--;
        h.waiting[0]++;
      },
      "not whole",
    ],
    ["NaN", proRata, (h) => (h.served[0] = NaN), "not whole"],
    ["a forgotten queue", queue, (h) => h.waiting.fill(0), "not served, refused or waiting"],
  ];

  it.each(faults)("finds %s", (_, rule, spoil, message) => {
    expect(() => spoilt(rule(), spoil).step(short)).toThrow(message);
  });

  it("finds a queue that somebody changes between hours", () => {
    const hour: RationingHour = {
      requested: Float64Array.of(60, 40),
      served: new Float64Array(2),
      unserved: new Float64Array(2),
      waiting: new Float64Array(2),
      capacityMtok: 50,
      season: 1,
      isPeak: false,
      localHour: 0,
    };
    const rule = new CheckedRule(queue(), 2);
    rule.allocate(hour);
    hour.waiting[0] = 0;
    expect(() => rule.allocate(hour)).toThrow("changed between hours");
  });

  it.each([
    [{ ...short, capacity: 0.5 }, "capacity is not whole"],
    [{ ...short, capacity: -1 }, "capacity is not whole"],
    [{ ...short, capacity: NaN }, "capacity is not whole"],
    [{ ...short, requested: [1.5, 0] }, "a request is not whole"],
    [{ ...short, requested: [-1, 0] }, "a request is not whole"],
    [{ ...short, requested: [2 ** 53 - 1, 1] }, "pass 2^53"],
    [{ ...short, season: 0 }, "season"],
    [{ ...short, season: NaN }, "season"],
    [{ ...short, localHour: 24 }, "no hour of the day"],
  ])("refuses bad input %j", (input, message) => {
    expect(() => spoilt(proRata(), () => undefined).step(input)).toThrow(message);
  });
});
