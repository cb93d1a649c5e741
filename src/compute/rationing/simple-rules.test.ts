import { describe, expect, it } from "vitest";
import { customers, RationingDesk, settings } from "../../testing/rationing-desk.ts";

describe("pro rata", () => {
  it("gives everybody the same share and refuses the rest", () => {
    const desk = RationingDesk.of(settings("pro_rata"), customers(3));
    expect(desk.step({ requested: [600, 300, 100], capacity: 700 })).toEqual({
      served: [420, 210, 70],
      unserved: [180, 90, 30],
      waiting: [0, 0, 0],
    });
  });

  it("serves everything while capacity suffices", () => {
    const desk = RationingDesk.of(settings("pro_rata"), customers(2));
    expect(desk.step({ requested: [6, 4], capacity: 10 })).toEqual({
      served: [6, 4],
      unserved: [0, 0],
      waiting: [0, 0],
    });
  });
});

describe("priority tiers", () => {
  const desk = RationingDesk.of(
    settings("priority"),
    customers(4, (i) => ({ tier: [2, 1, 2, 5][i] })),
  );

  it("serve the lowest tier first, and pro rata in the one where capacity ends", () => {
    // Tier 1 takes 50 of 110; tier 2 asks 40 + 80 and gets 60: 20 and 40.
    expect(desk.step({ requested: [40, 50, 80, 30], capacity: 110 })).toEqual({
      served: [20, 50, 40, 0],
      unserved: [20, 0, 40, 30],
      waiting: [0, 0, 0, 0],
    });
  });

  it("leave nothing to the others where the first takes all", () => {
    expect(desk.step({ requested: [40, 50, 80, 30], capacity: 45 }).served).toEqual([0, 45, 0, 0]);
    expect(desk.step({ requested: [40, 0, 80, 30], capacity: 140 }).served).toEqual([40, 0, 80, 20]);
  });
});
