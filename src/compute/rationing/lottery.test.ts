import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Stream, Streams } from "../../base/random.ts";
import { customers, RationingDesk, settings } from "../../testing/rationing-desk.ts";
import { makeRule } from "./index.ts";

/** The places that the first draw gives to so many single customers. */
function firstPlaces(seed: string, count: number): number[] {
  const stream = new Stream(seed);
  return Array.from({ length: count }, () => stream.uniform());
}

const seed = fc.integer({ min: 0, max: 10_000 }).map(String);
const request = fc.integer({ min: 0, max: 50 });

describe("lottery", () => {
  it("draws the same places for a customer whoever else is there", () => {
    const places = (count: number) => {
      const streams = new Streams("others", 0);
      const who = [...customers(count), { id: "many", isMany: true, tier: 1 }];
      const desk = new RationingDesk(
        makeRule(settings("lottery", { drawHours: 1 }), who, (id) => streams.get(id)),
        count + 1,
      );
      const requested = [1, ...Array<number>(count - 1).fill(0), 1000];
      return Array.from({ length: 200 }, () => desk.step({ requested, capacity: 500 }).served[0]);
    };
    expect(places(5)).toEqual(places(1));
  });

  it("serves single customers in full in the order of their places, one in part, the others not", () => {
    const places = firstPlaces("desk", 4);
    const order = [0, 1, 2, 3].sort((a, b) => places[a] - places[b]);
    const served = RationingDesk.of(settings("lottery"), customers(4)).step({
      requested: [10, 10, 10, 10],
      capacity: 25,
    }).served;
    expect(order.map((i) => served[i])).toEqual([10, 10, 5, 0]);
  });

  it("serves of the many those whose places come before the one where capacity ends", () => {
    // One single customer with 100 between 1000 Mtok of many in two groups of 3 to 1.
    const who = customers(3, (i) => ({ isMany: i !== 1 }));
    const [place] = firstPlaces("desk", 1);
    const ahead = Math.floor(1000 * place);
    const serve = (capacity: number) =>
      RationingDesk.of(settings("lottery"), who).step({ requested: [750, 100, 250], capacity }).served;
    const many = (mtok: number) => [Math.round(0.75 * mtok), mtok - Math.round(0.75 * mtok)];
    expect(ahead).toBeGreaterThan(100);
    expect(ahead).toBeLessThan(900);
    const [a, b] = many(ahead - 40);
    expect(serve(ahead - 40)).toEqual([a, 0, b]);
    const [c, d] = many(ahead);
    expect(serve(ahead + 60)).toEqual([c, 60, d]);
    const [e, f] = many(ahead + 40);
    expect(serve(ahead + 140)).toEqual([e, 100, f]);
    expect(serve(1100)).toEqual([750, 100, 250]);
  });

  it("serves exactly those before the place where capacity ends, whoever asks how much", () => {
    fc.assert(
      fc.property(
        seed,
        fc.array(fc.record({ asked: request, isMany: fc.boolean() }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 300 }),
        (drawn, list, capacity) => {
          const who = customers(list.length, (i) => ({ isMany: list[i].isMany }));
          const requested = list.map(({ asked }) => asked);
          const { served } = RationingDesk.of(settings("lottery"), who, drawn).step({ requested, capacity });
          const places = firstPlaces(drawn, list.length).values();
          const place = list.map(({ isMany }) => (isMany ? NaN : places.next().value!));
          const sum = (of: readonly number[], isMany: boolean) =>
            of.reduce((total, mtok, i) => (list[i].isMany === isMany ? total + mtok : total), 0);
          const askedOfMany = sum(requested, true);
          const servedOfMany = sum(served, true);
          list.forEach(({ asked, isMany }, i) => {
            if (isMany) {
              if (askedOfMany > 0) expect(Math.abs(served[i] - (servedOfMany * asked) / askedOfMany)).toBeLessThan(1);
              return;
            }
            const ahead = Math.floor(askedOfMany * place[i]);
            const singlesAhead = requested.reduce((total, mtok, j) => (place[j] < place[i] ? total + mtok : total), 0);
            expect(served[i]).toBe(Math.min(asked, Math.max(0, capacity - ahead - singlesAhead)));
          });
        },
      ),
      { seed: 20260322, numRuns: 1000 },
    );
  });

  it("draws every draw_hours, whether capacity is short or not", () => {
    const winners = (drawHours: number, shortFrom: number): number[] => {
      const desk = RationingDesk.of(settings("lottery", { drawHours }), customers(50));
      const requested = Array.from({ length: 50 }, () => 1);
      return Array.from({ length: 72 }, (_, hour) =>
        desk.step({ requested, capacity: hour < shortFrom ? 50 : 1 }).served.lastIndexOf(1),
      );
    };
    const daily = winners(24, 0);
    expect(new Set(daily.slice(0, 24)).size).toBe(1);
    expect([daily[0], daily[24], daily[48]]).toEqual([...new Set(daily)]);
    expect(winners(24, 30).slice(30)).toEqual(daily.slice(30));
    expect(new Set(winners(1, 0)).size).toBeGreaterThan(30);
  });

  it("is fair in the long run: equal customers are served equally often, as are the many", () => {
    const who = customers(5, (i) => ({ isMany: i === 4 }));
    const desk = RationingDesk.of(settings("lottery", { drawHours: 1 }), who);
    const draws = 20_000;
    const total = [0, 0, 0, 0, 0];
    for (let n = 0; n < draws; n++) {
      const { served } = desk.step({ requested: [100, 100, 100, 100, 1600], capacity: 1000 });
      served.forEach((mtok, i) => (total[i] += mtok));
    }
    // Half of everything. Standard error of a single customer's share below 0.0036.
    const shares = total.map((mtok, i) => mtok / draws / (i === 4 ? 1600 : 100));
    for (const share of shares) expect(Math.abs(share - 0.5)).toBeLessThan(0.015);
  });
});
