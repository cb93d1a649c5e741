import { isoDate } from "../base/dates.ts";
import type { Distribution, Knot } from "../base/parameters.ts";

/** Words that YAML readers take for something else than text. */
const RESERVED = new Set(["null", "true", "false", "yes", "no", "on", "off", "y", "n"]);

/** Text as a YAML scalar: bare where it is a plain word, otherwise in double quotes. */
export function textScalar(text: string): string {
  const bare = /^[A-Za-z][\w-]*$/.test(text) && !RESERVED.has(text.toLowerCase());
  return bare ? text : quoted(text);
}

function quoted(text: string): string {
  // JSON leaves these as they are; YAML readers may take them for line ends or marks.
  return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** A number as the shortest text that reads back to the same number; large whole ones do not pretend to exact digits. */
export function numberScalar(value: number): string {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
}

export function dateScalar(day: number): string {
  return isoDate(day);
}

/** Minutes since midnight as a quoted time: bare ones are numbers to a YAML 1.1 reader. */
export function timeScalar(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `"${two(Math.floor(minutes / 60))}:${two(minutes % 60)}"`;
}

export function knotText(knot: Knot): string {
  return `{date: ${dateScalar(knot.day)}, value: ${numberScalar(knot.value)}}`;
}

/** A distribution as a scenario file writes it, for example {uniform: [0.05, 0.2]}. */
export function distributionText(of: Distribution): string {
  switch (of.distribution) {
    case "uniform":
      return `{uniform: [${numberScalar(of.low)}, ${numberScalar(of.high)}]}`;
    case "normal":
      return `{normal: {mean: ${numberScalar(of.mean)}, sd: ${numberScalar(of.sd)}}}`;
    case "lognormal":
      return `{lognormal: {median: ${numberScalar(of.median)}, sigma: ${numberScalar(of.sigma)}}}`;
    case "choice":
      return `{choice: [${of.values.map(numberScalar).join(", ")}]}`;
  }
}
