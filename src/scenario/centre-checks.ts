import type { Finding } from "./check.ts";
import type { Country } from "./countries.ts";
import { regionIds } from "./countries.ts";

/** A data centre as checks see it. */
interface Centre {
  readonly id: string;
  readonly region: string;
  readonly grade: "cloud" | "local";
}

/** Centres stand in regions that there are, and local ones have a fleet. */
export function centres({ path, name, parameters }: Country): Finding[] {
  const ids = regionIds(parameters, name);
  const hasLocal = parameters.capacity.localFleetGpus.length > 0;
  return parameters.capacity.centres.flatMap(({ region, grade }, index): Finding[] => {
    const at = `${path}.capacity.centres[${String(index)}]`;
    const found: Finding[] = [];
    if (region === "" && ids.length > 1) {
      found.push({ path: `${at}.region`, message: `is missing; must be one of ${ids.join(", ")}` });
    } else if (region !== "" && !ids.includes(region)) {
      found.push({ path: `${at}.region`, message: `there is no region ${region}; known: ${ids.join(", ")}` });
    }
    if (grade === "local" && !hasLocal) {
      found.push({ path: `${at}.grade`, message: "local needs local_fleet_gpus: there are no GPUs of that grade" });
    }
    return found;
  });
}

/** A dated loss names what there is and hits something. */
export function shocks({ path, name, parameters }: Country): Finding[] {
  const all = centresOf(parameters, regionIds(parameters, name));
  const ids = regionIds(parameters, name);
  return parameters.capacity.shocks.flatMap(({ centre, region, grade }, index): Finding[] => {
    const at = `${path}.capacity.shocks[${String(index)}]`;
    if (region !== "" && !ids.includes(region)) {
      return [{ path: `${at}.region`, message: `there is no region ${region}; known: ${ids.join(", ")}` }];
    }
    if (centre !== "" && !all.some(({ id }) => id === centre)) {
      const known = all.map(({ id }) => id).join(", ");
      return [{ path: `${at}.centre`, message: `there is no centre ${centre}; known: ${known}` }];
    }
    const isHit = all.some(
      (item) =>
        (centre === "" || item.id === centre) &&
        (region === "" || item.region === region) &&
        (grade === "all" || item.grade === grade),
    );
    return isHit ? [] : [{ path: at, message: "hits nothing: there is no such centre of that grade in that region" }];
  });
}

/** A country's centres: those named, else one of each grade in each region with demand, named region-grade. */
function centresOf({ capacity, regions }: Country["parameters"], ids: readonly string[]): Centre[] {
  const grades: Centre["grade"][] = capacity.localFleetGpus.length > 0 ? ["cloud", "local"] : ["cloud"];
  return grades.flatMap((grade) => {
    const named = capacity.centres.filter((centre) => centre.grade === grade);
    if (named.length > 0)
      return named.map(({ id, region }) => ({ id, region: region === "" ? ids[0] : region, grade }));
    return ids
      .filter((_, index) => regions.length === 0 || regions[index].demandPercent > 0)
      .map((region) => ({ id: `${region}-${grade}`, region, grade }));
  });
}
