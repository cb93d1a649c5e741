import { exp, log } from "../../base/elementary.ts";
import type { Stream, Streams } from "../../base/random.ts";
import { exponential, normal } from "../../base/samplers.ts";
import type { JumpDiffusionParameters } from "./parameters.ts";
import type { PricePath } from "./price-path.ts";

/**
 * A price whose logarithm X reverts to a straight line and jumps: dX = k (X0 + m t - X) dt + s dW + J dN, J normal, N
 * Poisson, t in years. The steps are exact: the diffusion (an Ornstein-Uhlenbeck process about X0 + m t - m/k, for the
 * path lags behind its trend) is drawn from its transition law up to each jump, and the jumps come at exponential times.
 * Form: Merton (1976) with the reversion of Schwartz (1997), model 1, as Xing (2026), arXiv 2603.21690, describes it.
 */
export class JumpDiffusion implements PricePath {
  private readonly parameters: JumpDiffusionParameters;
  private readonly diffusion: Stream;
  private readonly jumps: Stream;
  private readonly logStart: number;
  private readonly meanWait: number;
  private readonly lag: number;
  private readonly variance: number;
  private dt = 0;
  private decay = 1;
  private sd = 0;
  /** Years to the next jump; X over the trend; years since the start. */
  private wait: number;
  private deviation = 0;
  private years = 0;
  price: number;

  /** Streams `<name>` for the diffusion and `<name>-jumps`. */
  constructor(parameters: JumpDiffusionParameters, streams: Streams, name: string) {
    this.parameters = parameters;
    this.diffusion = streams.get(name);
    this.jumps = streams.get(`${name}-jumps`);
    this.logStart = log(parameters.startPrice);
    this.meanWait = parameters.jumpsPerYear > 0 ? 1 / parameters.jumpsPerYear : Infinity;
    this.lag = -parameters.trendLogPerYear / parameters.meanReversionPerYear;
    this.variance = (parameters.volatility * parameters.volatility) / (2 * parameters.meanReversionPerYear);
    this.wait = this.drawWait();
    this.price = parameters.startPrice;
  }

  step(years: number): void {
    let left = years;
    while (this.wait <= left) {
      left -= this.wait;
      this.diffuse(this.wait);
      this.deviation += normal(this.jumps, this.parameters.jumpMean, this.parameters.jumpSd);
      this.wait = this.drawWait();
    }
    this.wait -= left;
    this.diffuse(left);
    this.years += years;
    this.price = exp(this.logStart + this.parameters.trendLogPerYear * this.years + this.deviation);
  }

  private drawWait(): number {
    return this.meanWait === Infinity ? Infinity : exponential(this.jumps, this.meanWait);
  }

  private diffuse(dt: number): void {
    if (dt !== this.dt) {
      this.dt = dt;
      this.decay = exp(-this.parameters.meanReversionPerYear * dt);
      this.sd = Math.sqrt(this.variance * (1 - this.decay * this.decay));
    }
    this.deviation = this.lag + (this.deviation - this.lag) * this.decay + this.sd * normal(this.diffusion);
  }
}
