import { exp, log } from "../base/elementary.ts";
import type { ShortageParameters } from "./rationing/parameters.ts";

/**
 * What a customer is willing to pay: at a price p it asks for q(p) = (1 - w) (p/ref)^-e1 + w (p/ref)^-e2 of what it asks
 * for at the reference price, up to the choke price, above which it asks for nothing.
 */
export interface Willingness {
  /** w: share of use that hardly reacts to the price, at the reference price. */
  readonly inelasticShare: number;
  /** e1, e2 >= 0: price elasticities of the two parts, without sign. */
  readonly elasticity: number;
  readonly inelasticElasticity: number;
  /** Above 1. */
  readonly chokeToPosted: number;
}

/** A step of this size is the last: what it leaves is of the order of its cube. */
const CLOSE = 1e-6;
const MOST_STEPS = 100;

/**
 * Shadow price over posted price, between 1 and the choke ratio: the price at which the customer would have asked for no
 * more than it got, hence what its last served token was worth to it if it served its best uses.
 * `logPosted` is ln(posted price / reference price), `servedShare` served over requested, 0 to 1.
 *
 * Solves ln(q(p)/q(posted)) = ln(servedShare) in ln p by Halley's method from the posted price: the slope is minus the
 * mean elasticity of what is asked for, the second derivative the variance of the elasticities in it.
 */
export function shadowRatio(w: Willingness, logPosted: number, servedShare: number): number {
  if (servedShare >= 1) return 1;
  const { elasticity: e1, inelasticElasticity: e2 } = w;
  const elasticPart = elasticPartAt(w, logPosted);
  const logChoke = log(w.chokeToPosted);
  const target = log(servedShare);
  let x = 0;
  let excess = -target;
  let part = elasticPart;
  for (let step = 0; step < MOST_STEPS; step++) {
    const mean = part * e1 + (1 - part) * e2;
    const variance = part * (1 - part) * (e1 - e2) * (e1 - e2);
    const move = excess / Math.max(mean - (excess * variance) / (2 * mean), mean / 2);
    if (Math.abs(move) < CLOSE) return Math.min(exp(x + move), w.chokeToPosted);
    // Not below it either where nothing was served or what is asked for is rigid: the step is then no finite number.
    x = x + move < logChoke ? x + move : logChoke;
    const elastic = elasticPart * exp(-e1 * x);
    const asked = elastic + (1 - elasticPart) * exp(-e2 * x);
    excess = log(asked) - target;
    if (x === logChoke && excess >= 0) return w.chokeToPosted;
    part = elastic / asked;
  }
  return exp(x);
}

/**
 * Surplus lost on refused tokens, per requested token and in posted prices: what the customer would have paid for them
 * above the posted price. With s the served share and y = p / posted,
 * least_valued: the uses worth least go without, integral from 1 to the shadow ratio of q(y)/q(1) - s;
 * random: every use is as likely to go without, (1 - s) times the integral from 1 to the choke ratio of q(y)/q(1).
 * Who has the shadow ratio already may hand it over.
 */
export function shortageRatio(
  w: Willingness,
  logPosted: number,
  servedShare: number,
  refusedUse: ShortageParameters["refusedUse"],
  shadow: number = shadowRatio(w, logPosted, servedShare),
): number {
  if (servedShare >= 1) return 0;
  const elasticPart = elasticPartAt(w, logPosted);
  if (refusedUse === "random") return (1 - servedShare) * surplus(w, elasticPart, w.chokeToPosted);
  return Math.max(0, surplus(w, elasticPart, shadow) - servedShare * (shadow - 1));
}

/** Share of the elastic part in what is asked for at the posted price. */
function elasticPartAt(w: Willingness, logPosted: number): number {
  const { inelasticShare, elasticity, inelasticElasticity } = w;
  const elastic = (1 - inelasticShare) * exp((inelasticElasticity - elasticity) * logPosted);
  return elastic / (elastic + inelasticShare);
}

/** Integral from 1 to `end` of q(y)/q(1). */
function surplus(w: Willingness, elasticPart: number, end: number): number {
  const logEnd = log(end);
  return (
    elasticPart * integralOfPower(w.elasticity, logEnd) +
    (1 - elasticPart) * integralOfPower(w.inelasticElasticity, logEnd)
  );
}

/** Integral from 1 to e^logEnd of y^-elasticity: (e^u - 1)/u x logEnd with u = (1 - elasticity) logEnd, and logEnd at u = 0. */
function integralOfPower(elasticity: number, logEnd: number): number {
  const u = (1 - elasticity) * logEnd;
  // Below this the difference loses more digits than the series leaves out.
  if (Math.abs(u) < 0.01) return logEnd * (1 + (u / 2) * (1 + (u / 3) * (1 + (u / 4) * (1 + u / 5))));
  return (logEnd * (exp(u) - 1)) / u;
}
