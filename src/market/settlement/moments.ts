import { MICROSECONDS_PER_MINUTE, type TimeUs } from "../../base/units.ts";
import type { Block } from "../calendar.ts";
import type { SettlementParameters } from "./parameters.ts";

/** The moments of one trading day that settlement prices need marked; undefined what the method does not look at. */
export interface Moments {
  /** Beginnings of the stretches of the last-hour method, latest first; the day's first stretch begins with the day. */
  readonly cutsUs: readonly TimeUs[] | undefined;
  /** One stretch of trading time after the opening; undefined also where the day is not longer. */
  readonly earlyUntilUs: TimeUs | undefined;
  readonly windowFromUs: TimeUs | undefined;
  /** The window's end, or the close of continuous trading. */
  readonly standingUs: TimeUs | undefined;
  /** Just before the closing auction is crossed. */
  readonly auctionUs: TimeUs | undefined;
}

/** Whether a rulebook's daily settlement prices look at a method, first or where the closing auction fails. */
function looksAt(parameters: SettlementParameters, method: SettlementParameters["method"]): boolean {
  return parameters.method === method || (parameters.method === "closing_auction" && parameters.otherwise === method);
}

/** `lastClose`: local time of the close of the day's last session, in minutes since midnight. */
export function momentsOf(parameters: SettlementParameters, blocks: readonly Block[], lastClose: number): Moments {
  const { closeUs, endUs } = blocks[blocks.length - 1]!;
  const stretchUs = parameters.lastMinutes * MICROSECONDS_PER_MINUTE;
  const byStretches = looksAt(parameters, "last_hour_vwap");
  const byWindow = looksAt(parameters, "window_vwap");
  const early = Math.max(0, lastClose - parameters.windowEnd) * MICROSECONDS_PER_MINUTE;
  const windowEndUs = closeUs - early;
  return {
    cutsUs: byStretches ? cuts(blocks, stretchUs) : undefined,
    earlyUntilUs: byStretches ? afterOpening(blocks, stretchUs) : undefined,
    windowFromUs: byWindow ? windowEndUs - parameters.windowMinutes * MICROSECONDS_PER_MINUTE : undefined,
    standingUs: byWindow ? windowEndUs : byStretches ? closeUs : undefined,
    auctionUs: parameters.method === "closing_auction" && endUs > closeUs ? endUs : undefined,
  };
}

/** All of them in order, each once. */
export function inOrder({ cutsUs, earlyUntilUs, windowFromUs, standingUs, auctionUs }: Moments): TimeUs[] {
  const all = [...(cutsUs ?? []), earlyUntilUs, windowFromUs, standingUs, auctionUs].filter((us) => us !== undefined);
  return [...new Set(all)].sort((a, b) => a - b);
}

/** Moments after which whole stretches of trading time are left in the day; none at or before its opening. */
function cuts(blocks: readonly Block[], stretchUs: TimeUs): TimeUs[] {
  const found: TimeUs[] = [];
  let leftUs = stretchUs;
  for (let b = blocks.length - 1; b >= 0; b--) {
    const { openUs, closeUs } = blocks[b]!;
    let atUs: TimeUs = closeUs;
    while (atUs - leftUs >= openUs) {
      atUs -= leftUs;
      if (atUs > blocks[0]!.openUs) found.push(atUs);
      leftUs = stretchUs;
    }
    leftUs -= atUs - openUs;
  }
  return found;
}

/** The moment at which a stretch of trading time has passed since the opening; undefined where the day is not longer. */
function afterOpening(blocks: readonly Block[], stretchUs: TimeUs): TimeUs | undefined {
  let leftUs = stretchUs;
  for (const { openUs, closeUs } of blocks) {
    if (leftUs < closeUs - openUs) return openUs + leftUs;
    leftUs -= closeUs - openUs;
  }
  return undefined;
}

/**
 * What is wrong with the window of a rulebook's daily settlement prices, given the local times of the day's last session;
 * undefined when nothing is. For the scenario's checks.
 */
export function windowProblem(
  parameters: SettlementParameters,
  last: { readonly open: number; readonly close: number },
): string | undefined {
  if (!looksAt(parameters, "window_vwap")) return undefined;
  const { windowEnd, windowMinutes } = parameters;
  const opensBefore = last.close <= last.open ? last.open - 1440 : last.open;
  const end = Math.min(windowEnd, last.close);
  return end - windowMinutes >= opensBefore ? undefined : "the window lies outside the day's last session";
}
