import type { Ticks, TimeUs } from "../base/units.ts";
import type { ListedMonth } from "./listed-month.ts";
import type { OrderBook } from "./engine/order-book.ts";
import { QuoteHistory } from "./quote-history.ts";
import { SessionStats } from "./session-stats.ts";

/** A listed month in trading: its book, its price band of the day, its day's statistics and the history of its top. */
export class Instrument {
  readonly month: ListedMonth;
  readonly book: OrderBook;
  readonly stats = new SessionStats();
  readonly history: QuoteHistory;
  settlementTicks: Ticks;
  bandLow: Ticks = 0;
  bandHigh: Ticks = 0;
  openInterest = 0;
  tradesToday = false;
  /** Last trade price of the run. */
  lastTradeTicks: Ticks = 0;
  hasTraded = false;
  private topSinceUs: TimeUs = 0;
  private bidTicks: Ticks = 0;
  private bidLots = 0;
  private askTicks: Ticks = 0;
  private askLots = 0;

  constructor(month: ListedMonth, book: OrderBook, longestDelayUs: TimeUs) {
    this.month = month;
    this.book = book;
    this.history = new QuoteHistory(longestDelayUs);
    this.settlementTicks = month.listTicks;
  }

  /** Forgets the top without counting the time it stood: at the start of continuous trading. */
  startClock(nowUs: TimeUs): void {
    this.topSinceUs = nowUs;
    this.publish(nowUs);
  }

  /** Counts the time the present top has stood: at the end of continuous trading and before every change. */
  stopClock(nowUs: TimeUs): void {
    const atLimit =
      (this.askLots === 0 && this.bidLots > 0 && this.bidTicks === this.bandHigh) ||
      (this.bidLots === 0 && this.askLots > 0 && this.askTicks === this.bandLow);
    this.stats.stood(nowUs - this.topSinceUs, this.bidTicks, this.bidLots, this.askTicks, this.askLots, atLimit);
    this.topSinceUs = nowUs;
  }

  /** Whether the book's top differs from the one last published. */
  topChanged(): boolean {
    const { book } = this;
    const bidLots = book.hasBid ? book.bidLots : 0;
    const askLots = book.hasAsk ? book.askLots : 0;
    return (
      bidLots !== this.bidLots ||
      askLots !== this.askLots ||
      (bidLots > 0 && book.bidTicks !== this.bidTicks) ||
      (askLots > 0 && book.askTicks !== this.askTicks)
    );
  }

  /** Makes the book's top public. */
  publish(nowUs: TimeUs): void {
    const { book, stats } = this;
    this.bidLots = book.hasBid ? book.bidLots : 0;
    this.bidTicks = book.hasBid ? book.bidTicks : 0;
    this.askLots = book.hasAsk ? book.askLots : 0;
    this.askTicks = book.hasAsk ? book.askTicks : 0;
    this.history.push(
      nowUs,
      this.bidTicks,
      this.bidLots,
      this.askTicks,
      this.askLots,
      this.hasTraded,
      this.lastTradeTicks,
      stats.volumeLots,
      stats.signedVolumeLots,
    );
  }

  /** Makes an empty top public: outside continuous trading nobody sees the book. */
  publishEmpty(nowUs: TimeUs): void {
    this.bidLots = this.askLots = this.bidTicks = this.askTicks = 0;
    this.history.push(
      nowUs,
      0,
      0,
      0,
      0,
      this.hasTraded,
      this.lastTradeTicks,
      this.stats.volumeLots,
      this.stats.signedVolumeLots,
    );
  }
}
