import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { customers, type HourInput, RationingDesk, settings } from "../../testing/rationing-desk.ts";

describe("queue", () => {
  it("serves the oldest hour first, pro rata inside it, and lets expire what has waited too long", () => {
    const desk = RationingDesk.of(settings("queue", { maxWaitHours: 2 }), customers(2));
    expect(desk.step({ requested: [60, 40], capacity: 50 })).toEqual({
      served: [30, 20],
      unserved: [0, 0],
      waiting: [30, 20],
    });
    // The 50 of the first hour, then 10 of the second's 30: 0 and 30 asked.
    expect(desk.step({ requested: [0, 30], capacity: 60 })).toEqual({
      served: [30, 30],
      unserved: [0, 0],
      waiting: [0, 20],
    });
    expect(desk.step({ requested: [100, 0], capacity: 5 })).toEqual({
      served: [0, 5],
      unserved: [0, 0],
      waiting: [100, 15],
    });
    // The second hour's last chance: 10 of 15 served, 5 expire.
    expect(desk.step({ requested: [8, 8], capacity: 10 })).toEqual({
      served: [0, 10],
      unserved: [0, 5],
      waiting: [108, 8],
    });
    expect(desk.step({ requested: [0, 0], capacity: 70 })).toEqual({
      served: [70, 0],
      unserved: [30, 0],
      waiting: [8, 8],
    });
    expect(desk.step({ requested: [1, 1], capacity: 99 })).toEqual({
      served: [9, 9],
      unserved: [0, 0],
      waiting: [0, 0],
    });
  });

  const hours = fc.array(
    fc.record({
      requested: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 }),
      capacity: fc.integer({ min: 0, max: 18 }),
    }),
    { minLength: 1, maxLength: 40 },
  );

  it("without waiting is pro rata", () => {
    fc.assert(
      fc.property(hours, (list: HourInput[]) => {
        const queue = RationingDesk.of(settings("queue", { maxWaitHours: 0 }), customers(3));
        const proRata = RationingDesk.of(settings("pro_rata"), customers(3));
        for (const input of list) expect(queue.step(input)).toEqual(proRata.step(input));
      }),
      { seed: 20260322, numRuns: 300 },
    );
  });

  it("for one customer equals a line of single tokens", () => {
    fc.assert(
      fc.property(hours, fc.integer({ min: 0, max: 5 }), (list: HourInput[], maxWaitHours) => {
        const desk = RationingDesk.of(settings("queue", { maxWaitHours }), customers(1));
        let line: number[] = [];
        list.forEach(({ requested: [asked], capacity }, now) => {
          line.push(...Array.from({ length: asked }, () => now));
          const served = line.splice(0, capacity).length;
          const staying = line.filter((since) => now - since < maxWaitHours);
          const expired = line.length - staying.length;
          line = staying;
          expect(desk.step({ requested: [asked], capacity })).toEqual({
            served: [served],
            unserved: [expired],
            waiting: [staying.length],
          });
        });
      }),
      { seed: 20260322, numRuns: 300 },
    );
  });
});
