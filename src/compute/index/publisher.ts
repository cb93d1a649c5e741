import { assert } from "../../base/assert.ts";
import type { Streams } from "../../base/random.ts";
import type { EpochDay } from "../../base/units.ts";
import type { SellerPanel } from "../sellers.ts";
import { LevelBreaks } from "./breaks.ts";
import { methods } from "./methods/index.ts";
import type { Method } from "./methods/method.ts";
import { MissingData } from "./missing-data.ts";
import { MonthMean } from "./month-mean.ts";
import type { IndexParameters } from "./parameters.ts";
import { Submissions } from "./submissions.ts";
import type { TokenKinds } from "./token-kinds.ts";
import { TradeWindow } from "./trade-window.ts";
import { IndexUnit } from "./unit.ts";

/** How a fixing came about: from data, by its fallback, or not at all. */
export type FixingStatus = "ok" | "fallback" | "missing";

/** What an index is made from. */
export interface IndexParts {
  readonly parameters: IndexParameters;
  readonly panel: SellerPanel;
  /** Undefined for an index of GPU-hours. */
  readonly kinds: TokenKinds | undefined;
  readonly streams: Streams;
  readonly startDay: EpochDay;
  readonly utcOffsetHours: number;
  /** Local days on which fixings are published. */
  readonly isBusinessDay: (day: EpochDay) => boolean;
}

/**
 * Publishes one index. Call `observe` after every hour's trades, and `fix` whenever `isFixingDue`, on business days or
 * not; what it returns says whether there is a fixing to publish. What separates the value from the true mean of all
 * transactions, `efficient`, is the index error: cap, method, coverage, list prices, breaks and missing data.
 *
 * Windows: `hour` covers the hour before the fixing; `day` all hours since the last business day's; `business_month` is
 * the mean of such days' values in the local calendar month so far; `month` that of all its days, each with the 24 hours
 * up to its fixing hour. On the last business day it is the month's mean.
 */
export class IndexPublisher {
  private readonly parameters: IndexParameters;
  private readonly panel: SellerPanel;
  private readonly utcOffsetHours: number;
  private readonly startDay: EpochDay;
  private readonly isBusinessDay: (day: EpochDay) => boolean;
  private readonly method: Method;
  private readonly unit: IndexUnit;
  private readonly trades: TradeWindow;
  private readonly sent: Submissions;
  private readonly breaks: LevelBreaks;
  private readonly missing: MissingData;
  private readonly monthMean: MonthMean | undefined;
  private hour = -1;
  /** Local day on which the hour observed last ends. */
  private day: EpochDay = 0;
  /** The last daily value; 0 before the first. */
  private lastValue = 0;
  /** The true mean of the last day that counts. */
  private lastEfficient = 0;
  private pendingRestatement = 1;

  /** The fixing and the true transaction mean of all sellers over the same window, in the index's unit. */
  value = 0;
  efficient = 0;
  /** The same for the hour observed last; without submissions the value stays. */
  hourlyValue = 0;
  hourlyEfficient = 0;
  /** Largest weight of one seller, and number of sellers, in the value made last; both 0 where the value before stands in. */
  top1Share = 0;
  submissions = 0;
  /** Of the last `fix` on a day that counts. */
  status: FixingStatus = "ok";
  /** What the history before the last fixing is to be multiplied with: 1 unless a break restated it since the fixing before. */
  restatement = 1;

  /** Asserts as IndexUnit does. */
  constructor(parts: IndexParts) {
    const { parameters, panel, startDay, utcOffsetHours } = parts;
    this.parameters = parameters;
    this.panel = panel;
    this.startDay = startDay;
    this.utcOffsetHours = utcOffsetHours;
    this.isBusinessDay = parts.isBusinessDay;
    this.method = methods[parameters.method];
    this.unit = new IndexUnit(parameters, panel, parts.kinds, startDay);
    this.trades = new TradeWindow(panel.n, parameters.listPricePercent);
    this.sent = new Submissions(panel.n);
    this.breaks = new LevelBreaks(parameters.breaks, startDay + Math.floor(utcOffsetHours / 24));
    this.missing = new MissingData(parameters, parts.streams.get(`index/${parameters.id}/missing`));
    this.monthMean = this.isMonthMean ? new MonthMean() : undefined;
  }

  /** Whether a fixing is already a mean over its month so far. */
  get isMonthMean(): boolean {
    return this.parameters.window === "month" || this.parameters.window === "business_month";
  }

