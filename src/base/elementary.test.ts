import { describe, expect, it } from "vitest";
import { exp, log, normalCdf, power } from "./elementary.ts";
import { sha256Hex, Stream } from "./random.ts";

/*
 * The references are whole-number arithmetic on fixed-point numbers with 240 bits after the point.
 */
const BITS = 240n;
const ONE = 1n << BITS;
const LN2 = 2n * inverseHyperbolicTangent(3n);

/** artanh(1 / n), by its series. */
function inverseHyperbolicTangent(n: bigint): bigint {
  let sum = 0n;
  let term = ONE / n;
  for (let k = 1n; term !== 0n; k += 2n) {
    sum += term / k;
    term /= n * n;
  }
  return sum;
}

/** A double as mantissa times 2^exponent, the mantissa counted in units of its last place. */
function unitsInLastPlace(x: number): { mantissa: bigint; exponent: bigint } {
  const bits = new BigUint64Array(new Float64Array([Math.abs(x)]).buffer)[0];
  const biased = bits >> 52n;
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0n ? fraction : fraction | 0x10000000000000n;
  return { mantissa: x < 0 ? -mantissa : mantissa, exponent: (biased === 0n ? 1n : biased) - 1075n };
}

function shifted(value: bigint, by: bigint): bigint {
  return by >= 0n ? value << by : value >> -by;
}

/** e^x as fixed-point value times 2^k. */
function exactExp(x: number): { value: bigint; k: bigint } {
  const { mantissa, exponent } = unitsInLastPlace(x);
  const fixed = shifted(mantissa, BITS + exponent);
  const k = fixed / LN2;
  const r = fixed - k * LN2;
  let value = 0n;
  let term = ONE;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    value += term;
    term = (term * r) / (ONE * n);
  }
  return { value, k };
}

/** Error of exp(x) in units of its last place. */
function expError(x: number): number {
  const { value, k } = exactExp(x);
  const { mantissa, exponent } = unitsInLastPlace(exp(x));
  const exact = shifted(value, 40n + k - exponent - BITS);
  return Number(exact - (mantissa << 40n)) / 2 ** 40;
}

/** Error of log(x) in units of its last place, from x / e^log(x) - 1. */
function logError(x: number): number {
  const y = log(x);
  if (y === 0) return x === 1 ? 0 : Infinity;
  const { value, k } = exactExp(y);
  const of = unitsInLastPlace(x);
  const ratio = (of.mantissa << (2n * BITS)) / value;
  const excess = shifted(ratio, of.exponent - k) - ONE;
  return Number(shifted(excess, -unitsInLastPlace(y).exponent - BITS + 40n)) / 2 ** 40;
}

function worst(error: (x: number) => number, xs: readonly number[]): number {
  return xs.reduce((most, x) => Math.max(most, Math.abs(error(x))), 0);
}

const stream = new Stream("elementary");
function uniforms(n: number, low: number, high: number): number[] {
  return Array.from({ length: n }, () => low + (high - low) * stream.uniform());
}

describe("exp", () => {
  it("errs by less than one unit in the last place over its whole range", () => {
    expect(worst(expError, uniforms(3000, -708, 709.78))).toBeLessThan(1);
    expect(worst(expError, uniforms(3000, -1.5, 1.5))).toBeLessThan(1);
    expect(worst(expError, uniforms(500, -1e-8, 1e-8))).toBeLessThan(1);
    expect(
      worst(expError, [709.782712893384, 0.34657359027997264, -0.34657359027997264, 1.0397207708399179]),
    ).toBeLessThan(1);
  });

  it("errs by less than one unit where the result is subnormal", () => {
    expect(worst(expError, uniforms(2000, -745.13, -708))).toBeLessThan(1);
  });

  it("keeps to the limits", () => {
    expect(exp(0)).toBe(1);
    expect(exp(-0)).toBe(1);
    expect(exp(5e-324)).toBe(1);
    expect(exp(Infinity)).toBe(Infinity);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(NaN)).toBeNaN();
    expect(exp(709.782712893384)).toBeLessThan(Infinity);
    expect(exp(709.7827128933841)).toBe(Infinity);
    expect(exp(-745.1332191019411)).toBe(5e-324);
    expect(exp(-745.1332191019412)).toBe(0);
  });
});

describe("log", () => {
  it("errs by less than one unit in the last place over its whole range", () => {
    expect(worst(logError, uniforms(3000, 0.1, 10))).toBeLessThan(1);
    expect(worst(logError, uniforms(1000, 1 - 1e-5, 1 + 1e-5))).toBeLessThan(1);
    expect(worst(logError, uniforms(1000, -708, 709).map(Math.exp))).toBeLessThan(1);
    const atEdges = [
      0.5,
      Math.SQRT1_2,
      1 - 2 ** -53,
      1 + 2 ** -52,
      Math.SQRT2,
      2,
      2 ** -1022,
      2 ** 1023,
      Number.MAX_VALUE,
    ];
    expect(worst(logError, [...atEdges, 1.0715086071862673e301, 1.071508607186267e301])).toBeLessThan(1);
  });

  it("errs by less than one unit for subnormal arguments", () => {
    expect(worst(logError, [5e-324, 1e-323, 2.225073858507201e-308, ...uniforms(500, 0, 2.2e-308)])).toBeLessThan(1);
  });

  it("keeps to the limits", () => {
    expect(Object.is(log(1), 0)).toBe(true);
    expect(log(0)).toBe(-Infinity);
    expect(log(-0)).toBe(-Infinity);
    expect(log(Infinity)).toBe(Infinity);
    for (const x of [-1, -5e-324, -Infinity, NaN]) expect(log(x)).toBeNaN();
  });

  it("leaves nothing behind that a second call could see", () => {
    const once = log(3);
    log(5e-324);
    expect(log(3)).toBe(once);
  });
});

