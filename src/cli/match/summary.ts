import { END_REASONS } from "../../market/engine/order-kinds.ts";
import { ACCEPTED } from "../../market/refusals.ts";
import { REJECT_REASONS } from "../../record/tables.ts";
import type { Tally } from "./tally.ts";

const LABEL_WIDTH = 12;

/** What a command file came to, as lines for the screen. */
export function summaryLines(tally: Tally, seconds: number): string[] {
  const rate = seconds > 0 ? Math.round(tally.commands / seconds) : 0;
  const refused = counts(tally.refused, REJECT_REASONS, ACCEPTED);
  const lines: [string, string][] = [
    ["commands", `${whole(tally.commands)} in ${seconds.toFixed(2)} s, ${whole(rate)} a second`],
    ["trades", `${whole(tally.trades)} of ${whole(tally.lots)} lots`],
    ["triggered", `${whole(tally.triggered)} stop orders`],
    ["refused", refused],
    ["ended", counts(tally.ended, END_REASONS)],
    ["left", `${whole(tally.open)} orders`],
  ];
  return lines.map(([label, text]) => label.padEnd(LABEL_WIDTH) + text);
}

/** The counts that are not zero, with their names; `except` is left out. */
function counts(values: Float64Array, names: readonly string[], except?: number): string {
  const parts: string[] = [];
  for (const [code, count] of values.entries()) {
    if (count > 0 && code !== except) parts.push(`${names[code]} ${whole(count)}`);
  }
  return parts.length === 0 ? "none" : parts.join(", ");
}

/** A whole number with commas between thousands. */
function whole(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}
