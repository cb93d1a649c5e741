import { log } from "../../base/elementary.ts";
import type { EpochDay } from "../../base/units.ts";
import type { TableSet } from "../../record/table.ts";
import type { Facts } from "../facts.ts";
import { localDay } from "../sessions.ts";
import { intervalsPerDay } from "./monthly-use.ts";

/** One value per day, in time order. */
export interface DaySeries {
  readonly days: readonly EpochDay[];
  readonly values: readonly number[];
}

/** Daily fixings of the settlement index, by local day. */
export function dailyFixings({ tables, sessions }: Facts): DaySeries {
  const { is_fixing: isFixing, index_id: index, t_us: timeUs, value } = tables.spot_index.columns;
  const settlement = settlementIndex(tables);
  const days: EpochDay[] = [];
  const values: number[] = [];
  for (let row = 0; row < tables.spot_index.rows; row++) {
    if (isFixing.values[row] !== 1 || index.values[row] !== settlement) continue;
    days.push(localDay(sessions, timeUs.values[row]));
    values.push(value.values[row]);
  }
  return { days, values };
}

/** Id of the index that futures settle to: the one that is on record hour by hour; the first where none is. */
function settlementIndex({ spot_index: { rows, columns } }: TableSet): number {
  for (let row = 0; row < rows; row++) {
    if (columns.is_fixing.values[row] === 0) return columns.index_id.values[row];
  }
  return 0;
}

/** Mean price of a GPU-hour, and its highest over its lowest hour, on trading days with all their hours on record. */
export function gpuPriceDays(facts: Facts): { readonly mean: DaySeries; readonly range: DaySeries } {
  const { t_us: timeUs, gpu_usd_hour: price } = facts.tables.compute.columns;
  const tradingDays = new Set(facts.sessions.tradeDate);
  const perDay = intervalsPerDay(facts.tables);
  const days: EpochDay[] = [];
  const means: number[] = [];
  const ranges: number[] = [];
  let row = 0;
  while (row < facts.tables.compute.rows) {
    const day = localDay(facts.sessions, timeUs.values[row]);
    const first = row;
    while (row < facts.tables.compute.rows && localDay(facts.sessions, timeUs.values[row]) === day) row++;
    if (row - first < perDay || !tradingDays.has(day)) continue;
    const hours = price.values.subarray(first, row);
    days.push(day);
    means.push(hours.reduce((sum, value) => sum + value, 0) / hours.length);
    ranges.push(hours.reduce((a, b) => Math.max(a, b)) / hours.reduce((a, b) => Math.min(a, b)));
  }
  return { mean: { days, values: means }, range: { days, values: ranges } };
}

/** Log changes from one day of a series to the next, dated by the later one; those from or to zero are left out. */
export function logChanges({ days, values }: DaySeries): DaySeries {
  const changeDays: EpochDay[] = [];
  const changes: number[] = [];
  for (let k = 1; k < values.length; k++) {
    const ratio = values[k] / values[k - 1];
    if (!(ratio > 0 && ratio < Infinity)) continue;
    changeDays.push(days[k]);
    changes.push(log(ratio));
  }
  return { days: changeDays, values: changes };
}
