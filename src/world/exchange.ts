import type { EventQueue } from "../kernel/queue.ts";
import type { SessionCalendar } from "../market/calendar.ts";
import type { ListedMonth, ListedSpread } from "../market/listed-month.ts";
import type { OrderStore } from "../market/engine/order-store.ts";
import type { QuoteView } from "../market/quote-view.ts";
import type { Venue } from "../market/venue.ts";
import type { Fixings } from "./fixings.ts";
import type { PublicSeries } from "./news.ts";
import type { Recording } from "./recording.ts";

/** What all seats share: clock, venue, news. The trading day moves on in world.ts. */
export class Exchange {
  readonly queue: EventQueue;
  readonly calendar: SessionCalendar;
  readonly store: OrderStore;
  readonly venue: Venue;
  readonly hourlyIndex: PublicSeries;
  readonly fixings: Fixings;
  readonly recording: Recording;
  /** Listed months of the whole run; calendar spreads are numbered after them. */
  readonly maximumMonths: number;
  /** One view of a quote per instrument, filled anew by every look at it. */
  readonly views: QuoteView[] = [];
  session = 0;
  day = 0;
  months: readonly ListedMonth[] = [];
  spreads: readonly ListedSpread[] = [];
  private orders = 0;

  constructor(
    queue: EventQueue,
    calendar: SessionCalendar,
    store: OrderStore,
    venue: Venue,
    hourlyIndex: PublicSeries,
    fixings: Fixings,
    recording: Recording,
    maximumMonths: number,
  ) {
    this.queue = queue;
    this.calendar = calendar;
    this.store = store;
    this.venue = venue;
    this.hourlyIndex = hourlyIndex;
    this.fixings = fixings;
    this.recording = recording;
    this.maximumMonths = maximumMonths;
  }

  nextOrderId(): number {
    return this.orders++;
  }
}
