import type { EventQueue } from "../kernel/queue.ts";
import type { SessionCalendar } from "../market/calendar.ts";
import type { ListedMonth, ListedSpread } from "../market/listed-month.ts";
import type { OrderStore } from "../market/engine/order-store.ts";
import type { QuoteView } from "../market/quote-view.ts";
import type { PositionLimitRule } from "../market/rules/position-limits.ts";
import type { Holdings } from "../market/risk-gate.ts";
import type { Venue } from "../market/venue.ts";
import type { Fixings } from "./fixings.ts";
import type { PublicSeries } from "./news.ts";
import type { Recording } from "./recording.ts";

/** The index of one contract as it has been published: hour by hour, and its daily fixings. */
export interface ContractIndex {
  readonly hourly: PublicSeries;
  readonly fixings: Fixings;
}

/** What all seats share: clock, venue, news. The trading day moves on in world.ts. */
export class Exchange {
  readonly queue: EventQueue;
  readonly calendar: SessionCalendar;
  readonly store: OrderStore;
  readonly venue: Venue;
  /** What accounts hold, as the clearing house's books say. */
  readonly holdings: Holdings;
  /** The venue's position limits. */
  readonly limits: PositionLimitRule;
  /** What each contract settles to. */
  readonly indices: readonly ContractIndex[];
  readonly recording: Recording;
  /** Listed months of the whole run; calendar spreads are numbered after them. */
  readonly maximumMonths: number;
  /** One view of a quote per instrument, filled anew by every look at it. */
  readonly views: QuoteView[] = [];
  session = 0;
  day = 0;
  /** What trades today, by contract, nearest first. */
  months: readonly (readonly ListedMonth[])[];
  spreads: readonly (readonly ListedSpread[])[];
  private orders = 0;

  constructor(
    queue: EventQueue,
    calendar: SessionCalendar,
    store: OrderStore,
    venue: Venue,
    holdings: Holdings,
    limits: PositionLimitRule,
    indices: readonly ContractIndex[],
    recording: Recording,
    maximumMonths: number,
  ) {
    this.queue = queue;
    this.calendar = calendar;
    this.store = store;
    this.venue = venue;
    this.holdings = holdings;
    this.limits = limits;
    this.indices = indices;
    this.months = indices.map(() => []);
    this.spreads = indices.map(() => []);
    this.recording = recording;
    this.maximumMonths = maximumMonths;
  }

  nextOrderId(): number {
    return this.orders++;
  }
}
