import type { TableSet } from "../../record/table.ts";

/** What one hedger bought or sold for use in one delivery month. */
export interface PhysicalLeg {
  readonly agent: number;
  /** yyyymm. */
  readonly month: number;
  /** +1 buys compute, -1 sells. */
  readonly side: number;
  /** 0 Mtok, 1 GPU-hours, as in exposures.unit. */
  readonly unit: number;
  quantity: number;
  /** Quantity x price, CNY. */
  valueCny: number;
}

/** Legs with a quantity above zero, by hedger and then month. */
export function physicalLegs(tables: TableSet): readonly PhysicalLeg[] {
  const legs = new Map<number, PhysicalLeg>();
  const columns = tables.exposures.columns;
  for (let row = 0; row < tables.exposures.rows; row++) {
    const quantity = columns.qty_realised.values[row];
    if (!(quantity > 0)) continue;
    const agent = columns.agent_id.values[row];
    const month = columns.delivery_month.values[row];
    const key = legKey(agent, month);
    let leg = legs.get(key);
    if (leg === undefined) {
      leg = { agent, month, side: columns.side.values[row], unit: columns.unit.values[row], quantity: 0, valueCny: 0 };
      legs.set(key, leg);
    }
    leg.quantity += quantity;
    leg.valueCny += quantity * columns.physical_price.values[row];
  }
  return [...legs.values()].sort((a, b) => a.agent - b.agent || a.month - b.month);
}

/** One number for a hedger and a delivery month. */
export function legKey(agent: number, month: number): number {
  return agent * 1_000_000 + month;
}
