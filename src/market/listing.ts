import { assert } from "../base/assert.ts";
import { addMonths, firstDayOfMonth, lastDayOfMonth, weekday, yyyymm } from "../base/dates.ts";
import { roundHalfEven } from "../base/integers.ts";
import type { EpochDay } from "../base/units.ts";
import type { SessionCalendar } from "./calendar.ts";
import type { ContractTerms } from "./contract-parameters.ts";
import { PERPETUAL_MONTH, type ListedMonth, type ListedSpread } from "./listed-month.ts";
import type { VenueParameters } from "./parameters.ts";

const MICRO = 1_000_000;

/** When each delivery month lists and trades last; known before anything runs. */
export interface ListingPlan {
  /** Number of the contract in the venue's list. */
  readonly contract: number;
  /** PERPETUAL_MONTH for a perpetual. */
  readonly deliveryMonth: number;
  readonly listSession: number;
  /** Last trading day; the number of trading days if it lies beyond the scenario's end. */
  readonly lastSession: number;
}

/**
 * The listing calendar of all contracts, in the order in which months are listed and numbered. Of a monthly contract
 * `monthsListed` consecutive delivery months trade at any time, the current one first: a month is listed on the first trading
 * day after the last one of the month that leaves the window. A perpetual is listed on the first trading day.
 */
export function listingPlans(parameters: VenueParameters, calendar: SessionCalendar): readonly ListingPlan[] {
  const plans = parameters.contracts.flatMap((terms, contract) =>
    terms.expiry === "perpetual" ? perpetualPlan(contract, calendar) : monthlyPlans(parameters, contract, calendar),
  );
  // Stable: within a day contracts keep the order of the rulebook, and their months that of delivery.
  return plans.sort((a, b) => a.listSession - b.listSession || a.contract - b.contract);
}

function perpetualPlan(contract: number, { days }: SessionCalendar): ListingPlan[] {
  if (days.length === 0) return [];
  return [{ contract, deliveryMonth: PERPETUAL_MONTH, listSession: 0, lastSession: days.length }];
}

function monthlyPlans(parameters: VenueParameters, contract: number, calendar: SessionCalendar): ListingPlan[] {
  const { days } = calendar;
  const terms = parameters.contracts[contract]!;
  const first = days[0];
  if (first === undefined) return [];
  const plans: ListingPlan[] = [];
  const end = addMonths(yyyymm(days[days.length - 1]!.day), terms.monthsListed);
  for (let month = yyyymm(first.day); month <= end; month = addMonths(month, 1)) {
    const leaving = lastTradeDay(parameters, terms, addMonths(month, -terms.monthsListed));
    const listSession = days.findIndex(({ day }) => day > leaving);
    const lastSession = lastSessionOf(parameters, terms, month, calendar);
    // One that enters the window after the last trading day is never listed; one without a day to trade on neither.
    if (listSession < 0 || lastSession < listSession) continue;
    plans.push({ contract, deliveryMonth: month, listSession, lastSession });
  }
  return plans;
}

/** Last session of a delivery month; the number of sessions where the scenario ends before it, -1 where it has none. */
function lastSessionOf(
  parameters: VenueParameters,
  terms: ContractTerms,
  month: number,
  { days, endDay }: SessionCalendar,
): number {
  const lastDay = lastTradeDay(parameters, terms, month);
  if (lastDay > endDay) return days.length;
  let session = days.length - 1;
  while (session >= 0 && days[session]!.day > lastDay) session--;
  return session >= 0 && days[session]!.day >= firstDayOfMonth(month) ? session : -1;
}

/** Name of a listed month in tables, for example TK2503; of a perpetual, its contract's code. */
export function monthId(parameters: VenueParameters, plan: ListingPlan): string {
  const { code, expiry } = parameters.contracts[plan.contract]!;
  return expiry === "perpetual" ? code : code + String(plan.deliveryMonth).slice(2);
}

