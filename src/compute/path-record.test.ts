import { describe, expect, it } from "vitest";
import { epochDay, weekday } from "../base/dates.ts";
import { Streams } from "../base/random.ts";
import { chinaCompute } from "../testing/compute-parameters.ts";
import { ComputeMarket } from "./market.ts";
import { covers, lastDay, recordPath } from "./path-record.ts";

const china = chinaCompute();
const request = { parameters: china, seed: "path", replication: 0, startDay: epochDay(2026, 2, 1), days: 21 };

describe("a recorded path", () => {
  it("has a fixing of the token index on weekdays only, near the price of the day", () => {
    const path = recordPath(request);
    for (let day = 0; day < request.days; day++) {
      const isWeekday = weekday(request.startDay + day) < 5;
      expect(Number.isFinite(path.fixing[day])).toBe(isWeekday);
      if (isWeekday) expect(Math.abs(path.fixing[day] / path.tokenPrice[day] - 1)).toBeLessThan(0.15);
    }
  });

  it("keeps what the market's identities say", () => {
    const path = recordPath(request);
    for (let day = 0; day < request.days; day++) {
      expect(path.requestedMtok[day]).toBe(path.servedMtok[day] + path.unservedMtok[day]);
      expect(path.peakUtilisation[day]).toBeGreaterThanOrEqual(path.utilisation[day]);
      expect(path.shadowRatio[day]).toBeCloseTo(1, 12); // an auction rations nobody
      expect(path.loadFactor[day]).toBeGreaterThan(0.5);
      expect(path.loadFactor[day]).toBeLessThan(1);
      expect(path.gpuPeakToTrough[day]).toBeGreaterThanOrEqual(1);
    }
  });

  it("publishes a generation's price by the scenario's index of it, by day means without one", () => {
    const noIndex = { ...china, indices: china.indices.filter(({ underlying }) => underlying === "token") };
    const plain = recordPath({ ...request, parameters: noIndex });
    const [id] = plain.gpuIndices.keys();
    expect([...plain.gpuIndices.get(id)!].every((value) => value > 0)).toBe(true);
    const gpu = { ...china.indices[0], id: "gpu", underlying: "gpu_hour" as const, generation: id };
    const indexed = recordPath({ ...request, parameters: { ...noIndex, indices: [china.indices[0], gpu] } });
    const fixings = indexed.gpuIndices.get(id)!;
    expect(fixings[0]).toBeNaN(); // a Sunday
    expect(Math.abs(fixings[1] / plain.gpuIndices.get(id)![1] - 1)).toBeLessThan(0.15);
  });

  it("has posted prices with a shadow price above them where capacity is short", () => {
    const posted = { ...china.posted, inferenceShareCap: 0.3 };
    const path = recordPath({ ...request, parameters: { ...china, regime: "posted", posted } });
    expect(path.unservedMtok[20]).toBeGreaterThan(0);
    expect(path.shadowRatio[20]).toBeGreaterThan(1.01);
    expect(path.worstUnserved[20]).toBeGreaterThan(path.unservedMtok[20] / path.requestedMtok[20]);
  });

  it("has a shadow ratio of means over tokens served or refused", () => {
    const parameters = { ...china, regime: "posted" as const, posted: { ...china.posted, inferenceShareCap: 0.3 } };
    const { seed, replication, startDay } = request;
    const market = new ComputeMarket(parameters, [], new Streams(seed, replication), startDay, 1);
    let [shadowCny, priceCny] = [0, 0];
    for (let hour = 0; hour < 24; hour++) {
      market.step();
      const decided = market.servedMtok + market.unservedMtok;
      shadowCny += decided * market.shadowPriceCny;
      priceCny += decided * market.priceCny;
    }
    const path = recordPath({ ...request, parameters, days: 1 });
    expect(path.shadowRatio[0]).toBeGreaterThan(1.01);
    expect(path.shadowRatio[0]).toBeCloseTo(shadowCny / priceCny, 12);
  });

  it("covers its own days and no others", () => {
    const path = recordPath({ ...request, days: 2 });
    expect(lastDay(path)).toBe(request.startDay + 1);
    expect(covers(path, request.startDay, request.startDay + 1)).toBe(true);
    expect(covers(path, request.startDay - 1, request.startDay)).toBe(false);
    expect(covers(path, request.startDay, request.startDay + 2)).toBe(false);
  });
});
