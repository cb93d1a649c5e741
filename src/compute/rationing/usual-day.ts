import { power } from "../../base/elementary.ts";
import type { RationingHour } from "./rule.ts";

const WHOLE_DAY_HOURS = 24;

/**
 * What each customer usually asks for in a local day, at peak and off-peak, Mtok: exponential means over whole days, each
 * starting at the customer's first day with a request.
 */
export class UsualDay {
  readonly peak: Float64Array;
  readonly offPeak: Float64Array;
  readonly isKnown: Uint8Array;
  private readonly memory: number;
  private readonly peakToday: Float64Array;
  private readonly offPeakToday: Float64Array;
  private hoursToday = 0;

  constructor(customers: number, halfLifeDays: number) {
    this.memory = power(0.5, 1 / halfLifeDays);
    this.peak = new Float64Array(customers);
    this.offPeak = new Float64Array(customers);
    this.isKnown = new Uint8Array(customers);
    this.peakToday = new Float64Array(customers);
    this.offPeakToday = new Float64Array(customers);
  }

  /** Takes in the next hour; true if it is the first of a local day, before whose requests the day before was learnt. */
  observe(hour: RationingHour): boolean {
    const isNewDay = hour.localHour === 0;
    if (isNewDay) this.endDay();
    this.hoursToday++;
    const today = hour.isPeak ? this.peakToday : this.offPeakToday;
    for (let i = 0; i < today.length; i++) today[i] += hour.requested[i];
    return isNewDay;
  }

  /** Learns from the day that ends, unless it began before the first hour. */
  private endDay(): void {
    if (this.hoursToday === WHOLE_DAY_HOURS) for (let i = 0; i < this.peak.length; i++) this.learn(i);
    this.peakToday.fill(0);
    this.offPeakToday.fill(0);
    this.hoursToday = 0;
  }

  private learn(customer: number): void {
    const { isKnown, peak, offPeak, peakToday, offPeakToday } = this;
    if (isKnown[customer] === 0 && peakToday[customer] + offPeakToday[customer] === 0) return;
    const kept = isKnown[customer] === 0 ? 0 : this.memory;
    isKnown[customer] = 1;
    peak[customer] = kept * peak[customer] + (1 - kept) * peakToday[customer];
    offPeak[customer] = kept * offPeak[customer] + (1 - kept) * offPeakToday[customer];
  }
}
