import { assert } from "../assert.ts";
import { exp } from "../elementary.ts";

const LN2 = 0.6931471805599453;

/**
 * An exponentially weighted moving average of values that come at uneven times: what came one half-life ago weighs half as
 * much as what comes now. The first value is taken as it is; NaN before it.
 */
export class Ewma {
  value = NaN;
  private readonly decayRate: number;

  /** Half-life in the caller's unit of time, above zero. */
  constructor(halfLife: number) {
    assert(halfLife > 0 && halfLife < Infinity, "half-life is not above zero");
    this.decayRate = LN2 / halfLife;
  }

  /**
   * Takes in a value `dt` after the one before: value += (1 - 2^(-dt / halfLife)) (x - value). Throws InvariantError for a
   * value that is not finite or a negative dt.
   */
  update(value: number, dt: number): void {
    assert(value - value === 0 && dt >= 0, "ewma: value is not finite or time goes back");
    if (this.value !== this.value) this.value = value;
    else this.value += (1 - exp(-this.decayRate * dt)) * (value - this.value);
  }
}
