import { monthText } from "../../base/dates.ts";
import { MONEY_PER_UNIT } from "../../base/units.ts";
import { agentClasses } from "../agent-classes.ts";
import { RUN_WINDOW } from "../conventions.ts";
import type { Facts } from "../facts.ts";

/** What a buyer of compute, or a class of them, asked for and got over a window. */
export class BuyerSums {
  /** Rows of exposures. */
  rows = 0;
  requested = 0;
  unserved = 0;
  /** Units decided upon, served or refused, at their shadow price and at their price, CNY. */
  shadowCny = 0;
  priceCny = 0;
  /** Paid for what was served, CNY. */
  purchaseCny = 0;
  /** Surplus lost on what was not, CNY. */
  shortageCny = 0;
}

/** A buyer, or a class of buyers (then the scope is `class`). */
export interface Buyer {
  readonly scope: string;
  readonly agentClass: string;
  readonly byWindow: Map<string, BuyerSums>;
}

/**
 * Buyers of compute on record and their classes, from table exposures by month of use, with sums over months, years and
 * the run. Sellers do not ask for compute and are left out, and so are rows that do not say what was asked for.
 */
export function buyersOf(facts: Facts): readonly Buyer[] {
  const columns = facts.tables.exposures.columns;
  const classOf = agentClasses(facts.tables);
  const buyers = new Map<string, Buyer>();
  const classes = new Map<string, Buyer>();
  for (let row = 0; row < facts.tables.exposures.rows; row++) {
    if (columns.side.values[row] !== 1 || !Number.isFinite(columns.qty_requested.values[row])) continue;
    const agent = columns.agent_id.values[row];
    const agentClass = classOf.get(agent) ?? "";
    const own = buyerOf(buyers, facts.dictionaries.agent[agent], agentClass, facts.dictionaries.agent[agent]);
    const all = buyerOf(classes, "class", agentClass, agentClass);
    for (const window of windowsOf(columns.delivery_month.values[row])) {
      addRow(sumsOf(own, window), facts, row);
      addRow(sumsOf(all, window), facts, row);
    }
  }
  return [...classes.values(), ...buyers.values()];
}

function windowsOf(month: number): readonly string[] {
  return [monthText(month), String(Math.floor(month / 100)), RUN_WINDOW];
}

function buyerOf(known: Map<string, Buyer>, scope: string, agentClass: string, key: string): Buyer {
  let buyer = known.get(key);
  if (buyer === undefined) known.set(key, (buyer = { scope, agentClass, byWindow: new Map() }));
  return buyer;
}

function sumsOf(buyer: Buyer, window: string): BuyerSums {
  let sums = buyer.byWindow.get(window);
  if (sums === undefined) buyer.byWindow.set(window, (sums = new BuyerSums()));
  return sums;
}

function addRow(sums: BuyerSums, facts: Facts, row: number): void {
  const columns = facts.tables.exposures.columns;
  const served = columns.qty_realised.values[row];
  sums.rows += 1;
  sums.requested += columns.qty_requested.values[row];
  sums.unserved += columns.qty_unserved.values[row];
  sums.shortageCny += columns.shortage_cost.values[row] / MONEY_PER_UNIT;
  const decided = served + columns.qty_unserved.values[row];
  if (!(decided > 0)) return; // no prices to weight
  const price = columns.physical_price.values[row];
  sums.purchaseCny += served * price;
  sums.shadowCny += decided * columns.shadow_price.values[row];
  sums.priceCny += decided * price;
}
