import { assert } from "../base/assert.ts";
import { addMonths, firstDayOfMonth, lastDayOfMonth, weekday, yyyymm } from "../base/dates.ts";
import { roundHalfEven } from "../base/integers.ts";
import type { EpochDay } from "../base/units.ts";
import type { SessionCalendar } from "./calendar.ts";
import type { ListedMonth, ListedSpread } from "./listed-month.ts";
import type { VenueParameters } from "./parameters.ts";

const MICRO = 1_000_000;

/** When each delivery month lists and trades last; known before anything runs. */
export interface ListingPlan {
  readonly deliveryMonth: number;
  readonly listSession: number;
  /** Last trading day; the number of trading days if it lies beyond the scenario's end. */
  readonly lastSession: number;
}

/**
 * The listing calendar: at any time `monthsListed` consecutive delivery months trade, the current one first. A month is
 * listed on the first trading day of the month in which it enters that window and trades last on the last trading day of
 * its own month.
 */
export function listingPlans(parameters: VenueParameters, calendar: SessionCalendar): readonly ListingPlan[] {
  const sessionsOfMonth = new Map<number, { first: number; last: number }>();
  calendar.days.forEach((tradingDay, session) => {
    const month = yyyymm(tradingDay.day);
    const span = sessionsOfMonth.get(month);
    if (span === undefined) sessionsOfMonth.set(month, { first: session, last: session });
    else span.last = session;
  });
  const months = [...sessionsOfMonth.keys()];
  const first = months[0];
  const end = months[months.length - 1];
  if (first === undefined || end === undefined) return [];
  const plans: ListingPlan[] = [];
  for (let month = first; month <= addMonths(end, parameters.contract.monthsListed - 1); month = addMonths(month, 1)) {
    const entering = firstDayOfMonth(addMonths(month, 1 - parameters.contract.monthsListed));
    const listSession = calendar.days.findIndex(({ day }) => day >= entering);
    // A month without a trading day has no settlement price; one beyond the last trading day is never listed.
    const span = sessionsOfMonth.get(month);
    if (listSession < 0 || (month <= end && span === undefined)) continue;
    // The scenario may end before the month's last trading day: then its contract does not expire within the run.
    const expires = span !== undefined && lastTradeDay(parameters, month) <= calendar.endDay;
    plans.push({ deliveryMonth: month, listSession, lastSession: expires ? span.last : calendar.days.length });
  }
  return plans;
}

/** Name of a listed month in tables, for example TK2503. */
export function monthId(parameters: VenueParameters, plan: ListingPlan): string {
  return parameters.contract.code + String(plan.deliveryMonth).slice(2);
}

/** Makes a listed month out of its plan: lot by listing date, tick from the reference price at listing. */
export function listMonth(
  parameters: VenueParameters,
  plan: ListingPlan,
  index: number,
  day: EpochDay,
  referenceCny: number,
): ListedMonth {
  const terms = [...parameters.contract.listings].reverse().find((entry) => entry.from <= day);
  assert(terms !== undefined, "no lot is defined for a month listed on this day");
  const tickMicro =
    terms.tick.rule === "fixed"
      ? roundHalfEven(terms.tick.cny * MICRO)
      : roundTick((referenceCny * MICRO * terms.tick.percent) / 100);
  const tickMoney = (tickMicro * terms.lotMtok) / 100;
  assert(Number.isInteger(tickMoney), "a tick of a lot is not a whole amount of money");
  return {
    index,
    id: monthId(parameters, plan),
    deliveryMonth: plan.deliveryMonth,
    deliveryFirstDay: firstDayOfMonth(plan.deliveryMonth),
    deliveryLastDay: lastDayOfMonth(plan.deliveryMonth),
    lastTradeDay: lastTradeDay(parameters, plan.deliveryMonth),
    listSession: plan.listSession,
    lastSession: plan.lastSession,
    tickMicro,
    tickCny: tickMicro / MICRO,
    multiplierMtok: terms.lotMtok,
    tickMoney,
    listTicks: Math.max(1, roundHalfEven((referenceCny * MICRO) / tickMicro)),
    maxOrderLots: parameters.rules.maxOrderLots,
  };
}

/**
 * The calendar spread of two listed months that follow each other; undefined unless they have the same lot and tick, as one
 * month listed before a change of terms and one after it have not.
 */
export function listSpread(
  parameters: VenueParameters,
  near: ListedMonth,
  far: ListedMonth,
  index: number,
): ListedSpread | undefined {
  const k = parameters.contract.spreads.ticksPerLegTick;
  if (near.tickMicro !== far.tickMicro || near.multiplierMtok !== far.multiplierMtok) return undefined;
  // A tick of the spread is whole in price and in money, or its legs could not be booked exactly.
  if (near.tickMicro % k !== 0 || near.tickMoney % k !== 0) return undefined;
  return {
    index,
    id: `${near.id}-${far.id}`,
    listSession: Math.max(near.listSession, far.listSession),
    lastSession: near.lastSession,
    tickMicro: near.tickMicro / k,
    tickMoney: near.tickMoney / k,
    multiplierMtok: near.multiplierMtok,
    maxOrderLots: near.maxOrderLots,
    near,
    far,
    ticksPerLegTick: k,
  };
}

/** Last weekday of a month that is no holiday; the month's last day if there is none. */
function lastTradeDay(parameters: VenueParameters, deliveryMonth: number): EpochDay {
  const first = firstDayOfMonth(deliveryMonth);
  const last = lastDayOfMonth(deliveryMonth);
  for (let day = last; day >= first; day--) if (weekday(day) < 5 && !parameters.holidays.includes(day)) return day;
  return last;
}

/**
 * Rounds down to 1, 2 or 5 times a power of ten. The smallest tick is 1e-4 CNY per million tokens, so that a tick of
 * any lot is whole in 1e-4 CNY.
 */
export function roundTick(micro: number): number {
  let scale = 100;
  while (scale * 10 <= micro) scale *= 10;
  return micro >= 5 * scale ? 5 * scale : micro >= 2 * scale ? 2 * scale : scale;
}
