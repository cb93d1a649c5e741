import { isoDate } from "../base/dates.ts";
import { hasGpuPrice } from "../compute/exogenous/parameters.ts";
import type { Check, Finding } from "./check.ts";
import type { Scenario } from "./schema.ts";
import { dateScalar } from "./yaml-text.ts";

const HOURS_PER_DAY = 24;
/** The generation of GPUs that a process or a file prices. */
const FIRST_GENERATION = "h100";

/** What markets of kind `process` and `series` need. */
export const exogenousChecks: readonly Check<Scenario>[] = [
  { reads: ["start", "end", "compute"], find: coversPeriod },
  { reads: ["compute.volume_column", "compute.tokens_per_day"], find: someVolume },
  { reads: ["compute.gpu_generations", "compute.gpu_usd_hour"], find: gpuGenerations },
  { reads: ["agents", "compute.serving_gpus", "compute.gpu_usd_hour", "compute.gpu_column"], find: dataCentres },
];

/** A series has a value on every day of the scenario: a last value only holds until the next row. */
function coversPeriod({ compute, start, end }: Scenario): Finding[] {
  if (compute.kind !== "series") return [];
  const { rows, utcOffsetHours } = compute;
  const first = rows.hours[0];
  const last = rows.hours[rows.hours.length - 1];
  const found: Finding[] = [];
  // Where local time is behind UTC, the first local day begins after the first hour.
  if (first > Math.max(start * HOURS_PER_DAY, start * HOURS_PER_DAY - utcOffsetHours)) {
    const message = `begins on ${localDate(first, utcOffsetHours)}, after the start of the scenario (${dateScalar(start)})`;
    found.push({ path: "compute.file", message });
  }
  if (last < end * HOURS_PER_DAY - utcOffsetHours) {
    const message = `ends on ${localDate(last, utcOffsetHours)}, before the scenario's last day (${dateScalar(end)})`;
    found.push({ path: "compute.file", message });
  }
  return found;
}

function localDate(hour: number, utcOffsetHours: number): string {
  return isoDate(Math.floor((hour + utcOffsetHours) / HOURS_PER_DAY));
}

function someVolume({ compute }: Scenario): Finding[] {
  if (compute.kind !== "series" || (compute.volumeColumn !== "") !== compute.tokensPerDay.length > 0) return [];
  const isTwice = compute.volumeColumn !== "";
  const message = isTwice
    ? "is given beside volume_column; take one of the two away"
    : "is missing; must be given where no volume_column names the tokens used";
  return [{ path: "compute.tokens_per_day", message }];
}

/** Further generations of GPUs have names of their own, and a price to go with. */
function gpuGenerations({ compute }: Scenario): Finding[] {
  if (compute.kind !== "process") return [];
  return compute.gpuGenerations.flatMap(({ id }, index): Finding[] => {
    const path = `compute.gpu_generations[${String(index)}].id`;
    if (id === FIRST_GENERATION) return [{ path, message: `${id} is the name of what gpu_usd_hour prices` }];
    return hasGpuPrice(compute) ? [] : [{ path, message: "needs a price of GPU-hours; give compute.gpu_usd_hour" }];
  });
}

/** Data centres sell a share of the GPU-hours at work, at their price. */
function dataCentres({ agents, compute }: Scenario): Finding[] {
  if (compute.kind === "market") return [];
  const lacks = [
    ...(compute.servingGpus.length > 0 ? [] : ["compute.serving_gpus"]),
    ...(hasGpuPrice(compute) ? [] : [compute.kind === "series" ? "compute.gpu_column" : "compute.gpu_usd_hour"]),
  ];
  return agents.flatMap((group, index): Finding[] => {
    if (group.kind !== "data-centre" || group.count === 0 || lacks.length === 0) return [];
    const message = `data-centre needs ${lacks.join(" and ")} in a compute market of kind ${compute.kind}: it sells GPU-hours`;
    return [{ path: `agents[${String(index)}].kind`, message }];
  });
}
