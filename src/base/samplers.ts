import { assert } from "./assert.ts";
import { exp, log } from "./elementary.ts";
import { logFactorial } from "./log-factorial.ts";
import type { Stream } from "./random.ts";
import { TAIL_START, ZIGGURAT_RATIO, ZIGGURAT_X } from "./ziggurat.ts";

/*
 * Random variates from a stream. Nothing is kept between calls, so that a saved stream goes on exactly. Every function
 * throws InvariantError for parameters outside its range, NaN included.
 */

/**
 * Normal with the given mean and standard deviation (>= 0). Ziggurat of 128 layers: J. A. Doornik, "An improved ziggurat
 * method to generate normal random samples" (2005); layer and position come from separate bits of one uniform.
 */
export function normal(stream: Stream, mean = 0, sd = 1): number {
  assert(sd >= 0 && sd < Infinity && mean - mean === 0, "normal: needs a finite mean and sd >= 0");
  for (;;) {
    const scaled = stream.uniform() * 128;
    const layer = scaled | 0;
    const u = 2 * (scaled - layer) - 1;
    if (Math.abs(u) < ZIGGURAT_RATIO[layer]) return mean + sd * (u * ZIGGURAT_X[layer]);
    if (layer === 0) return mean + sd * normalTail(stream, u < 0);
    const x = u * ZIGGURAT_X[layer];
    if (isUnderDensity(stream, layer, x)) return mean + sd * x;
  }
}

/** Whether a point of a layer's wedge, at random height, lies under the density. */
function isUnderDensity(stream: Stream, layer: number, x: number): boolean {
  const outer = exp(-0.5 * (ZIGGURAT_X[layer] * ZIGGURAT_X[layer] - x * x));
  const inner = exp(-0.5 * (ZIGGURAT_X[layer + 1] * ZIGGURAT_X[layer + 1] - x * x));
  return inner + stream.uniform() * (outer - inner) < 1;
}

/** Normal beyond the ziggurat: G. Marsaglia, "Generating a variable from the tail of the normal distribution" (1964). */
function normalTail(stream: Stream, negative: boolean): number {
  for (;;) {
    const x = log(1 - stream.uniform()) / TAIL_START;
    const y = log(1 - stream.uniform());
    if (-2 * y >= x * x) return negative ? x - TAIL_START : TAIL_START - x;
  }
}

/** Exponential with the given mean (>= 0), by inversion: one uniform each. */
export function exponential(stream: Stream, mean: number): number {
  assert(mean >= 0 && mean < Infinity, "exponential: needs a finite mean >= 0");
  return 0 - mean * log(1 - stream.uniform());
}

/** Lognormal with the given median (> 0): median e^(sigma Z), sigma >= 0. */
export function lognormal(stream: Stream, median: number, sigma: number): number {
  assert(median > 0 && median < Infinity, "lognormal: needs a finite median > 0");
  return median * exp(normal(stream, 0, sigma));
}

/** Uniform between low and high (low <= high). */
export function uniformBetween(stream: Stream, low: number, high: number): number {
  assert(low <= high && high - low < Infinity, "uniformBetween: needs finite low <= high");
  return low + (high - low) * stream.uniform();
}

/** A whole number 0 .. n - 1, each equally likely up to n / 2^53; 1 <= n <= 2^32. */
export function integerBelow(stream: Stream, n: number): number {
  assert(Number.isInteger(n) && n >= 1 && n <= 4294967296, "integerBelow: needs a whole n from 1 to 2^32");
  return Math.floor(stream.uniform() * n);
}

/** True with probability p (0 <= p <= 1). */
export function bernoulli(stream: Stream, p: number): boolean {
  assert(p >= 0 && p <= 1, "bernoulli: needs 0 <= p <= 1");
  return stream.uniform() < p;
}

/** Number of trials up to and including the first success, 1, 2, 3, ...; 1e-12 <= p <= 1. By inversion. */
export function geometric(stream: Stream, p: number): number {
  assert(p >= 1e-12 && p <= 1, "geometric: needs 1e-12 <= p <= 1");
  if (p === 1) return 1;
  const logFailure = p < 1e-4 ? -p * (1 + p * (1 / 2 + p * (1 / 3 + p / 4))) : log(1 - p);
  return 1 + Math.floor(log(1 - stream.uniform()) / logFailure);
}

/** Poisson with the given mean, 0 <= mean <= 1e9. */
export function poisson(stream: Stream, mean: number): number {
  assert(mean >= 0 && mean <= 1e9, "poisson: needs 0 <= mean <= 1e9");
  return mean < 10 ? poissonByInversion(stream, mean) : poissonByRejection(stream, mean);
}

/** Adds up probabilities until they pass one uniform. */
function poissonByInversion(stream: Stream, mean: number): number {
  const u = stream.uniform();
  let probability = exp(-mean);
  let sum = probability;
  let k = 0;
  // Beyond 1000 the probabilities are zero: the guard is against a sum that rounding keeps just below u.
  while (u >= sum && k < 1000) {
    k++;
    probability *= mean / k;
    sum += probability;
  }
  return k;
}

/** W. Hörmann, "The transformed rejection method for generating Poisson random variables" (1993), algorithm PTRS. */
function poissonByRejection(stream: Stream, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const acceptAtOnce = 0.9277 - 3.6224 / (b - 2);
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const logMean = log(mean);
  for (;;) {
    const u = stream.uniform() - 0.5;
    const v = 1 - stream.uniform();
    const edge = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / edge + b) * u + mean + 0.43);
    if (edge >= 0.07 && v <= acceptAtOnce) return k;
    if (k < 0 || (edge < 0.013 && v > edge)) continue;
    if (log((v * inverseAlpha) / (a / (edge * edge) + b)) <= k * logMean - mean - logFactorial(k)) return k;
  }
}
