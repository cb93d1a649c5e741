import { assert } from "../base/assert.ts";
import { exp, log } from "../base/elementary.ts";
import type { ComputeParameters } from "./parameters.ts";

const MAX_ITERATIONS = 100;
const TOLERANCE = 1e-11;

/**
 * Clears one hour of the GPU pool: the log price z over the reference level at which tokens and training together take
 * what owners offer,
 *   tokens [(1 - w) e^(-e1 (z + c)) + w e^(-e2 (z + c))] + training e^(-e3 z) = available clip(s0 + z / b, 0, 1),
 * where c is what stands between the GPU price and the token price beyond the structural reference (margin, exchange
 * rate, efficiency). Above full use demand alone sets the price; at the cap both uses are rationed in proportion. The
 * left side falls and the right side rises in z, so the root is one; it is found by Newton's method inside a bracket.
 */
export class HourlyClearing {
  private readonly elastic: number;
  private readonly inelastic: number;
  private readonly inelasticShare: number;
  private readonly trainingElasticity: number;
  private readonly offered: number;
  private readonly slope: number;
  private readonly lowest: number;
  private readonly cap: number;
  private tokens = 0;
  private training = 0;
  private available = 1;
  private shift = 0;
  private excess = 0;
  private derivative = 0;

  /** ln(price / reference level) of the last hour cleared. */
  logPrice = 0;
  /** GPUs busy with tokens and with training. */
  inferenceGpus = 0;
  trainingGpus = 0;
  /** Whether the price cap binds. */
  capped = false;

  constructor(parameters: ComputeParameters) {
    this.elastic = parameters.demand.elasticity;
    this.inelastic = parameters.demand.inelasticElasticity;
    this.inelasticShare = parameters.demand.inelasticShare;
    this.trainingElasticity = parameters.training.elasticity;
    this.offered = parameters.price.offeredAtLevel;
    this.slope = parameters.price.offerSlope;
    this.lowest = -this.offered * this.slope;
    this.cap = log(parameters.price.capToLevel);
  }

  /**
   * `tokenGpus`, `trainingGpus`: GPUs that each use takes at reference prices; `available`: GPUs in working order;
   * `shift`: c above.
   */
  clear(tokenGpus: number, trainingGpus: number, available: number, shift: number): void {
    this.tokens = tokenGpus;
    this.training = trainingGpus;
    this.available = available;
    this.shift = shift;
    this.evaluate(this.cap);
    this.capped = this.excess > 0;
    if (this.capped) this.rationAtCap();
    else this.solve();
  }

  private rationAtCap(): void {
    const taken = this.inferenceGpus + this.trainingGpus;
    const share = (taken - this.excess) / taken;
    this.inferenceGpus *= share;
    this.trainingGpus *= share;
    this.logPrice = this.cap;
  }

  private solve(): void {
    const enough = TOLERANCE * this.available;
    let low = this.lowest;
    let high = this.cap;
    let z = Math.min(high, Math.max(low, this.logPrice));
    for (let i = 0; i < MAX_ITERATIONS; i++) {
      this.evaluate(z);
      if (Math.abs(this.excess) <= enough || high - low < 1e-14) break;
      if (this.excess > 0) low = z;
      else high = z;
      const newton = z - this.excess / this.derivative;
      z = newton > low && newton < high ? newton : 0.5 * (low + high);
    }
    assert(this.excess - this.excess === 0, "the clearing price is not a number");
    this.logPrice = z;
  }

  /** Use, excess demand and its derivative at log price z. */
  private evaluate(z: number): void {
    const elastic = this.tokens * (1 - this.inelasticShare) * exp(-this.elastic * (z + this.shift));
    const inelastic = this.tokens * this.inelasticShare * exp(-this.inelastic * (z + this.shift));
    this.inferenceGpus = elastic + inelastic;
    this.trainingGpus = this.training * exp(-this.trainingElasticity * z);
    const share = this.offered + z / this.slope;
    const isSloping = share > 0 && share < 1;
    const supply = this.available * (isSloping ? share : share > 0 ? 1 : 0);
    this.excess = this.inferenceGpus + this.trainingGpus - supply;
    this.derivative =
      -this.elastic * elastic -
      this.inelastic * inelastic -
      this.trainingElasticity * this.trainingGpus -
      (isSloping ? this.available / this.slope : 0);
  }
}