/** Makes a listed month out of its plan: lot by listing date, tick from the reference price at listing. */
export function listMonth(
  parameters: VenueParameters,
  plan: ListingPlan,
  index: number,
  day: EpochDay,
  referencePrice: number,
): ListedMonth {
  const contract = parameters.contracts[plan.contract]!;
  const terms = [...contract.listings].reverse().find((entry) => entry.from <= day);
  assert(terms !== undefined, "no lot is defined for a month listed on this day");
  const tickMicro =
    terms.tick.rule === "fixed"
      ? roundHalfEven(terms.tick.price * MICRO)
      : roundTick((referencePrice * MICRO * terms.tick.percent) / 100);
  const tickMoney = (tickMicro * terms.lot) / 100;
  assert(Number.isInteger(tickMoney), "a tick of a lot is not a whole amount of money");
  const isPerpetual = contract.expiry === "perpetual";
  const firstDay = firstDayOfMonth(plan.deliveryMonth);
  const lastDay = isPerpetual
    ? lastDayOfMonth(PERPETUAL_MONTH)
    : lastTradeDay(parameters, contract, plan.deliveryMonth);
  const { method } = contract.finalSettlement;
  return {
    index,
    id: monthId(parameters, plan),
    contract: plan.contract,
    isPerpetual,
    deliveryMonth: plan.deliveryMonth,
    deliveryFirstDay: firstDay,
    deliveryLastDay: lastDayOfMonth(plan.deliveryMonth),
    settlesFromDay: method === "index_month_mean" ? Math.min(firstDay, lastDay) : lastDay,
    settlesByFixings: !isPerpetual && (method === "index_month_mean" || method === "index_day"),
    lastTradeDay: lastDay,
    listSession: plan.listSession,
    lastSession: plan.lastSession,
    tickMicro,
    tickPrice: tickMicro / MICRO,
    multiplier: terms.lot,
    tickMoney,
    listTicks: Math.max(1, roundHalfEven((referencePrice * MICRO) / tickMicro)),
    maxOrderLots: parameters.rules.maxOrderLots,
  };
}

/**
 * The calendar spread of two listed months of a contract that follow each other; undefined unless they have the same lot and
 * tick, as one month listed before a change of terms and one after it have not.
 */
export function listSpread(
  parameters: VenueParameters,
  near: ListedMonth,
  far: ListedMonth,
  index: number,
): ListedSpread | undefined {
  assert(near.contract === far.contract, "a calendar spread of two contracts");
  const k = parameters.contracts[near.contract]!.spreads.ticksPerLegTick;
  if (near.tickMicro !== far.tickMicro || near.multiplier !== far.multiplier) return undefined;
  // A tick of the spread is whole in price and in money, or its legs could not be booked exactly.
  if (near.tickMicro % k !== 0 || near.tickMoney % k !== 0) return undefined;
  return {
    index,
    id: `${near.id}-${far.id}`,
    contract: near.contract,
    listSession: Math.max(near.listSession, far.listSession),
    lastSession: near.lastSession,
    tickMicro: near.tickMicro / k,
    tickMoney: near.tickMoney / k,
    multiplier: near.multiplier,
    maxOrderLots: near.maxOrderLots,
    near,
    far,
    ticksPerLegTick: k,
  };
}

/**
 * Last trading day of a delivery month by the contract's rule: the month's last business day (its last day if it has none),
 * or a day of the month, moved to the next business day where it is none. Business days: weekdays that are no holidays.
 */
export function lastTradeDay(parameters: VenueParameters, terms: ContractTerms, deliveryMonth: number): EpochDay {
  const isBusinessDay = (day: EpochDay): boolean => weekday(day) < 5 && !parameters.holidays.includes(day);
  const first = firstDayOfMonth(deliveryMonth);
  const last = lastDayOfMonth(deliveryMonth);
  if (terms.lastTradingDay.rule === "day_of_month") {
    let day = first + terms.lastTradingDay.day - 1;
    while (!isBusinessDay(day)) day++;
    return day;
  }
  for (let day = last; day >= first; day--) if (isBusinessDay(day)) return day;
  return last;
}

/**
 * Rounds down to 1, 2 or 5 times a power of ten. The smallest tick is 1e-4 of the currency per unit, so that a tick of any
 * lot is whole in 1e-4 of the currency.
 */
export function roundTick(micro: number): number {
  let scale = 100;
  while (scale * 10 <= micro) scale *= 10;
  return micro >= 5 * scale ? 5 * scale : micro >= 2 * scale ? 2 * scale : scale;
}
