import { MONEY_PER_UNIT } from "../../base/units.ts";
import type { TableSet } from "../../record/table.ts";
import { legKey } from "./physical-legs.ts";

/** What one buyer asked for in one delivery month, and what it lost on the part that was not served. */
interface ShortageLeg {
  requested: number;
  shortageCny: number;
}

/** Surplus lost per requested unit, CNY, by hedger and delivery month. */
export class ShortageLegs {
  readonly #legs = new Map<number, ShortageLeg>();

  /** Sellers, and rows that do not say what was asked for, lose nothing. */
  constructor({ exposures }: TableSet) {
    const columns = exposures.columns;
    for (let row = 0; row < exposures.rows; row++) {
      const requested = columns.qty_requested.values[row];
      if (columns.side.values[row] !== 1 || !Number.isFinite(requested)) continue;
      const key = legKey(columns.agent_id.values[row], columns.delivery_month.values[row]);
      let leg = this.#legs.get(key);
      if (leg === undefined) this.#legs.set(key, (leg = { requested: 0, shortageCny: 0 }));
      leg.requested += requested;
      leg.shortageCny += columns.shortage_cost.values[row] / MONEY_PER_UNIT;
    }
  }

  /** CNY per requested unit; 0 where nothing was asked for. */
  costPerUnit(agent: number, month: number): number {
    const leg = this.#legs.get(legKey(agent, month));
    return leg === undefined || leg.requested === 0 ? 0 : leg.shortageCny / leg.requested;
  }
}
