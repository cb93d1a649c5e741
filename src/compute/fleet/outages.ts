import type { Stream } from "../../base/random.ts";
import { exponential } from "../../base/samplers.ts";
import type { OutageParameters } from "./parameters.ts";

const HOURS_PER_YEAR = 8766;

/** Failures of one centre: it works for an exponential time, is out for an exponential time, and so on. */
export class Outages {
  private readonly stream: Stream;
  private readonly meanUpHours: number;
  private readonly meanDownHours: number;
  private changesAt = Infinity;
  isOut = false;

  constructor(parameters: OutageParameters, stream: Stream) {
    this.stream = stream;
    this.meanUpHours = HOURS_PER_YEAR / parameters.perYear;
    this.meanDownHours = 24 * parameters.meanDays;
    if (parameters.perYear > 0) this.changesAt = exponential(stream, this.meanUpHours);
  }

  /** Moves on to `hour`; whether anything changed. */
  step(hour: number): boolean {
    const before = this.isOut;
    while (hour >= this.changesAt) {
      this.isOut = !this.isOut;
      this.changesAt += exponential(this.stream, this.isOut ? this.meanDownHours : this.meanUpHours);
    }
    return this.isOut !== before;
  }
}
