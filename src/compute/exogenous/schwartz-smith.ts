import { exp, log } from "../../base/elementary.ts";
import type { Stream, Streams } from "../../base/random.ts";
import { normal } from "../../base/samplers.ts";
import type { SchwartzSmithParameters } from "./parameters.ts";
import type { PricePath } from "./price-path.ts";

/**
 * The two-factor price of Schwartz and Smith (2000), Management Science 46(7), equations 1 to 3: ln S = c + x with a
 * short-term deviation dc = -k c dt + s_c dW and an equilibrium level dx = m dt + s_x dW', dW dW' = rho dt, under the
 * physical measure. Exact steps: over dt, Var c = s_c^2 (1 - e^(-2k dt)) / 2k, Var x = s_x^2 dt and
 * Cov = rho s_c s_x (1 - e^(-k dt)) / k.
 */
export class SchwartzSmith implements PricePath {
  private readonly parameters: SchwartzSmithParameters;
  private readonly stream: Stream;
  private dt = 0;
  private decay = 1;
  private deviationSd = 0;
  /** Of the level's noise: the part that goes with the deviation's, and the rest. */
  private sharedSd = 0;
  private ownSd = 0;
  private deviation: number;
  private level: number;
  price: number;

  constructor(parameters: SchwartzSmithParameters, streams: Streams, name: string) {
    this.parameters = parameters;
    this.stream = streams.get(name);
    this.deviation = parameters.startDeviation;
    this.level = log(parameters.startPrice) - parameters.startDeviation;
    this.price = parameters.startPrice;
  }

  step(years: number): void {
    if (years !== this.dt) this.prepare(years);
    const first = normal(this.stream);
    const second = normal(this.stream);
    this.deviation = this.decay * this.deviation + this.deviationSd * first;
    this.level += this.parameters.driftLogPerYear * years + this.sharedSd * first + this.ownSd * second;
    this.price = exp(this.deviation + this.level);
  }

  private prepare(dt: number): void {
    const { kappaPerYear: kappa, sigmaDeviation, sigmaLevel, correlation } = this.parameters;
    this.dt = dt;
    this.decay = exp(-kappa * dt);
    this.deviationSd = sigmaDeviation * Math.sqrt((1 - this.decay * this.decay) / (2 * kappa));
    const covariance = (correlation * sigmaDeviation * sigmaLevel * (1 - this.decay)) / kappa;
    this.sharedSd = this.deviationSd > 0 ? covariance / this.deviationSd : 0;
    this.ownSd = Math.sqrt(Math.max(0, sigmaLevel * sigmaLevel * dt - this.sharedSd * this.sharedSd));
  }
}
