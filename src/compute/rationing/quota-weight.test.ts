import { describe, expect, it } from "vitest";
import { customers, RationingDesk, settings } from "../../testing/rationing-desk.ts";

const PLENTY = 1e6;
const night = (hour: number) => hour >= 18;
const afternoon = (hour: number) => hour >= 12 && hour < 18;

describe("quota weight at peak", () => {
  it("keeps the usual day within the quota by giving up peak use, of which a part waits", () => {
    // Usual day: 6 peak hours and 18 others of 100. Quota 1.2 x 2400 = 2880; off-peak takes 1800; and 120 of what is put
    // off; 960 / (2.8 x 600) = 0.571.
    const desk = RationingDesk.of(settings("quota_weight", { deferrablePercent: 20 }), customers(1));
    desk.day([100], PLENTY, night);
    for (let localHour = 0; localHour < 17; localHour++) desk.step({ requested: [100], capacity: PLENTY, localHour });
    // A short hour brings the quota into force.
    expect(desk.step({ requested: [100], capacity: 99, localHour: 17 }).served).toEqual([99]);
    const first = desk.step({ requested: [100], capacity: PLENTY, localHour: 18, isPeak: true });
    expect(first).toEqual({ served: [57], unserved: [34], waiting: [9] });
    for (let localHour = 19; localHour < 24; localHour++) {
      const { served } = desk.step({ requested: [100], capacity: PLENTY, localHour, isPeak: true });
      expect(served).toEqual([57]);
    }
    // 54 wait, and are asked for off-peak.
    expect(desk.step({ requested: [100], capacity: PLENTY, localHour: 0 })).toEqual({
      served: [154],
      unserved: [0],
      waiting: [0],
    });
  });

  it("refuses what passes the quota left for the day, even off-peak", () => {
    const parameters = settings("quota_weight", { quotaHeadroom: 1.1, deferrablePercent: 0 });
    const desk = RationingDesk.of(parameters, customers(1));
    desk.day([100], PLENTY, () => false);
    desk.step({ requested: [100], capacity: 99, localHour: 0 });
    // 2640 for the day, of which 99 are gone.
    const served = Array.from(
      { length: 5 },
      (_, n) => desk.step({ requested: [600], capacity: PLENTY, localHour: n + 1 }).served[0],
    );
    expect(served).toEqual([600, 600, 600, 600, 141]);
    expect(desk.step({ requested: [600], capacity: PLENTY, localHour: 6 })).toEqual({
      served: [0],
      unserved: [600],
      waiting: [0],
    });
  });

  it("counts a token served at peak peak_weight times", () => {
    const parameters = settings("quota_weight", {
      quotaHeadroom: 1,
      peakWeight: 2,
      offPeakWeight: 0.5,
      deferrablePercent: 0,
    });
    const desk = RationingDesk.of(parameters, customers(1));
    desk.day([100], PLENTY, () => false);
    // Quota 0.5 x 2400 = 1200, none of which the plan needs at peak: as nothing was asked for then, nothing is given up.
    expect(desk.step({ requested: [400], capacity: 399, localHour: 0, isPeak: true }).served).toEqual([399]);
    expect(desk.step({ requested: [400], capacity: PLENTY, localHour: 1, isPeak: true }).served).toEqual([201]);
    expect(desk.step({ requested: [400], capacity: PLENTY, localHour: 2 }).served).toEqual([0]);
    const again = RationingDesk.of(parameters, customers(1));
    again.day([100], PLENTY, () => false);
    expect(again.step({ requested: [400], capacity: 399, localHour: 0, isPeak: true }).served).toEqual([399]);
    // 1200 - 798 = 402 left: 804 tokens off-peak.
    expect(again.step({ requested: [900], capacity: PLENTY, localHour: 1 }).served).toEqual([804]);
  });

  it("plans peak use around what off-peak use takes, at its own weight", () => {
    const parameters = settings("quota_weight", { peakWeight: 2, offPeakWeight: 0.5, deferrablePercent: 0 });
    const desk = RationingDesk.of(parameters, customers(1));
    desk.day([100], PLENTY, night);
    // Quota 1.2 x 0.5 x 2400 = 1440; off-peak takes 900; 540 / (2 x 600) = 0.45.
    expect(desk.step({ requested: [100], capacity: 99, localHour: 0, isPeak: true }).served).toEqual([45]);
  });

  it("asks for what waits only as far as the quota has room", () => {
    const parameters = settings("quota_weight", { quotaHeadroom: 1, deferrablePercent: 100 });
    const desk = RationingDesk.of(parameters, customers(1));
    desk.day([100], PLENTY, () => false);
    // Quota 2400: 600 of 3000 wait, with nothing left of it until midnight.
    expect(desk.step({ requested: [3000], capacity: 2999, localHour: 0 }).served).toEqual([2400]);
    expect(desk.step({ requested: [0], capacity: PLENTY, localHour: 1 })).toEqual({
      served: [0],
      unserved: [0],
      waiting: [600],
    });
  });

  it("lets what waits expire after 24 hours", () => {
    const parameters = settings("quota_weight", { deferrablePercent: 100, peakWeight: 3 });
    const desk = RationingDesk.of(parameters, customers(1));
    desk.day([100], PLENTY, afternoon);
    // Everything is peak from here, so that nothing put off is ever asked for; 60 are put off in the first hour.
    desk.step({ requested: [100], capacity: 99, localHour: 0, isPeak: true });
    const later = Array.from({ length: 24 }, (_, n) =>
      desk.step({ requested: [0], capacity: PLENTY, localHour: (n + 1) % 24, isPeak: true }),
    );
    expect(later.map(({ waiting }) => waiting[0])).toEqual([...Array.from({ length: 23 }, () => 60), 0]);
    expect(later.map(({ unserved }) => unserved[0])).toEqual([...Array.from({ length: 23 }, () => 0), 60]);
  });

  it("learns only from whole days, and has no quota before", () => {
    const desk = RationingDesk.of(settings("quota_weight", { memoryDays: 1, deferrablePercent: 0 }), customers(2));
    for (let localHour = 8; localHour < 24; localHour++) {
      const isPeak = night(localHour);
      expect(desk.step({ requested: [100, 0], capacity: 99, localHour, isPeak }).served).toEqual([99, 0]);
    }
    const day = desk.day([100, 0], 99, night);
    expect(day.served).toEqual([24 * 99, 0]);
    // Now the first has a quota; the second, who comes only now, has none for a day.
    const next = desk.day([100, 100], PLENTY, night);
    expect(next.served).toEqual([18 * 100 + 6 * 60, 2400]);
  });

  it("is lifted hold_days after the last short hour, and asks at once for what waits", () => {
    const parameters = settings("quota_weight", { holdDays: 0.25, deferrablePercent: 50 });
    const desk = RationingDesk.of(parameters, customers(1));
    desk.day([100], PLENTY, night);
    desk.day([100], PLENTY, night);
    for (let localHour = 0; localHour < 16; localHour++) desk.step({ requested: [100], capacity: PLENTY, localHour });
    desk.step({ requested: [100], capacity: 99, localHour: 16 });
    const evening = Array.from({ length: 7 }, (_, n) =>
      desk.step({ requested: [100], capacity: PLENTY, localHour: 17 + n, isPeak: n > 0 }),
    );
    expect(evening.map(({ served }) => served[0])).toEqual([100, 52, 52, 52, 52, 52, 220]);
  });

  it("fits the usual day with what it puts off: nobody runs out in the evening of a day like the others", () => {
    const desk = RationingDesk.of(settings("quota_weight", { holdDays: 100 }), customers(1));
    for (let day = 0; day < 3; day++) desk.day([1000], PLENTY, afternoon);
    desk.step({ requested: [1000], capacity: 999, localHour: 0 });
    for (let localHour = 1; localHour < 24; localHour++) {
      const isPeak = afternoon(localHour);
      const { served } = desk.step({ requested: [1000], capacity: PLENTY, localHour, isPeak });
      if (!isPeak) expect(served[0]).toBeGreaterThanOrEqual(1000);
    }
  });

  it("never cuts off the many all at once, whose quotas run out at different times", () => {
    const desk = RationingDesk.of(settings("quota_weight", { quotaHeadroom: 1, holdDays: 100 }), [
      { id: "others", isMany: true, tier: 1 },
    ]);
    desk.day([100], PLENTY, () => false);
    desk.step({ requested: [100], capacity: 99, localHour: 0 });
    for (let localHour = 1; localHour < 24; localHour++) {
      expect(desk.step({ requested: [300], capacity: PLENTY, localHour }).served).toEqual([300]);
    }
  });

  it("halves the distance to a new usual day in memory_days", () => {
    const parameters = settings("quota_weight", { memoryDays: 1, quotaHeadroom: 1, deferrablePercent: 0 });
    const desk = RationingDesk.of(parameters, customers(1));
    desk.day([100], PLENTY, () => false);
    desk.day([300], PLENTY, () => false);
    // Quota 24 x 200.
    const day = desk.day([400], 399, () => false);
    expect(day.served).toEqual([4800]);
    expect(day.unserved).toEqual([4800]);
  });

  it("cuts pro rata what still passes capacity; of that nothing new waits", () => {
    const desk = RationingDesk.of(settings("quota_weight"), customers(2));
    desk.day([100, 300], PLENTY, night);
    expect(desk.step({ requested: [100, 300], capacity: 200, localHour: 0 })).toEqual({
      served: [50, 150],
      unserved: [50, 150],
      waiting: [0, 0],
    });
  });
});
