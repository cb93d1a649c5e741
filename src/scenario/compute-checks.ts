import { MAXIMUM_NODES } from "../compute/network/network.ts";
import { leavesNegativeUse } from "../compute/season.ts";
import type { Check, Finding } from "./check.ts";
import { centres, shocks } from "./centre-checks.ts";
import type { Country } from "./countries.ts";
import { countriesOf, regionIds, regionsOf } from "./countries.ts";
import { exogenousChecks } from "./exogenous-checks.ts";
import { indexChecks } from "./index-checks.ts";
import { rising } from "./rising.ts";
import type { Scenario } from "./schema.ts";
import { sellerChecks } from "./seller-checks.ts";

const MINUTES_PER_HOUR = 60;

/** Combinations of values that a compute market cannot have. */
export const computeChecks: readonly Check<Scenario>[] = [
  { reads: ["compute.pins", "compute.abroad"], find: eachCountry(pins) },
  { reads: ["compute.demand.season", "compute.abroad"], find: eachCountry(season) },
  { reads: ["compute.regions", "compute.abroad"], find: regions },
  { reads: ["compute.regions", "compute.links", "compute.abroad"], find: eachCountry(links) },
  { reads: ["compute.capacity.generations", "compute.abroad", "start"], find: eachCountry(generations) },
  { reads: ["compute.regions", "compute.capacity", "compute.abroad"], find: eachCountry(centres) },
  { reads: ["compute.regions", "compute.capacity", "compute.abroad"], find: eachCountry(shocks) },
  { reads: ["compute.posted.peak_windows"], find: peakWindows },
  { reads: ["compute.regions", "agents"], find: homes },
  ...sellerChecks,
  ...indexChecks,
  ...exogenousChecks,
];

/** A check of every country of a simulated market. */
function eachCountry(find: (country: Country, scenario: Scenario) => Finding[]): Check<Scenario>["find"] {
  return (scenario) => countriesOf(scenario).flatMap((country) => find(country, scenario));
}

function pins({ path, parameters }: Country): Finding[] {
  return rising(`${path}.pins`, parameters.pins);
}

function season({ path, parameters }: Country): Finding[] {
  if (!leavesNegativeUse(parameters.demand.season)) return [];
  const message = "is too high for these peaks: the mean of the day would need negative use at night";
  return [{ path: `${path}.demand.season.peak_to_mean`, message }];
}

/** Regions of all countries have names of their own, some demand each country, and there are not too many. */
function regions(scenario: Scenario): Finding[] {
  const countries = countriesOf(scenario);
  const first = new Map<string, string>();
  const found: Finding[] = [];
  for (const { path, parameters, name } of countries) {
    if (parameters.regions.length > 0 && parameters.regions.every(({ demandPercent }) => demandPercent === 0)) {
      found.push({ path: `${path}.regions`, message: "must have some demand: demand_percent is 0 everywhere" });
    }
    regionIds(parameters, name).forEach((id, index) => {
      const at = parameters.regions.length > 0 ? `${path}.regions[${String(index)}].id` : path;
      const other = first.get(id);
      const message = `${id} is taken by ${other ?? ""}: regions of all countries need names of their own`;
      if (other === undefined) first.set(id, at);
      else found.push({ path: at, message });
    });
  }
  const total = countries.reduce((sum, { parameters, name }) => sum + regionIds(parameters, name).length, 0);
  if (total <= MAXIMUM_NODES) return found;
  const message = `must be at most ${String(MAXIMUM_NODES)} in all countries together, got ${String(total)}`;
  return [...found, { path: "compute.regions", message }];
}

function links({ path, parameters }: Country): Finding[] {
  const ids = parameters.regions.map(({ id }) => id);
  if (ids.length > 1 && parameters.links.length === 0) {
    const message = `has no link: ${ids.join(", ")} would be alone whatever the integration; for that write links and integration: 0`;
    return [{ path: `${path}.links`, message }];
  }
  const joined = new Set<string>();
  return parameters.links.flatMap(({ from, to }, index): Finding[] => {
    const at = `${path}.links[${String(index)}]`;
    const known = ids.length === 0 ? "; the country has no regions" : `; known: ${ids.join(", ")}`;
    const unknown = (["from", "to"] as const).flatMap((end): Finding[] => {
      const name = end === "from" ? from : to;
      return ids.includes(name) ? [] : [{ path: `${at}.${end}`, message: `there is no region ${name}${known}` }];
    });
    if (unknown.length > 0) return unknown;
    if (from === to) return [{ path: `${at}.to`, message: `must be another region than from, got ${to}` }];
    const pair = [from, to].sort().join(" ");
    if (!joined.has(pair)) {
      joined.add(pair);
      return [];
    }
    return [{ path: at, message: `${from} and ${to} are linked already; a link holds in both directions` }];
  });
}

/** Something makes up the fleet at the start, and nothing that does not exist yet. */
function generations({ path, parameters }: Country, { start }: Scenario): Finding[] {
  const { generations: all } = parameters.capacity;
  const at = `${path}.capacity.generations`;
  const early = all.flatMap(({ id, launch, startSharePercent }, index): Finding[] => {
    if (launch <= start || startSharePercent === 0) return [];
    const message = `must be 0: ${id} is launched after the start of the scenario, got ${String(startSharePercent)}`;
    return [{ path: `${at}[${String(index)}].start_share_percent`, message }];
  });
  const hasFleet = all.some(({ launch, startSharePercent }) => launch <= start && startSharePercent > 0);
  if (all.length === 0 || hasFleet) return early;
  return [...early, { path: at, message: "must have one launched by the start with a start_share_percent above 0" }];
}

/** Peak windows are whole hours of one day; the quota rule and the tariff go by hours. */
function peakWindows({ compute }: Scenario): Finding[] {
  if (compute.kind !== "market") return [];
  return compute.posted.peakWindows.flatMap(({ from, to }, index): Finding[] => {
    const at = `compute.posted.peak_windows[${String(index)}]`;
    const ends = [["from", from] as const, ["to", to] as const];
    const broken = ends.filter(([, minutes]) => minutes % MINUTES_PER_HOUR !== 0);
    if (broken.length > 0) return broken.map(([end]) => ({ path: `${at}.${end}`, message: "must be a whole hour" }));
    return from < to ? [] : [{ path: `${at}.to`, message: "must be after from, on the same day" }];
  });
}

/** Labs and data centres stand in regions that there are. */
function homes(scenario: Scenario): Finding[] {
  const ids = regionsOf(scenario);
  return scenario.agents.flatMap((group, index): Finding[] => {
    if (!("region" in group) || group.region === "" || ids.includes(group.region)) return [];
    const message = `there is no region ${group.region}; known: ${ids.join(", ")}`;
    return [{ path: `agents[${String(index)}].region`, message }];
  });
}
