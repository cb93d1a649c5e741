import type { Ticks, TimeUs } from "../base/units.ts";
import type { BookView } from "./engine/book-view.ts";
import type { Listed, ListedMonth, ListedSpread } from "./listed-month.ts";
import { QuoteHistory } from "./quote-history.ts";
import { LimitLadder } from "./rules/limit-ladder.ts";
import { LimitLock } from "./rules/limit-lock.ts";
import type { PriceRules } from "./rules/price-parameters.ts";
import { PriceGuard } from "./rules/price-rules.ts";
import { SessionStats } from "./session-stats.ts";

/** Something listed, in trading: its book, its price band of the day, its day's statistics and the history of its top. */
export class Instrument {
  readonly listed: Listed;
  readonly book: BookView;
  readonly stats = new SessionStats();
  readonly history: QuoteHistory;
  /** Last settlement price: the reference of auctions. */
  settlementTicks: Ticks = 0;
  bandLow: Ticks = 0;
  bandHigh: Ticks = 0;
  tradesToday = false;
  /** Price rules that look at trades; undefined where the rulebook has none, and for spreads. */
  guard: PriceGuard | undefined = undefined;
  /** Trading is stopped until this moment, or, where it is Infinity, all day; 0 where it is not. */
  haltedUntilUs: TimeUs = 0;
  /** Last trade price of the run. */
  lastTradeTicks: Ticks = 0;
  hasTraded = false;
  /** Top of the book as last made public; zero lots mean an empty side. */
  bidTicks: Ticks = 0;
  bidLots = 0;
  askTicks: Ticks = 0;
  askLots = 0;
  /** The venue's number of the message that touched this book last. */
  touchedBy = -1;
  private topSinceUs: TimeUs = 0;

  constructor(listed: Listed, book: BookView, longestDelayUs: TimeUs) {
    this.listed = listed;
    this.book = book;
    this.history = new QuoteHistory(longestDelayUs);
  }

  /** Whether a price rule has stopped trading: nothing trades, and orders wait for the auction that ends it. */
  get isHalted(): boolean {
    return this.haltedUntilUs > 0;
  }

  /** Whether a price rule has stopped trading for the whole day: nothing is taken but cancels. */
  get isHaltedAllDay(): boolean {
    return this.haltedUntilUs === Infinity;
  }

  get hasBid(): boolean {
    return this.bidLots > 0;
  }

  get hasAsk(): boolean {
    return this.askLots > 0;
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
    const { book } = this;
    this.bidLots = book.hasBid ? book.bidLots : 0;
    this.bidTicks = book.hasBid ? book.bidTicks : 0;
    this.askLots = book.hasAsk ? book.askLots : 0;
    this.askTicks = book.hasAsk ? book.askTicks : 0;
    this.remember(nowUs);
  }

  /** Makes an empty top public: outside continuous trading nobody sees the book. */
  publishEmpty(nowUs: TimeUs): void {
    this.bidLots = this.askLots = this.bidTicks = this.askTicks = 0;
    this.remember(nowUs);
  }

  /** One trade at a price of this instrument; `aggressorSide` is 0 in an auction. */
  traded(priceTicks: Ticks, lots: number, aggressorSide: number): void {
    this.stats.trade(priceTicks, lots, aggressorSide);
    if (priceTicks === this.bandHigh) this.stats.atLimit = 1;
    if (priceTicks === this.bandLow) this.stats.atLimit = 2;
    this.hasTraded = true;
    this.lastTradeTicks = priceTicks;
  }

  private remember(nowUs: TimeUs): void {
    const { stats } = this;
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
}

/** A listed month in trading. */
export class MonthInstrument extends Instrument {
  readonly month: ListedMonth;
  openInterest = 0;
  /** The month with the largest open interest of its contract at the day's start, the nearest of several. */
  isLead = false;
  /** Whether the limit price is locked now. */
  readonly limit = new LimitLock();
  /** Locked days in a row, and what follows for the next day. */
  readonly lock: LimitLadder;
  /** Today's band in percent, the ladder of locked days apart. */
  ownBandPercent = 0;

  constructor(month: ListedMonth, book: BookView, longestDelayUs: TimeUs, rules: PriceRules) {
    super(month, book, longestDelayUs);
    this.month = month;
    this.settlementTicks = month.listTicks;
    this.lock = new LimitLadder(rules);
    if (PriceGuard.isNeeded(rules)) this.guard = new PriceGuard(rules);
  }

  /** A match of this month's book, or one implied in it, at a price which the trade may not be booked at. */
  matched(nowUs: TimeUs, priceTicks: Ticks): void {
    this.lastTradeTicks = priceTicks;
    this.guard?.traded(nowUs, priceTicks);
  }

  override publish(nowUs: TimeUs): void {
    super.publish(nowUs);
    const { bidTicks, bidLots, askTicks, askLots, bandLow, bandHigh } = this;
    this.limit.observe(nowUs, bidTicks, bidLots, askTicks, askLots, bandLow, bandHigh);
  }
}

/** A calendar spread in trading, with its months. */
export class SpreadInstrument extends Instrument {
  readonly spread: ListedSpread;
  readonly near: MonthInstrument;
  readonly far: MonthInstrument;

  constructor(
    spread: ListedSpread,
    near: MonthInstrument,
    far: MonthInstrument,
    book: BookView,
    longestDelayUs: TimeUs,
  ) {
    super(spread, book, longestDelayUs);
    this.spread = spread;
    this.near = near;
    this.far = far;
  }

  /** The day's band and auction reference follow from those of the months. */
  startDay(): void {
    const k = this.spread.ticksPerLegTick;
    this.settlementTicks = k * (this.near.settlementTicks - this.far.settlementTicks);
    this.bandLow = k * (this.near.bandLow - this.far.bandHigh);
    this.bandHigh = k * (this.near.bandHigh - this.far.bandLow);
  }

  /**
   * Price of the near leg, in ticks of the months and possibly between two, when this spread trades directly at a price:
   * the far month's last settlement price anchors it, moved as little as keeps both legs within their bands. Source:
   * exchanges' leg assignment, one leg at its settlement price and the other computed (CME, Leg price assignment).
   */
  nearLegTicks(spreadTicks: Ticks): number {
    const difference = spreadTicks / this.spread.ticksPerLegTick;
    const lowest = Math.max(this.far.bandLow, this.near.bandLow - difference);
    const highest = Math.min(this.far.bandHigh, this.near.bandHigh - difference);
    return Math.min(Math.max(this.far.settlementTicks, lowest), highest) + difference;
  }
}
