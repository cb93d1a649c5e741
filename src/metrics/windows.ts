import { monthText, yyyymm } from "../base/dates.ts";
import type { EpochDay } from "../base/units.ts";
import { MATURE_FROM_DAY, MATURE_WINDOW, RUN_WINDOW } from "./conventions.ts";
import type { Sessions } from "./sessions.ts";

/** A stretch of time that metrics are computed over, with its measured trading days. */
export interface Window {
  /** 2025-03, 2025-Q1, 2025-03+ or run. */
  readonly name: string;
  readonly sessions: readonly number[];
}

/** Names of the windows that a day belongs to: its month, its quarter, the mature market if it has begun, the run. */
export function windowNames(day: EpochDay): readonly string[] {
  const month = yyyymm(day);
  const quarter = `${Math.floor(month / 100)}-Q${Math.ceil((month % 100) / 3)}`;
  const names = [monthText(month), quarter, RUN_WINDOW];
  if (day >= MATURE_FROM_DAY) names.push(MATURE_WINDOW);
  return names;
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
