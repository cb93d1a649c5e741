import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvariantError } from "../base/assert.ts";
import { PHASE_DELIVERY, PHASE_SAMPLING, PHASE_SESSION, PHASE_WAKE } from "./phase.ts";
import { EventQueue } from "./queue.ts";

interface Pending {
  time: number;
  phase: number;
  sequence: number;
}

/** The dumb model: a list that is searched for its first entry. */
function takeFirst(list: Pending[]): Pending {
  const first = list.reduce((a, b) => ((a.time - b.time || a.phase - b.phase || a.sequence - b.sequence) <= 0 ? a : b));
  list.splice(list.indexOf(first), 1);
  return first;
}

function popped(queue: EventQueue): Pending {
  if (!queue.pop()) throw new Error("queue is empty");
  return { time: queue.timeUs, phase: queue.phase, sequence: queue.a };
}

const operation = fc.oneof(
  { weight: 3, arbitrary: fc.record({ delay: fc.integer({ min: 0, max: 3 }), phase: fc.integer({ min: 0, max: 4 }) }) },
  { weight: 2, arbitrary: fc.constant("pop" as const) },
);

describe("EventQueue", () => {
  it("gives events in the order of a sorted list, whatever mix of scheduling and taking, with many equal times", () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 300, size: "max" }), (operations) => {
        const queue = new EventQueue(1000);
        const list: Pending[] = [];
        operations.forEach((step, sequence) => {
          if (step !== "pop") {
            const time = queue.timeUs + step.delay;
            queue.schedule(time, step.phase, 0, sequence);
            list.push({ time, phase: step.phase, sequence });
          } else if (list.length > 0) expect(popped(queue)).toEqual(takeFirst(list));
          else expect(queue.pop()).toBe(false);
          expect(queue.size).toBe(list.length);
          expect(queue.nextTimeUs).toBe(Math.min(...list.map((event) => event.time)));
        });
        while (list.length > 0) expect(popped(queue)).toEqual(takeFirst(list));
        expect(queue.pop()).toBe(false);
      }),
      { seed: 20260322, numRuns: 100 },
    );
  });

  it("orders equal times by phase, then by the order of scheduling, while it grows", () => {
    const queue = new EventQueue(5000);
    for (let i = 0; i < 5000; i++) queue.schedule(7, i % 5, 0, i);
    const order = Array.from({ length: 5000 }, () => popped(queue));
    for (let i = 1; i < 5000; i++) {
      const [before, after] = [order[i - 1], order[i]];
      expect(before.phase < after.phase || (before.phase === after.phase && before.sequence < after.sequence)).toBe(
        true,
      );
    }
  });

  it("gives back kind and payload, extremes included, and zeros for what was left out", () => {
    const queue = new EventQueue(4);
    queue.schedule(2 ** 53 - 1, PHASE_SAMPLING, 9);
    queue.schedule(5, PHASE_DELIVERY, -1, 1, -2, 2147483647, -2147483648, 5, 6);
    expect(queue.pop()).toBe(true);
    const { timeUs, phase, kind, a, b, c, d, e, f } = queue;
    expect([timeUs, phase, kind, a, b, c, d, e, f]).toEqual([
      5,
      PHASE_DELIVERY,
      -1,
      1,
      -2,
      2147483647,
      -2147483648,
      5,
      6,
    ]);
    expect(queue.pop()).toBe(true);
    expect([queue.timeUs, queue.phase, queue.kind]).toEqual([2 ** 53 - 1, PHASE_SAMPLING, 9]);
    expect([queue.a, queue.b, queue.c, queue.d, queue.e, queue.f]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("refuses what is past, but not what is due now", () => {
    const queue = new EventQueue(10);
    expect(() => queue.schedule(-1, PHASE_WAKE, 0)).toThrow("in the past");
    queue.schedule(100, PHASE_WAKE, 0);
    queue.pop();
    expect(() => queue.schedule(99, PHASE_WAKE, 0)).toThrow("in the past");
    queue.schedule(100, PHASE_SESSION, 0);
    expect(queue.size).toBe(1);
  });

  it.each([NaN, 0.5, Infinity, 2 ** 53])("refuses time %d", (time) => {
    const queue = new EventQueue(10);
    expect(() => queue.schedule(time, PHASE_WAKE, 0)).toThrow(InvariantError);
    expect(queue.size).toBe(0);
  });

  it.each([-1, 5, 0.5, NaN])("refuses phase %d", (phase) => {
    expect(() => new EventQueue(10).schedule(1, phase, 0)).toThrow(InvariantError);
  });

  it.each([2147483648, -2147483649, 0.5, NaN, Infinity])(
    "refuses %d as kind and in every place of the payload",
    (value) => {
      const queue = new EventQueue(10);
      for (let place = 0; place < 7; place++) {
        const [kind, a, b, c, d, e, f] = Array.from({ length: 7 }, (_, i) => (i === place ? value : 1));
        expect(() => queue.schedule(1, PHASE_WAKE, kind, a, b, c, d, e, f)).toThrow(InvariantError);
      }
      expect(queue.size).toBe(0);
    },
  );

  it.each([1, 3, 256, 257, 700])("holds %d events, refuses one more, and works on", (maximum) => {
    const queue = new EventQueue(maximum);
    for (let i = 0; i < maximum; i++) queue.schedule(maximum - i, PHASE_WAKE, 0, i);
    expect(() => queue.schedule(1, PHASE_WAKE, 0)).toThrow("more events pending than the queue's maximum");
    expect(queue.size).toBe(maximum);
    for (let i = 0; i < maximum; i++) expect(popped(queue).time).toBe(i + 1);
    queue.schedule(maximum, PHASE_WAKE, 0, 42);
    expect(popped(queue).sequence).toBe(42);
  });

  it.each([0, -1, 1.5, NaN, Infinity])("refuses %d as its maximum", (maximum) => {
    expect(() => new EventQueue(maximum)).toThrow(InvariantError);
  });

  it("keeps the last event readable when nothing is left", () => {
    const queue = new EventQueue(1);
    queue.schedule(3, PHASE_WAKE, 1, 2);
    queue.pop();
    expect(queue.pop()).toBe(false);
    expect([queue.timeUs, queue.kind, queue.a]).toEqual([3, 1, 2]);
    expect(queue.nextTimeUs).toBe(Infinity);
  });
});
