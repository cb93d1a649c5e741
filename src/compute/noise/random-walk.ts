import type { Stream } from "../../base/random.ts";
import { normal } from "../../base/samplers.ts";

/**
 * Brownian motion from zero, by exact steps, where asked conditioned on being zero at a later instant (a Brownian bridge
 * built forwards): the path up to now depends on nothing drawn after now.
 */
export class RandomWalk {
  private readonly stream: Stream;
  private readonly variance: number;
  value = 0;

  /** `sd` is the standard deviation gained over one unit of time. */
  constructor(stream: Stream, sd: number) {
    this.stream = stream;
    this.variance = sd * sd;
  }

  /** One step of length dt given that the value is zero `toPin` from now (Infinity: no condition). */
  stepTowardsZero(dt: number, toPin: number): void {
    const ratio = toPin === Infinity ? 1 : Math.max(0, toPin - dt) / toPin;
    this.value = ratio * this.value + Math.sqrt(this.variance * dt * ratio) * normal(this.stream);
  }
}
