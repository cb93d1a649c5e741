import { describe, expect, it } from "vitest";
import { marketProblems, SCENARIO } from "../testing/small-market.ts";

const REGIONS = "regions: [{ id: north, demand_percent: 40 }, { id: south, demand_percent: 60 }]";
const LINK = "links: [{ from: north, to: south, capacity_percent: 10 }]";
const GENERATION = "id: a100, launch: 2020-05-14, h100_equivalents: 0.3, kilowatts: 0.8, start_share_percent: 100";
const LOCAL = "local_fleet_gpus: [{ date: 2024-01-15, value: 9000 }]";
describe("a simulated compute market", () => {
  it.each([
    "{}",
    `{ ${REGIONS}, ${LINK} }`,
    `{ ${REGIONS}, ${LINK}, integration: 0 }`,
    `{ capacity: { generations: [{ ${GENERATION} }] } }`,
    `{ ${REGIONS}, ${LINK}, capacity: { ${LOCAL}, shocks: [{ id: x, date: 2024-06-01, days: 3, percent: 20, centre: north-local }] } }`,
    "{ sellers: { providers: [{ id: other, share: 1, price_offset: 0, region: home }] } }",
    "{ abroad: { us: { extends: country.yaml, linkage_percent: 5 } } }",
  ])("%s is sound", (compute) => {
    expect(marketProblems(compute)).toEqual([]);
  });

  it.each([
    [
      "{ pins: [2025-01-16, 2024-01-16] }",
      "compute.pins[1]: must be after the date before it (2025-01-16), got 2024-01-16",
    ],
    [
      "{ demand: { season: { peak_to_mean: 2, peak_width_hours: 24 } } }",
      "compute.demand.season.peak_to_mean: is too high",
    ],
    // Values that no single parameter may have.
    [
      "{ capacity: { fleet_gpus: [{ date: 2024-01-15, value: 0 }] } }",
      "compute.capacity.fleet_gpus[0].value: must be a number above 0",
    ],
    [
      "{ capacity: { availability: [{ date: 2024-01-15, value: 0 }] } }",
      "availability[0].value: must be a number above 0 and at most 1",
    ],
    [
      "{ capacity: { efficiency: [{ date: 2024-01-15, value: -1 }] } }",
      "compute.capacity.efficiency[0].value: must be a number from 0.001 to 1000000",
    ],
    ["{ demand: { elasticity: -1.1 } }", "compute.demand.elasticity: must be a number from 0 to 10, got -1.1"],
    ["{ training: { elasticity: -0.5 } }", "compute.training.elasticity: must be a number from 0 to 10"],
    [
      "{ capacity: { fleet_gpus: [{ date: 2025-01-15, value: 2 }, { date: 2024-01-15, value: 3 }] } }",
      "fleet_gpus[1].date: must be after the knot before it (2025-01-15), got 2024-01-15",
    ],
    ["{ kind: simulated }", "compute.kind: must be one of market, process, series"],
    // Regions and links.
    [`{ ${REGIONS} }`, "compute.links: has no link: north, south would be alone whatever the integration"],
    [
      `{ ${REGIONS}, links: [{ from: north, to: west, capacity_percent: 10 }] }`,
      "compute.links[0].to: there is no region west; known: north, south",
    ],
    [
      "{ links: [{ from: north, to: south, capacity_percent: 10 }] }",
      "compute.links[0].from: there is no region north; the country has no regions",
    ],
    [
      `{ ${REGIONS}, links: [{ from: north, to: north, capacity_percent: 10 }] }`,
      "compute.links[0].to: must be another region than from, got north",
    ],
    [
      `{ ${REGIONS}, links: [{ from: north, to: south, capacity_percent: 10 }, { from: south, to: north, capacity_percent: 5 }] }`,
      "compute.links[1]: south and north are linked already",
    ],
    [
      `{ ${REGIONS}, links: [{ from: north, to: south, capacity_percent: 0 }] }`,
      "capacity_percent: must be a number above 0",
    ],
    [
      "{ regions: [{ id: north, demand_percent: 0 }] }",
      "compute.regions: must have some demand: demand_percent is 0 everywhere",
    ],
    [
      `{ regions: [${Array.from({ length: 11 }, (_, i) => `{ id: r${i}, demand_percent: 1 }`).join(", ")}], links: [{ from: r0, to: r1, capacity_percent: 1 }] }`,
      "compute.regions: must be at most 10 in all countries together, got 11",
    ],
    // Fleets.
    [
      "{ capacity: { generations: [{ id: gb300, launch: 2025-06-01, h100_equivalents: 3, kilowatts: 1.4, start_share_percent: 5 }] } }",
      "compute.capacity.generations[0].start_share_percent: must be 0: gb300 is launched after the start of the scenario, got 5",
    ],
    [
      "{ capacity: { generations: [{ id: gb300, launch: 2025-06-01, h100_equivalents: 3, kilowatts: 1.4 }] } }",
      "compute.capacity.generations: must have one launched by the start with a start_share_percent above 0",
    ],
    [
      `{ ${REGIONS}, ${LINK}, capacity: { centres: [{ id: c, share_percent: 5 }] } }`,
      "compute.capacity.centres[0].region: is missing; must be one of north, south",
    ],
    [
      "{ capacity: { centres: [{ id: c, share_percent: 5, region: east }] } }",
      "centres[0].region: there is no region east; known: home",
    ],
    [
      "{ capacity: { centres: [{ id: c, share_percent: 5, grade: local }] } }",
      "centres[0].grade: local needs local_fleet_gpus",
    ],
    ["{ capacity: { centres: [{ id: c, share_percent: 0 }] } }", "share_percent: must be a number above 0"],
    [
      "{ capacity: { shocks: [{ id: x, date: 2024-06-01, days: 3, percent: 20, centre: c }] } }",
      "shocks[0].centre: there is no centre c; known: home-cloud",
    ],
    [
      "{ capacity: { shocks: [{ id: x, date: 2024-06-01, days: 3, percent: 20, region: east }] } }",
      "shocks[0].region: there is no region east",
    ],
    [
      "{ capacity: { shocks: [{ id: x, date: 2024-06-01, days: 3, percent: 20, grade: local }] } }",
      "compute.capacity.shocks[0]: hits nothing",
    ],
    [
      '{ posted: { peak_windows: [{ from: "09:30", to: "12:00" }] } }',
      "compute.posted.peak_windows[0].from: must be a whole hour",
    ],
    [
      '{ posted: { peak_windows: [{ from: "12:00", to: "09:00" }] } }',
      "compute.posted.peak_windows[0].to: must be after from",
    ],
  ])("%s is refused", (compute, message) => {
    expect(marketProblems(compute).join("\n")).toContain(message);
  });

  it("has regions of different names in all countries, and abroad the same checks", () => {
    const abroad = (text: string) =>
      marketProblems(`{ ${REGIONS}, ${LINK}, abroad: { us: { extends: country.yaml, linkage_percent: 5${text} } } }`);
    expect(abroad("")).toEqual([]);
    expect(abroad(", regions: [{ id: north, demand_percent: 1 }]").join("\n")).toContain(
      "compute.abroad.us.regions[0].id: north is taken by compute.regions[0].id: regions of all countries need names",
    );
    expect(abroad(", regions: [{ id: a, demand_percent: 1 }, { id: b, demand_percent: 1 }]").join("\n")).toContain(
      "compute.abroad.us.links: has no link",
    );
    expect(abroad(", pins: [2025-01-16, 2024-01-16]").join("\n")).toContain("compute.abroad.us.pins[1]: must be after");
    expect(abroad(", demand: { elasticity: -1 }").join("\n")).toContain(
      "compute.abroad.us.demand.elasticity: must be a",
    );
    expect(marketProblems("{ abroad: { home: { extends: country.yaml, linkage_percent: 5 } } }").join("\n")).toContain(
      "compute.abroad.home: home is taken by compute",
    );
  });

  it("is where labs and data centres stand", () => {
    const scenario = SCENARIO.replace("kind: ai-lab, count: 3", "kind: ai-lab, count: 3, region: east");
    expect(marketProblems("{}", scenario)).toEqual([
      "whole.yaml:13:48 agents[0].region: there is no region east; known: home",
    ]);
    const regions = `{ ${REGIONS.replace("south", "east")}, ${LINK.replace("south", "east")} }`;
    expect(marketProblems(regions, scenario)).toEqual([]);
  });
});