describe("power", () => {
  it("agrees with repeated multiplication as closely as the size of the exponent allows", () => {
    for (const x of uniforms(500, 0.5, 2)) {
      expect(Math.abs(power(x, 3) / (x * x * x) - 1)).toBeLessThan(2e-15);
      expect(Math.abs(power(x, -2) * x * x - 1)).toBeLessThan(2e-15);
      expect(Math.abs(power(x, 0.5) / Math.sqrt(x) - 1)).toBeLessThan(2e-15);
    }
    expect(power(7, 0)).toBe(1);
    expect(power(1, 1e300)).toBe(1);
  });
});

describe("normalCdf", () => {
  /** 1/2 + density * (x + x^3/3 + x^5/(3 5) + ...): G. Marsaglia, "Evaluating the normal distribution" (2004). */
  function series(x: number): number {
    let sum = 0;
    for (let k = 1, term = x; sum + term !== sum; k += 2) {
      sum += term;
      term *= (x * x) / (k + 2);
    }
    return 0.5 + (sum * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
  }

  it("errs by less than 1e-14", () => {
    for (let x = -8; x <= 8; x += 1 / 64) expect(Math.abs(normalCdf(x) - series(x)), String(x)).toBeLessThan(1e-14);
  });

  it.each([
    [-1, 0.15865525393145707],
    [-1.96, 0.024997895148220435],
    [-3, 0.0013498980316300946],
    [-5, 2.866515718791939e-7],
    [-7.2, 3.0106279811174e-13],
    [-10, 7.6198530241605e-24],
    [-20, 2.7536241186062337e-89],
    [-37, 5.725571222524577e-300],
  ])("has its tail P(Z <= %d) right in relative terms", (x, expected) => {
    expect(Math.abs(normalCdf(x) / expected - 1)).toBeLessThan(1e-7);
  });

  it("is symmetric, rises, and keeps to the limits", () => {
    for (let x = 0; x < 9; x += 1 / 8) {
      expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 15);
      expect(normalCdf(x + 1 / 8)).toBeGreaterThanOrEqual(normalCdf(x));
    }
    expect(normalCdf(0)).toBeCloseTo(0.5, 15);
    expect(normalCdf(Infinity)).toBe(1);
    expect(normalCdf(-Infinity)).toBe(0);
    expect(normalCdf(40)).toBe(1);
    expect(normalCdf(-40)).toBe(0);
    expect(normalCdf(NaN)).toBeNaN();
  });
});

describe("the same bytes on every version of Node", () => {
  /** Hash of the bit patterns of a function over fixed arguments, none of which any other library function made. */
  function bitsHash(f: (x: number) => number, low: number, high: number): string {
    const source = new Stream("bits");
    const values = Float64Array.from({ length: 400 }, () => f(low + (high - low) * source.uniform()));
    return sha256Hex(Array.from(new BigUint64Array(values.buffer), (bits) => bits.toString(16)).join(" "));
  }

  it("for exp, log, power and the normal distribution", () => {
    expect({
      exp: bitsHash(exp, -745, 710),
      expNear: bitsHash(exp, -2, 2),
      log: bitsHash(log, 0, 1000),
      logNear: bitsHash(log, 0.5, 1.5),
      logTiny: bitsHash((u) => log(u * 5e-308), 0, 1),
      power: bitsHash((x) => power(x, 0.3), 0, 10),
      normalCdf: bitsHash(normalCdf, -9, 9),
    }).toMatchInlineSnapshot(`
      {
        "exp": "3919d09405fe0fe0280b394fc91265392ba147c30c12acaaab6f9cbf8f634f43",
        "expNear": "275e60206726f16a2b2e2c8b6feb5efab62a957e7cbfb6d1930bcbdbc26ec7d6",
        "log": "8b1c0d82bc97ebc23a581be130843b89ba06be930a22a5d9297faeabecad19b0",
        "logNear": "c43bea6cd217b738f8342bb22f35178852e2c3a5579a8ed945e7aaa6ae311d90",
        "logTiny": "717a2ec749edb258a20a0916141cffd04ec58ba15667d8633edab53c3b495f24",
        "normalCdf": "908c1aa7c55fcc5ec18e2c9e8a6828108b68259f47e6840d644e8abc0ef0cacc",
        "power": "664a96d1b4bc147ce3f1224e6a3f634b862998887858008fdf7d0440ea06fa64",
      }
    `);
  });
});
