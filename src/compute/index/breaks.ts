import type { EpochDay } from "../../base/units.ts";
import type { IndexParameters } from "./parameters.ts";

/**
 * Announced steps of an index's level, as index houses make when members or methods change: what is published from
 * midnight of a break's day on is higher by its per cent than what the old rules would give. Breaks up to the first day
 * have no effect: the level at the start is that of the rules then in force.
 */
export class LevelBreaks {
  private readonly breaks: IndexParameters["breaks"];
  private next = 0;
  /** Published over what the rules of the start would give. */
  level = 1;

  /** `firstDay` is the local day of the start. */
  constructor(breaks: IndexParameters["breaks"], firstDay: EpochDay) {
    this.breaks = breaks.filter(({ date }) => date > firstDay).sort((a, b) => a.date - b.date);
  }

  /** Makes the breaks up to a day. Returns what history is to be multiplied with because of them: 1 without a restatement. */
  reach(day: EpochDay): number {
    let restatement = 1;
    for (; this.next < this.breaks.length && this.breaks[this.next].date <= day; this.next++) {
      const step = 1 + this.breaks[this.next].percent / 100;
      this.level *= step;
      if (this.breaks[this.next].restated) restatement *= step;
    }
    return restatement;
  }
}