  /** Whether a price has ever been observed; until then there is no value, not even an hourly one. */
  get isKnown(): boolean {
    return this.hourlyValue > 0;
  }

  /** Whether the hour observed last ends at the local fixing hour. */
  get isFixingDue(): boolean {
    return (this.hour + 1 + this.utcOffsetHours - this.parameters.fixingHour) % 24 === 0;
  }

  /**
   * Takes in the hour that the sellers have just traded, counted from midnight UTC of the start day. `scale`: the index's
   * unit price over the panel's, 1 for tokens and H100 equivalents; NaN while nothing of the kind is sold.
   */
  observe(hour: number, scale: number): void {
    this.hour = hour;
    this.day = this.startDay + Math.floor((hour + 1 + this.utcOffsetHours) / 24);
    this.submissions = 0;
    this.top1Share = 0;
    this.restate(this.breaks.reach(this.day));
    if (this.parameters.window === "hour") this.trades.clear();
    if (!(scale > 0 && scale < Infinity)) return;
    this.unit.moveTo(hour, this.day, scale);
    this.trades.add(this.panel, this.unit);
    this.hourlyEfficient = this.unit.meanPrice(this.panel);
    this.trades.submitHour(this.panel, this.unit, this.sent);
    if (this.isEnough) this.hourlyValue = this.valueOfSubmissions();
    else if (!this.isKnown) this.hourlyValue = this.hourlyEfficient;
  }

  /**
   * Closes the day at its fixing hour. True if there is a fixing to publish: not on days that are no business days, nor
   * where the fallback is to skip, nor before anything was sold.
   */
  fix(): boolean {
    const isBusinessDay = this.isBusinessDay(this.day);
    if (!isBusinessDay && this.parameters.window !== "month") return false;
    if (!this.isKnown) {
      this.status = "missing";
      return false;
    }
    const isTaken = this.closeDay();
    if (!isTaken || !isBusinessDay) return false;
    this.value = this.monthMean?.value ?? this.lastValue;
    this.efficient = this.monthMean?.trueValue ?? this.lastEfficient;
    this.restatement = this.pendingRestatement;
    this.pendingRestatement = 1;
    assert(this.value > 0 && this.value < Infinity, "an index value is not a positive number");
    return true;
  }

  /** Makes the day's value, from the data or else by the fallback, and empties the window; false if the day is skipped. */
  private closeDay(): boolean {
    const trueMean = this.trades.trueMean();
    this.lastEfficient = trueMean > 0 ? trueMean : this.hourlyEfficient;
    this.status = this.takeDay();
    this.trades.clear();
    const isTaken = this.status !== "missing";
    this.monthMean?.add(this.day, isTaken ? this.lastValue : undefined, this.lastEfficient);
    return isTaken;
  }

  /** Sets the last daily value, unless the day is skipped. */
  private takeDay(): FixingStatus {
    const isMissing = this.missing.isMissing(this.day);
    this.trades.submit(this.sent);
    if (!isMissing && this.isEnough) {
      this.lastValue = this.valueOfSubmissions();
      return "ok";
    }
    if (this.parameters.fallback === "skip") return "missing";
    if (this.parameters.fallback === "list_prices" && this.submitListPrices() > 0) {
      this.lastValue = this.valueOfSubmissions();
      return "fallback";
    }
    if (this.lastValue === 0) this.lastValue = this.hourlyValue;
    this.top1Share = 0;
    this.submissions = 0;
    return "fallback";
  }

  /** The list prices of the hour observed last, weighed by the sellers' sizes. Returns their number. */
  private submitListPrices(): number {
    const { panel, unit, sent } = this;
    sent.clear();
    for (let i = 0; i < panel.n; i++)
      if (unit.counts[i] === 1) sent.submit(i, panel.share[i], panel.listPrice[i] * unit.priceFactor[i]);
    return sent.count;
  }

  private get isEnough(): boolean {
    return this.sent.count >= this.parameters.minimumSubmissions;
  }

  private valueOfSubmissions(): number {
    const value = this.method(this.sent, this.parameters) * this.breaks.level;
    this.submissions = this.sent.count;
    this.top1Share = this.sent.largestWeight;
    return value;
  }

  private restate(factor: number): void {
    if (factor === 1) return;
    this.pendingRestatement *= factor;
    this.lastValue *= factor;
    this.hourlyValue *= factor;
    this.monthMean?.restate(factor);
  }
}
