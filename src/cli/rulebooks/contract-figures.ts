import { isoDate } from "../../base/dates.ts";
import type { EpochDay } from "../../base/units.ts";
import type { ContractTerms } from "../../market/contract-parameters.ts";
import { roundTick } from "../../market/listing.ts";
import type { VenueParameters } from "../../market/parameters.ts";
import type { PhaseLimit } from "../../market/rules/position-limit-parameters.ts";
import { figure, percent } from "./figures.ts";
import { daysOfMonth, type Underlying } from "./underlying.ts";

const MICRO = 1_000_000;
const PER_MILLE = 1000;

export const CONTRACT_HEAD = [
  "contract",
  "months listed from",
  "lot",
  "price",
  "lot value",
  "tick",
  "tick value",
  "fee to open a lot",
  "a day's use in lots",
  "limit: general",
  "month before",
  "delivery month",
  "last days",
];

/**
 * A rulebook's contracts in figures, a row for each change of their terms: what a lot and a tick are worth at the price of the
 * day from which the terms hold, how many lots the country uses on that day, and each position limit as a share of that
 * month's use. `underlyingOf` knows what an index of the scenario is an index of.
 */
export function contractRows(venue: VenueParameters, underlyingOf: (index: string) => Underlying): string[][] {
  return venue.contracts.flatMap((terms) => {
    const underlying = underlyingOf(terms.index);
    return terms.listings.map((listing) => contractRow(venue, terms, listing, underlying));
  });
}

function contractRow(
  { currency, fees }: VenueParameters,
  terms: ContractTerms,
  { from, lot, tick }: ContractTerms["listings"][number],
  underlying: Underlying,
): string[] {
  const day = Math.max(from, underlying.startDay);
  const price = underlying.price(day);
  const value = lot * price;
  const step = tick.rule === "fixed" ? tick.price : roundTick((price * MICRO * tick.percent) / 100) / MICRO;
  const { general, monthBefore, deliveryMonth, lastDays } = terms.positionLimits;
  const phases: readonly PhaseLimit[] = [general, monthBefore, deliveryMonth, lastDays];
  const monthUse = useOfMonth(underlying, day, lot);
  return [
    `\`${terms.code}\``,
    isoDate(from),
    `${figure(lot)} ${underlying.unit}`,
    `${currency} ${figure(price)}`,
    `${currency} ${figure(value)}`,
    `${currency} ${String(step)}`,
    `${currency} ${figure(step * lot)}`,
    `${currency} ${figure((value * fees.perMille) / PER_MILLE + fees.perLot)}`,
    figure(underlying.dailyUse(day) / lot),
    ...phases.map((_, phase) => limitText(phases, phase, monthUse)),
  ];
}

function useOfMonth(underlying: Underlying, day: EpochDay, lot: number): number {
  return (underlying.dailyUse(day) * daysOfMonth(day)) / lot;
}

/** The limit of a phase: of the last one up to it that names anything, as shares of a month's use; the largest holds. */
function limitText(phases: readonly PhaseLimit[], phase: number, monthUse: number): string {
  for (let k = phase; k >= 0; k--) {
    const { percentOfOpenInterest, percentOfMonthUse, lots } = phases[k];
    const named = Math.max(percentOfMonthUse / 100, lots / monthUse);
    const parts = [
      ...(named > 0 ? [percent(named)] : []),
      ...(percentOfOpenInterest > 0 ? [`${String(percentOfOpenInterest)} % of open interest`] : []),
    ];
    if (parts.length > 0) return parts.join(" or ");
  }
  return "none";
}
