import { civil, lastDayOfMonth, yyyymm } from "../../base/dates.ts";
import { MICROSECONDS_PER_DAY } from "../../base/units.ts";
import type { TableSet } from "../../record/table.ts";
import type { Sessions } from "../sessions.ts";
import { localDay } from "../sessions.ts";

/** What a local calendar month of the compute market was like, by yyyymm. */
export interface MonthlyUse {
  /** Tokens served in the whole month, Mtok: the daily mean of the hours seen times the days of the month. */
  readonly servedMtok: ReadonlyMap<number, number>;
  /** Mean tokens of one GPU-hour, Mtok: throughput x efficiency. */
  readonly mtokPerGpuHour: ReadonlyMap<number, number>;
}

interface MonthSums {
  hours: number;
  served: number;
  output: number;
}

export function monthlyUse(tables: TableSet, sessions: Sessions): MonthlyUse {
  const sums = new Map<number, MonthSums>();
  const columns = tables.compute.columns;
  const perDay = intervalsPerDay(tables);
  for (let row = 0; row < tables.compute.rows; row++) {
    const month = yyyymm(localDay(sessions, columns.t_us.values[row]));
    let sum = sums.get(month);
    if (sum === undefined) sums.set(month, (sum = { hours: 0, served: 0, output: 0 }));
    sum.hours += 1;
    sum.served += columns.served_mtok.values[row];
    sum.output += columns.throughput_mtok.values[row] * columns.efficiency.values[row];
  }
  const servedMtok = new Map<number, number>();
  const mtokPerGpuHour = new Map<number, number>();
  for (const [month, sum] of sums) {
    const days = civil(lastDayOfMonth(month)).day;
    servedMtok.set(month, (sum.served / sum.hours) * perDay * days);
    mtokPerGpuHour.set(month, sum.output / sum.hours);
  }
  return { servedMtok, mtokPerGpuHour };
}

/** Intervals of the compute table a day: from the distance of its first two, 24 where there are fewer. */
export function intervalsPerDay(tables: TableSet): number {
  const timeUs = tables.compute.columns.t_us.values;
  return tables.compute.rows < 2 ? 24 : MICROSECONDS_PER_DAY / (timeUs[1] - timeUs[0]);
}
