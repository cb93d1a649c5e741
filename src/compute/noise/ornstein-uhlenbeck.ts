import { exp, log } from "../../base/elementary.ts";
import type { Stream } from "../../base/random.ts";
import { normal } from "../../base/samplers.ts";

const LN2 = 0.6931471805599453;

/**
 * Mean-reverting noise around zero (Uhlenbeck and Ornstein 1930) with a given stationary standard deviation and
 * half-life, by exact steps. Starts at zero. A step may be conditioned on being zero at a later instant, so that a path
 * up to now depends on nothing drawn after now.
 */
export class OrnsteinUhlenbeck {
  private readonly stream: Stream;
  private readonly variance: number;
  private readonly rate: number;
  private dt = 0;
  private freeDecay = 1;
  private freeSd = 0;
  value = 0;

  constructor(stream: Stream, stationarySd: number, halfLife: number) {
    this.stream = stream;
    this.variance = stationarySd * stationarySd;
    this.rate = LN2 / halfLife;
  }

  /** Noise from hour to hour with a given correlation of neighbouring hours, to be stepped by 1. */
  static hourly(stream: Stream, stationarySd: number, correlation: number): OrnsteinUhlenbeck {
    return new OrnsteinUhlenbeck(stream, stationarySd, -LN2 / log(Math.max(1e-9, correlation)));
  }

  /** Starts from a draw of the stationary law instead of zero. */
  startAnywhere(): void {
    this.value = Math.sqrt(this.variance) * normal(this.stream);
  }

  /** One step of length dt, in the unit of the half-life. */
  step(dt: number): void {
    if (dt !== this.dt) {
      this.dt = dt;
      this.freeDecay = exp(-this.rate * dt);
      this.freeSd = Math.sqrt(this.variance * (1 - this.freeDecay * this.freeDecay));
    }
    this.value = this.freeDecay * this.value + this.freeSd * normal(this.stream);
  }

  /**
   * One step of length dt given that the value is zero `toPin` from now (Infinity: no condition). With b = toPin - dt and
   * g(s) = 1 - e^(-2 k s): mean = value e^(-k dt) g(b) / g(toPin), variance = sd^2 g(dt) g(b) / g(toPin).
   */
  stepTowardsZero(dt: number, toPin: number): void {
    if (toPin === Infinity) {
      this.step(dt);
      return;
    }
    const after = 1 - exp(-2 * this.rate * Math.max(0, toPin - dt));
    const ratio = after / (1 - exp(-2 * this.rate * toPin));
    const decay = exp(-this.rate * dt);
    const sd = Math.sqrt(this.variance * (1 - decay * decay) * ratio);
    this.value = decay * ratio * this.value + sd * normal(this.stream);
  }
}
