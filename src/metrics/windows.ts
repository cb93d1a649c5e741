import { monthText, yyyymm } from "../base/dates.ts";
import type { EpochDay } from "../base/units.ts";
import { MATURE_FROM_DAY, MATURE_WINDOW, RUN_WINDOW } from "./conventions.ts";
import type { Sessions } from "./sessions.ts";

/** A stretch of time that metrics are computed over, with its measured trading days. */
export interface Window {
  /** 2025-03, 2025-Q1, 2025, 2025-03+ or run. */
  readonly name: string;
  readonly sessions: readonly number[];
}

/** Names of the windows that a day belongs to: month, quarter, year, the run, the mature market if it has begun. */
export function windowNames(day: EpochDay): readonly string[] {
  const month = yyyymm(day);
  const year = String(Math.floor(month / 100));
  const names = [monthText(month), `${year}-Q${Math.ceil((month % 100) / 3)}`, year, RUN_WINDOW];
  if (day >= MATURE_FROM_DAY) names.push(MATURE_WINDOW);
  return names;
}

/** Whether a window is a calendar month. */
export function isMonth(window: string): boolean {
  return /^\d{4}-\d{2}$/.test(window);
}

/** Whether a window is a calendar quarter. */
export function isQuarter(window: string): boolean {
  return /^\d{4}-Q\d$/.test(window);
}

/** Values by the names of the windows that their days belong to, in order; the run is always there. */
export function groupByWindow(days: readonly EpochDay[], values: readonly number[]): ReadonlyMap<string, number[]> {
  const groups = new Map<string, number[]>([[RUN_WINDOW, []]]);
  for (let k = 0; k < days.length; k++) {
    for (const name of windowNames(days[k])) {
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [values[k]]);
      else group.push(values[k]);
    }
  }
  return groups;
}

/** Windows over the trading days after the warm-up. The run is always there, even without a single day. */
export function sessionWindows(sessions: Sessions): readonly Window[] {
  const byName = new Map<string, number[]>([[RUN_WINDOW, []]]);
  for (let session = sessions.warmup; session < sessions.count; session++) {
    const day = sessions.tradeDate[session];
    if (!Number.isFinite(day)) continue;
    for (const name of windowNames(day)) {
      const members = byName.get(name);
      if (members === undefined) byName.set(name, [session]);
      else members.push(session);
    }
  }
  return [...byName].map(([name, members]) => ({ name, sessions: members }));
}
