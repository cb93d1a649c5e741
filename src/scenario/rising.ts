import type { Finding } from "./check.ts";
import { dateScalar } from "./yaml-text.ts";

/** Dates of a list that are not after the date before them; `key`: what follows the index in a date's path. */
export function rising(path: string, days: readonly number[], key = ""): Finding[] {
  return days.flatMap((day, index): Finding[] => {
    if (index === 0 || day > days[index - 1]) return [];
    const message = `must be after the date before it (${dateScalar(days[index - 1])}), got ${dateScalar(day)}`;
    return [{ path: `${path}[${String(index)}]${key}`, message }];
  });
}
