import { exp } from "../../base/elementary.ts";
import type { Streams } from "../../base/random.ts";
import { OrnsteinUhlenbeck } from "../noise/ornstein-uhlenbeck.ts";
import type { GpuGeneration } from "./parameters.ts";

const HOURS_PER_DAY = 24;

/**
 * Prices of further generations of GPUs beside the one that a process gives: price x factor x e^basis, the basis a
 * mean-reverting noise of each generation's own (assumption), so that generations move together but not in step. Streams
 * compute/gpu-generation/<id>.
 */
export class GpuGenerations {
  readonly ids: readonly string[];
  private readonly factors: Float64Array;
  private readonly basis: readonly OrnsteinUhlenbeck[];

  constructor(generations: readonly GpuGeneration[], streams: Streams) {
    this.ids = generations.map(({ id }) => id);
    this.factors = Float64Array.from(generations, ({ factor }) => factor);
    this.basis = generations.map(({ id, basisSd, basisHalfLifeDays }) => {
      const stream = streams.get(`compute/gpu-generation/${id}`);
      return new OrnsteinUhlenbeck(stream, basisSd, HOURS_PER_DAY * basisHalfLifeDays);
    });
  }

  /** Moves on an hour; writes the prices into `prices` from place `from` on, USD per hour. */
  step(gpuUsdHour: number, prices: Float64Array, from: number): void {
    for (let g = 0; g < this.basis.length; g++) {
      const basis = this.basis[g];
      basis.step(1);
      prices[from + g] = gpuUsdHour * this.factors[g] * exp(basis.value);
    }
  }
}
