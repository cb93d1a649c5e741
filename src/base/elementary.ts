/*
 * exp and log whose last bit does not depend on the version of Node. Math.exp and Math.log may differ in it from one
 * version of V8 to the next; sums, products, quotients and square roots may not, so these ports give the same bytes
 * everywhere.
 *
 * exp and log are after e_exp.c and e_log.c of fdlibm 5.3, whose notice reads:
 *   Copyright (C) 2004 by Sun Microsystems, Inc. All rights reserved.
 *   Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is
 *   preserved.
 */

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = 1.442695040888963387;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_1000 = 1.0715086071862673e301;
const TWO_54 = 18014398509481984;
const TWO_MINUS_1000 = 9.3326361850321887899e-302;

const EXP_OVERFLOW = 7.09782712893383973096e2;
const EXP_UNDERFLOW = -7.4513321910194110842e2;

const P1 = 1.66666666666666019037e-1;
const P2 = -2.77777777770155933842e-3;
const P3 = 6.61375632143793436117e-5;
const P4 = -1.6533902205465251539e-6;
const P5 = 4.13813679705723846039e-8;

const LG1 = 6.66666666666673513e-1;
const LG2 = 3.999999999940941908e-1;
const LG3 = 2.857142874366239149e-1;
const LG4 = 2.222219843214978396e-1;
const LG5 = 1.818357216161805012e-1;
const LG6 = 1.531383769920937332e-1;
const LG7 = 1.479819860511658591e-1;

/** POWERS_OF_TWO[k + 1022] = 2^k for k = -1022 .. 1023. */
const POWERS_OF_TWO = new Float64Array(2046);
POWERS_OF_TWO[1022] = 1;
for (let k = 1; k <= 1023; k++) POWERS_OF_TWO[1022 + k] = 2 * POWERS_OF_TWO[1021 + k];
for (let k = 1; k <= 1022; k++) POWERS_OF_TWO[1022 - k] = POWERS_OF_TWO[1023 - k] / 2;

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
double[0] = 1;
const HIGH_WORD = words[1] === 0 ? 0 : 1;

/**
 * e^x, within 1 unit in the last place. exp(-Infinity) = 0, exp(Infinity) = Infinity, exp(NaN) = NaN.
 * x = k ln 2 + r with |r| <= ln 2 / 2; e^r = 1 + 2r / (R(r) - r), R a polynomial in r^2.
 */
export function exp(x: number): number {
  if (!(x <= EXP_OVERFLOW && x >= EXP_UNDERFLOW)) return x > 0 ? Infinity : x < 0 ? 0 : NaN;
  const k = Math.trunc(INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5));
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  if (k > 1023) return y * 2 * POWERS_OF_TWO[2045];
  if (k >= -1021) return y * POWERS_OF_TWO[k + 1022];
  return y * POWERS_OF_TWO[k + 2022] * TWO_MINUS_1000;
}

/**
 * Natural logarithm of x, within 1 unit in the last place. log(0) = -Infinity, log(Infinity) = Infinity, NaN below zero.
 * x = 2^k (1 + f) with sqrt(1/2) < 1 + f < sqrt(2); log(1 + f) = f - s (f - R(s^2)), s = f / (2 + f).
 */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x > 0 ? Infinity : NaN;
  if (x < SMALLEST_NORMAL) return logScaled(x * TWO_54, -54);
  if (x >= TWO_1000) return logScaled(x / TWO_54, 54);
  return logScaled(x, 0);
}

/** log of 2^shift x, for x from 2^-1022 to below 2^1000. */
function logScaled(x: number, shift: number): number {
  double[0] = x;
  const highWord = words[HIGH_WORD];
  const fraction = highWord & 0xfffff;
  // Exponent of the power of two nearest to x: one more than its own from sqrt(2) on.
  const k = (highWord >> 20) - 1023 + ((fraction + 0x95f64) >> 20);
  // Multiplying by 2^-k is exact, and quicker than writing half of `double` and reading all of it.
  return logReduced(k + shift, x * POWERS_OF_TWO[1022 - k] - 1, fraction);
}

/** log of 2^k (1 + f); `fraction` is the top of the mantissa, which decides between two equally good forms. */
function logReduced(k: number, f: number, fraction: number): number {
  if (((fraction + 2) & 0xfffff) < 3) return logNearPower(k, f);
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
  const even = w * (LG2 + w * (LG4 + w * LG6));
  const r = odd + even;
  if (((fraction - 0x6147a) | (0x6b851 - fraction)) > 0) {
    const half = 0.5 * f * f;
    return k * LN2_HIGH - (half - (s * (half + r) + k * LN2_LOW) - f);
  }
  return k * LN2_HIGH - (s * (f - r) - k * LN2_LOW - f);
}

/** The same where |f| < 2^-20 and two terms of the series are enough. */
function logNearPower(k: number, f: number): number {
  if (f === 0) return k * LN2_HIGH + k * LN2_LOW;
  const r = f * f * (0.5 - 0.3333333333333333 * f);
  return k * LN2_HIGH - (r - k * LN2_LOW - f);
}

/**
 * x^y for x > 0 as exp(y log x); the relative error is about |y log x| units in the last place. For squares and cubes
 * multiply instead.
 */
export function power(x: number, y: number): number {
  return exp(y * log(x));
}

/**
 * Distribution function of the standard normal, P(Z <= x); absolute error below 1e-14. normalCdf(NaN) = NaN.
 * J. F. Hart et al., Computer Approximations (1968), algorithm 5666, as given by G. West, "Better approximations to
 * cumulative normal functions", Wilmott (May 2005); beyond 5 sqrt(2) a continued fraction.
 */
export function normalCdf(x: number): number {
  const z = Math.abs(x);
  const density = exp(-0.5 * z * z);
  const tail = z < 7.07106781186547 ? density * hartRatio(z) : density / tailFraction(z);
  return x > 0 ? 1 - tail : tail;
}

function hartRatio(z: number): number {
  const above =
    (((((3.52624965998911e-2 * z + 0.700383064443688) * z + 6.37396220353165) * z + 33.912866078383) * z +
      112.079291497871) *
      z +
      221.213596169931) *
      z +
    220.206867912376;
  const below =
    ((((((8.83883476483184e-2 * z + 1.75566716318264) * z + 16.064177579207) * z + 86.7807322029461) * z +
      296.564248779674) *
      z +
      637.333633378831) *
      z +
      793.826512519948) *
      z +
    440.413735824752;
  return above / below;
}

function tailFraction(z: number): number {
  return (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))))) * 2.506628274631;
}
