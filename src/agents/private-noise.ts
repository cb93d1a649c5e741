import { exp } from "../base/elementary.ts";
import type { Stream } from "../base/random.ts";
import { normal } from "../base/samplers.ts";
import type { EpochDay } from "../base/units.ts";

const LN2 = 0.6931471805599453;

/**
 * A mean-reverting error of an agent's judgement, an Ornstein-Uhlenbeck process in steps of a calendar day: starts on
 * `firstDay` in its stationary law, sd and half-life in days as given (Uhlenbeck & Ornstein 1930; exact discretisation). It
 * has its own stream and takes one normal draw a day, so that its value of a day does not depend on when it is asked for.
 */
export class PrivateNoise {
  private readonly keep: number;
  private readonly stepSd: number;
  private readonly stream: Stream;
  private day: EpochDay;
  value: number;

  constructor(sd: number, halfLifeDays: number, firstDay: EpochDay, stream: Stream) {
    this.keep = exp(-LN2 / halfLifeDays);
    this.stepSd = sd * Math.sqrt(1 - this.keep * this.keep);
    this.stream = stream;
    this.day = firstDay;
    this.value = normal(stream, 0, sd);
  }

  /** Moves on to a day; a second call on the same day does nothing. */
  moveTo(day: EpochDay): void {
    for (; this.day < day; this.day++) this.value = this.keep * this.value + normal(this.stream, 0, this.stepSd);
  }
}
