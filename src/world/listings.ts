import { firstDayOfMonth, lastDayOfMonth } from "../base/dates.ts";
import { exp, log } from "../base/elementary.ts";
import type { EpochDay } from "../base/units.ts";
import type { ClearingHouse } from "../clearing/house.ts";
import type { MonthInstrument } from "../market/instrument.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import { listMonth, type ListingPlan, listSpread } from "../market/listing.ts";
import type { VenueParameters } from "../market/parameters.ts";
import { emptyView } from "../market/quote-view.ts";
import type { Exchange } from "./exchange.ts";
import type { ListedTerms } from "./market-recording.ts";
import type { Perpetuals } from "./perpetuals.ts";

const DAYS_PER_YEAR = 365;

/** Lists months, perpetuals and calendar spreads when their day has come, everywhere where they must be known. */
export class Listings {
  private readonly parameters: VenueParameters;
  private readonly terms: readonly ListedTerms[];
  private readonly exchange: Exchange;
  private readonly house: ClearingHouse;
  private readonly plans: readonly ListingPlan[];
  private readonly perpetuals: Perpetuals;
  private listed = 0;
  /** The month listed last of each contract. */
  private readonly last: (ListedMonth | undefined)[];

  /** `terms`: what tables say of each contract. */
  constructor(
    parameters: VenueParameters,
    terms: readonly ListedTerms[],
    exchange: Exchange,
    house: ClearingHouse,
    plans: readonly ListingPlan[],
    perpetuals: Perpetuals,
  ) {
    this.perpetuals = perpetuals;
    this.parameters = parameters;
    this.terms = terms;
    this.exchange = exchange;
    this.house = house;
    this.plans = plans;
    this.last = parameters.contracts.map(() => undefined);
  }

  /** What is listed on a trading day, before anything else of it happens. */
  list(session: number, day: EpochDay): void {
    while (this.listed < this.plans.length && this.plans[this.listed]!.listSession <= session) {
      const plan = this.plans[this.listed]!;
      const month = listMonth(this.parameters, plan, this.listed, day, this.referencePrice(plan, day));
      this.listMonth(month, day);
      const near = this.last[plan.contract];
      if (near !== undefined && this.parameters.contracts[plan.contract]!.spreads.listed)
        this.listSpread(near, month, day);
      this.last[plan.contract] = month;
      this.listed++;
    }
  }

  private listMonth(month: ListedMonth, day: EpochDay): void {
    const { exchange } = this;
    exchange.venue.list(month);
    exchange.views[month.index] = emptyView();
    this.house.list(month, day);
    if (month.isPerpetual) this.perpetuals.list(month);
    exchange.recording.market.listed(month, day, this.terms[month.contract]!);
  }

  /** Lists the spread of two months of a contract that follow each other; it is numbered by the near one. */
  private listSpread(near: ListedMonth, far: ListedMonth, day: EpochDay): void {
    const { exchange } = this;
    const spread = listSpread(this.parameters, near, far, this.plans.length + near.index);
    if (spread === undefined) return;
    exchange.venue.listSpread(spread);
    exchange.views[spread.index] = emptyView();
    exchange.recording.recorder.dictionaries.instrument[spread.index] = spread.id;
    exchange.recording.market.spreadListed(spread, day, this.terms[spread.contract]!);
  }

  /**
   * Reference price of a new month: the furthest listed month's settlement moved on by the mean slope of the whole curve,
   * since the slope between two thinly traded months is mostly noise; on the first day the mean of the index so far, moved
   * along the rulebook's slope. A perpetual begins at that mean.
   */
  private referencePrice({ contract, listSession, deliveryMonth }: ListingPlan, day: EpochDay): number {
    const { venue, indices } = this.exchange;
    const curve = venue.trading.filter(({ month }) => month.contract === contract);
    if (listSession > 0 && curve.length > 0) return nextOnCurve(curve);
    const mean = indices[contract]!.hourly.mean();
    const { expiry, firstCurveLogPerYear } = this.parameters.contracts[contract]!;
    if (expiry === "perpetual") return mean;
    const midMonth = (firstDayOfMonth(deliveryMonth) + lastDayOfMonth(deliveryMonth)) / 2;
    const years = Math.max(0, midMonth - day) / DAYS_PER_YEAR;
    return mean * exp(firstCurveLogPerYear * years);
  }
}

/** One month beyond the listed ones on a log-linear curve through the nearest and the furthest settlement price. */
function nextOnCurve(instruments: readonly MonthInstrument[]): number {
  const prices = instruments.map(({ settlementTicks, month }) => settlementTicks * month.tickPrice);
  const near = prices[0]!;
  const far = prices[prices.length - 1]!;
  if (prices.length < 2 || near <= 0 || far <= 0) return far;
  return far * exp(log(far / near) / (prices.length - 1));
}
