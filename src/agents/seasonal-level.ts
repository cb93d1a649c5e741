import { exp, log } from "../base/elementary.ts";
import type { TimeUs } from "../base/units.ts";
import { MICROSECONDS_PER_HOUR } from "../base/units.ts";

const HOURS_PER_WEEK = 168;
/** Weight of the newest week in an hour's season: an average over about five weeks. */
const SEASON_WEIGHT = 0.2;
const LN2 = 0.6931471805599453;

/**
 * Where an hourly series stands once its hour of the day and day of the week are taken out: each hour's usual gap to the
 * mean of the last week is learned and removed, and what is left is smoothed with a half-life in hours. Without it every
 * evening peak and every weekend would look like news. Source: assumption (an additive season in logarithms learned by
 * exponential smoothing, as in Holt 1957 and Winters 1960).
 */
export class SeasonalLevel {
  private readonly ring = new Float64Array(HOURS_PER_WEEK);
  private readonly season = new Float64Array(HOURS_PER_WEEK);
  private readonly seen = new Uint8Array(HOURS_PER_WEEK);
  private readonly smoothing: number;
  private ringSum = 0;
  private filled = 0;
  private next = 0;
  private seasonSum = 0;
  private seasonCount = 0;
  /** Seasonally adjusted logarithm; meaningful once `ready`. */
  value = 0;
  ready = false;

  constructor(halfLifeHours: number) {
    this.smoothing = 1 - exp(-LN2 / halfLifeHours);
  }

  /** Takes the value of one hour; values that are not above zero have no logarithm and are left out. */
  observe(timeUs: TimeUs, value: number): void {
    if (!(value > 0)) return;
    const y = log(value);
    this.remember(y);
    const slot = Math.floor(timeUs / MICROSECONDS_PER_HOUR) % HOURS_PER_WEEK;
    const adjusted = y - this.seasonOf(slot);
    this.value = this.ready ? this.value + this.smoothing * (adjusted - this.value) : adjusted;
    this.ready = true;
    this.learn(slot, y - this.ringSum / this.filled);
  }

  /** The hour's gap against the average hour: a falling market leaves all hours below last week's mean. */
  private seasonOf(slot: number): number {
    return this.seen[slot] === 0 ? 0 : this.season[slot] - this.seasonSum / this.seasonCount;
  }

  private remember(y: number): void {
    if (this.filled < HOURS_PER_WEEK) this.filled++;
    else this.ringSum -= this.ring[this.next];
    this.ring[this.next] = y;
    this.ringSum += y;
    this.next = (this.next + 1) % HOURS_PER_WEEK;
  }

  private learn(slot: number, gap: number): void {
    if (this.filled < HOURS_PER_WEEK) return;
    const change = (this.seen[slot] === 0 ? 1 : SEASON_WEIGHT) * (gap - this.season[slot]);
    this.season[slot] += change;
    this.seasonSum += change;
    this.seasonCount += 1 - this.seen[slot];
    this.seen[slot] = 1;
  }
}
