import type { TableOf } from "../record/table.ts";
import { RUN_WINDOW } from "./conventions.ts";
import { figure } from "./format.ts";
import type { SanityRange } from "./sanity-ranges.ts";
import { SANITY_RANGES, SANITY_SOURCE } from "./sanity-ranges.ts";
import { SummaryView } from "./summary-view.ts";

/** A figure with its 95 % interval; NaN where it cannot be made. */
interface Simulated {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Whether the figure has the meaning that its range is about. */
  readonly isMeant: boolean;
}

const HEADER = ["quantity", "simulated", "95 % interval", "accepted", "verdict"];

/**
 * Means over replications beside the ranges of sanity-ranges.ts, as a Markdown table. A ratio has an interval only where
 * its denominator is the same in every replication, a difference has none. A quantity that the run does not have is
 * "missing"; what is lost of a figure that is negative is "not judged"; ranges about rationing are left out where nobody was
 * rationed.
 */
export function sanityMarkdown(summary: TableOf<"metrics_summary">): string {
  const view = new SummaryView(summary);
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rationed = (view.find("rationed_months", "compute", RUN_WINDOW)?.mean ?? 0) > 0;
  const ranges = SANITY_RANGES.filter((range) => rationed || range.rationed === undefined);
  const rows = ranges.map((range) => line(cellsOf(range, simulated(view, range))));
  return [line(HEADER), line(HEADER.map(() => "---")), ...rows, "", `Accepted: ${SANITY_SOURCE}.`].join("\n");
}

function cellsOf(range: SanityRange, simulated: Simulated): readonly string[] {
  const { value, low, high } = simulated;
  const interval = Number.isFinite(low) && Number.isFinite(high) ? `${figure(low)} to ${figure(high)}` : "-";
  return [range.quantity, figure(value), interval, `${range.low} to ${range.high}`, verdict(range, simulated)];
}

function verdict({ low, high }: SanityRange, { value, isMeant }: Simulated): string {
  if (!Number.isFinite(value)) return "missing";
  if (!isMeant) return "not judged";
  return value >= low && value <= high ? "inside" : "outside";
}

function simulated(view: SummaryView, { metric, scope, window, agentClass, over, less }: SanityRange): Simulated {
  const row = view.find(metric, scope, window, agentClass);
  if (row === undefined) return { value: NaN, low: NaN, high: NaN, isMeant: true };
  if (less !== undefined) {
    const other = view.find(less, scope, window, agentClass);
    return { value: row.mean - (other?.mean ?? NaN), low: NaN, high: NaN, isMeant: row.mean >= 0 };
  }
  if (over === undefined) return { value: row.mean, low: row.low, high: row.high, isMeant: true };
  const below = view.find(over.metric, scope, over.window);
  const divisor = below?.mean ?? NaN;
  const constant = below !== undefined && below.high - below.low <= 1e-9 * Math.abs(below.mean);
  return {
    value: row.mean / divisor,
    low: constant ? row.low / divisor : NaN,
    high: constant ? row.high / divisor : NaN,
    isMeant: true,
  };
}
