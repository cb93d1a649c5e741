/** How many decimals show `digits` significant digits of a value. */
function decimals(value: number, digits: number): number {
  let size = Math.abs(value);
  let places = digits - 1;
  while (size >= 10 && places > 0) {
    size /= 10;
    places -= 1;
  }
  while (size < 1 && size > 0 && places < digits + 6) {
    size *= 10;
    places += 1;
  }
  return places;
}

/** A number for people: so many significant digits, thousands set apart by commas; "-" for a missing one. */
export function figure(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return "-";
  const plain = Math.abs(value).toFixed(decimals(value, digits));
  if (Number(plain) === 0) return "0";
  const [whole, fraction] = plain.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 ? `-${text}` : text;
}

/** A large number with its thousands, millions or (American) billions named: 1,240,000 is 1.24 M. */
export function largeFigure(value: number, digits = 3): string {
  const size = Math.abs(value);
  if (size === Infinity) return figure(value);
  if (size >= 1e9) return `${figure(value / 1e9, digits)} bn`;
  if (size >= 1e6) return `${figure(value / 1e6, digits)} M`;
  if (size >= 1e4) return `${figure(value / 1e3, digits)} k`;
  return figure(value, digits);
}

/**
 * A share as a percentage with two digits, one decimal below 1 % and from 99 % on. Shares next to nothing or to all are not
 * rounded to it: <0.1 %, >99.9 %.
 */
export function percent(share: number): string {
  const size = Math.abs(share);
  if (size > 0 && size < 0.0005) return "<0.1 %";
  if (size > 0.9995 && size < 1) return ">99.9 %";
  if (size > 0 && size < 0.01) return `${(100 * share).toFixed(1)} %`;
  return `${figure(100 * share, size >= 0.99 ? 3 : 2)} %`;
}

/** A number of things, or a mean of such numbers: whole, with one decimal below ten where it is not. */
export function count(number: number): string {
  if (!Number.isFinite(number)) return "-";
  if (number > 0 && number < 0.05) return "<0.1";
  return Number.isInteger(number) || number >= 10 ? figure(Math.round(number), 1) : number.toFixed(1);
}

/** A count and its noun: 1 month, 2.5 months. */
export function counted(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
}
