import { exp, log } from "../base/elementary.ts";
import type { Streams } from "../base/random.ts";
import { OrnsteinUhlenbeck } from "./noise/ornstein-uhlenbeck.ts";

/**
 * How a country's demand is spread over its regions: dated once, drifting in logs around that, divided by the sum so that
 * the nation's demand does not depend on it.
 */
export class RegionShares {
  /** Present shares; the sum is one. */
  readonly share: Float64Array;
  private readonly logShare: Float64Array;
  private readonly noise: readonly OrnsteinUhlenbeck[];

  /** `weights` are positive and in any unit; noise of standard deviation `sd` (log) from streams `<prefix>/regions/<id>`. */
  constructor(
    ids: readonly string[],
    weights: readonly number[],
    noise: { readonly sd: number; readonly halfLifeDays: number },
    streams: Streams,
    prefix: string,
  ) {
    const isNoisy = noise.sd > 0 && ids.length > 1;
    this.logShare = Float64Array.from(weights, log);
    this.share = new Float64Array(ids.length);
    this.noise = isNoisy
      ? ids.map((id) => {
          const stream = streams.get(`${prefix}/regions/${id}`);
          return new OrnsteinUhlenbeck(stream, noise.sd, 24 * noise.halfLifeDays);
        })
      : [];
    for (const deviation of this.noise) deviation.startAnywhere();
    this.spread();
  }

  /** Moves on by an hour. */
  step(): void {
    if (this.noise.length === 0) return;
    for (const deviation of this.noise) deviation.step(1);
    this.spread();
  }

  private spread(): void {
    let sum = 0;
    for (let r = 0; r < this.share.length; r++) {
      this.share[r] = exp(this.logShare[r] + (this.noise.length > 0 ? this.noise[r].value : 0));
      sum += this.share[r];
    }
    for (let r = 0; r < this.share.length; r++) this.share[r] /= sum;
  }
}
