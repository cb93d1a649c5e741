import { firstDayOfMonth, lastDayOfMonth, yyyymm } from "../../base/dates.ts";
import { exp } from "../../base/elementary.ts";
import type { Knot } from "../../base/parameters.ts";
import type { EpochDay } from "../../base/units.ts";
import { DatedCurve } from "../../compute/dated-curve.ts";
import type { ProcessParameters } from "../../compute/exogenous/parameters.ts";
import type { ComputeParameters, CountryParameters } from "../../compute/parameters.ts";
import { ReferenceAhead } from "../../compute/reference-ahead.ts";

const HOURS_PER_DAY = 24;
const MTOK_PER_TRILLION = 1e6;

/** What a contract is written on, as far as its size is judged by it. */
export interface Underlying {
  /** Unit of the underlying. */
  readonly unit: string;
  /** First day of the scenario that prices are taken from. */
  readonly startDay: EpochDay;
  /** Price per unit on a day. */
  price(day: EpochDay): number;
  /** Units that the country uses on a day. */
  dailyUse(day: EpochDay): number;
}

/** China's tokens: the reference price that the dated curves of a compute market give, and demand at that price. */
export function tokensOf(parameters: ComputeParameters, startDay: EpochDay, lastDay: EpochDay): Underlying {
  return {
    unit: "Mtok",
    startDay,
    price: (day) => new ReferenceAhead(parameters, startDay, lastDay - startDay + 1).priceAt(day - startDay),
    dailyUse: (day) => valueAt(parameters.demand.tokensPerDay, day) * MTOK_PER_TRILLION,
  };
}

/**
 * GPU-hours of one generation: the price at which a scenario's process starts, and the hours of a country's available GPUs of
 * cloud grade, all of them counted in this generation (`h100Equivalents`: what one of it makes of an H100).
 */
export function gpuHoursOf(
  { gpuUsdHour, gpuGenerations }: ProcessParameters,
  { capacity }: CountryParameters,
  generation: string,
  h100Equivalents: number,
  startDay: EpochDay,
): Underlying {
  if (gpuUsdHour.model === "none") throw new Error("the scenario has no price of GPU-hours");
  const factor = gpuGenerations.find(({ id }) => id === generation)?.factor ?? 1;
  const price = gpuUsdHour.startPrice * factor;
  return {
    unit: "GPU-hours",
    startDay,
    price: () => price,
    dailyUse: (day) =>
      (valueAt(capacity.fleetGpus, day) * valueAt(capacity.availability, day) * HOURS_PER_DAY) / h100Equivalents,
  };
}

export function daysOfMonth(day: EpochDay): number {
  return lastDayOfMonth(yyyymm(day)) - firstDayOfMonth(yyyymm(day)) + 1;
}

function valueAt(knots: readonly Knot[], day: EpochDay): number {
  return exp(new DatedCurve(knots, day).logAt(0));
}
