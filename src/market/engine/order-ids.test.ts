import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvariantError } from "../../base/assert.ts";
import { NO_SLOT, OrderIds } from "./order-ids.ts";

const MOST = Number.MAX_SAFE_INTEGER;
/** Few ids, so that they come again, and any safe integers, which hardly do. */
const id = fc.oneof(fc.integer({ min: -20, max: 200 }), fc.maxSafeInteger());
const command = fc.record({ what: fc.constantFrom("add", "add", "delete", "find"), id });

describe("OrderIds", () => {
  it("does what a Map does, through growth and deletion", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 1000, size: "max" }), (commands) => {
        const ids = new OrderIds();
        const map = new Map<number, number>();
        commands.forEach(({ what, id }, slot) => {
          const known = map.get(id);
          if (what === "add") {
            if (ids.add(id, slot) !== (known === undefined)) throw new Error("add");
            if (known === undefined) map.set(id, slot);
          } else if (what === "delete" && known !== undefined) {
            ids.delete(known);
            map.delete(id);
          }
          if (ids.find(id) !== (map.get(id) ?? NO_SLOT)) throw new Error("find");
        });
        expect(ids.count).toBe(map.size);
        for (const [id, slot] of map) expect([ids.find(id), ids.idOf(slot)]).toEqual([slot, id === 0 ? 0 : id]);
      }),
      { seed: 20260322, numRuns: 100 },
    );
  });

  it("gives the place of a deleted id to no other id", () => {
    for (let first = 0; first < 50; first++) {
      const ids = new OrderIds();
      const known = () => Array.from({ length: 31 }, (_, n) => ids.find(first * 1000 + n));
      for (let n = 0; n < 31; n++) ids.add(first * 1000 + n, n);
      for (let n = 0; n < 31; n++) {
        ids.delete(n);
        expect(known()).toEqual(Array.from({ length: 31 }, (_, m) => (m > n ? m : NO_SLOT)));
      }
    }
  });

  it("knows the largest ids, both signs and zero apart", () => {
    const all = [MOST, -MOST, MOST - 1, 0, 2 ** 32, -(2 ** 32), 2 ** 31];
    const ids = new OrderIds();
    all.forEach((id, slot) => expect(ids.add(id, slot)).toBe(true));
    expect(all.map((id) => ids.find(id))).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(ids.find(1)).toBe(NO_SLOT);
    expect(ids.find(-0)).toBe(3);
  });

  it("keeps the slot of an id that comes twice", () => {
    const ids = new OrderIds();
    ids.add(17, 3);
    expect(ids.add(17, 4)).toBe(false);
    expect([ids.find(17), ids.count]).toEqual([3, 1]);
  });

  it("refuses ids that are no safe integers, slots that are none, and to delete what is not there", () => {
    const ids = new OrderIds();
    for (const id of [0.5, NaN, Infinity, MOST + 1]) expect(() => ids.add(id, 1)).toThrow(InvariantError);
    for (const slot of [-1, NaN, 0.5]) expect(() => ids.add(1, slot)).toThrow(InvariantError);
    expect(() => ids.delete(5)).toThrow(InvariantError);
    ids.add(1, 5);
    ids.delete(5);
    expect(() => ids.delete(5)).toThrow(InvariantError);
    expect(ids.count).toBe(0);
  });
});
