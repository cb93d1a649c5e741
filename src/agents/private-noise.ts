import { exp } from "../base/elementary.ts";
import type { Stream } from "../base/random.ts";
import { normal } from "../base/samplers.ts";

const LN2 = 0.6931471805599453;

/**
 * A mean-reverting error of an agent's judgement, an Ornstein-Uhlenbeck process seen once a day: starts in its stationary
 * law, sd and half-life in days as given (Uhlenbeck & Ornstein 1930; exact discretisation).
 */
export class PrivateNoise {
  private readonly sd: number;
  private readonly decayPerDay: number;
  private day = NaN;
  value = 0;

  constructor(sd: number, halfLifeDays: number) {
    this.sd = sd;
    this.decayPerDay = -LN2 / halfLifeDays;
  }

  /** Moves on to a day with one normal draw; a second call on the same day does nothing. */
  moveTo(day: number, stream: Stream): void {
    if (day === this.day) return;
    const keep = Number.isNaN(this.day) ? 0 : exp(this.decayPerDay * (day - this.day));
    this.value = keep * this.value + normal(stream, 0, this.sd * Math.sqrt(1 - keep * keep));
    this.day = day;
  }
}
