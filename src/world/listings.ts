import { firstDayOfMonth, lastDayOfMonth } from "../base/dates.ts";
import { exp, log } from "../base/elementary.ts";
import type { EpochDay } from "../base/units.ts";
import type { ClearingHouse } from "../clearing/house.ts";
import type { MonthInstrument } from "../market/instrument.ts";
import { listMonth, type ListingPlan, listSpread } from "../market/listing.ts";
import type { VenueParameters } from "../market/parameters.ts";
import { emptyView } from "../market/quote-view.ts";
import type { Exchange } from "./exchange.ts";

const DAYS_PER_YEAR = 365;

/** Lists months and calendar spreads when their day has come, everywhere where they must be known. */
export class Listings {
  private readonly parameters: VenueParameters;
  private readonly venueId: string;
  private readonly exchange: Exchange;
  private readonly house: ClearingHouse;
  private readonly plans: readonly ListingPlan[];
  private listed = 0;
  /** Months that have been looked at as the near one of a spread. */
  private paired = 0;

  constructor(
    parameters: VenueParameters,
    venueId: string,
    exchange: Exchange,
    house: ClearingHouse,
    plans: readonly ListingPlan[],
  ) {
    this.parameters = parameters;
    this.venueId = venueId;
    this.exchange = exchange;
    this.house = house;
    this.plans = plans;
  }

  /** What is listed on a trading day, before anything else of it happens. */
  list(session: number, day: EpochDay): void {
    this.listMonths(session, day);
    if (this.parameters.contract.spreads.listed) this.listSpreads(day);
  }

  private listMonths(session: number, day: EpochDay): void {
    const { exchange } = this;
    while (this.listed < this.plans.length && this.plans[this.listed]!.listSession <= session) {
      const plan = this.plans[this.listed]!;
      const month = listMonth(this.parameters, plan, this.listed, day, this.referenceCny(plan, day));
      exchange.venue.list(month);
      exchange.views[month.index] = emptyView();
      this.house.list(month, day);
      const method = this.parameters.contract.finalSettlement;
      const { algorithm } = this.parameters.matching;
      exchange.recording.market.listed(this.venueId, month, day, month.lastTradeDay, method, algorithm);
      this.listed++;
    }
  }

  /** Lists the spread of each two months that follow each other, once both are listed. */
  private listSpreads(day: EpochDay): void {
    const { exchange } = this;
    for (; this.paired + 1 < this.listed; this.paired++) {
      const near = exchange.venue.month(this.paired).month;
      const far = exchange.venue.month(this.paired + 1).month;
      const spread = listSpread(this.parameters, near, far, this.plans.length + this.paired);
      if (spread === undefined) continue;
      exchange.venue.listSpread(spread);
      exchange.views[spread.index] = emptyView();
      exchange.recording.recorder.dictionaries.instrument[spread.index] = spread.id;
      exchange.recording.market.spreadListed(spread, this.venueId, day, this.parameters.matching.algorithm);
    }
  }

  /**
   * Reference price of a new month: the furthest listed month's settlement moved on by the mean slope of the whole curve,
   * since the slope between two thinly traded months is mostly noise; on the first day the mean of the index so far, moved
   * along the rulebook's slope.
   */
  private referenceCny(plan: ListingPlan, day: EpochDay): number {
    const { venue, hourlyIndex } = this.exchange;
    if (plan.listSession > 0) return nextOnCurve(venue.trading);
    const midMonth = (firstDayOfMonth(plan.deliveryMonth) + lastDayOfMonth(plan.deliveryMonth)) / 2;
    const years = Math.max(0, midMonth - day) / DAYS_PER_YEAR;
    return hourlyIndex.mean() * exp(this.parameters.contract.firstCurveLogPerYear * years);
  }
}

/** One month beyond the listed ones on a log-linear curve through the nearest and the furthest settlement price, CNY. */
function nextOnCurve(instruments: readonly MonthInstrument[]): number {
  const prices = instruments.map(({ settlementTicks, month }) => settlementTicks * month.tickCny);
  const near = prices[0]!;
  const far = prices[prices.length - 1]!;
  if (prices.length < 2 || near <= 0 || far <= 0) return far;
  return far * exp(log(far / near) / (prices.length - 1));
}
