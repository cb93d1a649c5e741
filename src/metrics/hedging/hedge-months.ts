import { firstDayOfMonth, lastDayOfMonth } from "../../base/dates.ts";
import { agentClasses } from "../agent-classes.ts";
import type { Facts } from "../facts.ts";
import type { InstrumentTerms } from "../instruments.ts";
import { instrumentTerms } from "../instruments.ts";
import { firstSessionFrom } from "../sessions.ts";
import type { FuturesLeg } from "./futures-legs.ts";
import { futuresCashCny, futuresLegs } from "./futures-legs.ts";
import type { PhysicalLeg } from "./physical-legs.ts";
import { physicalLegs } from "./physical-legs.ts";

const UNIT_GPU_HOUR = 1;

/**
 * Fills table hedge_months: for each hedger and delivery month that is over, what a unit of compute cost (or earned)
 * without and with the futures leg.
 *
 * The futures leg is everything the ledger booked to the contract of that delivery month: variation margin, fees,
 * rebates, margin funding, interest. A buyer's net cost per unit is (physical cost - futures cash) / quantity, a seller's
 * net revenue (physical revenue + futures cash) / quantity; both are unhedged price - side x futures cash / quantity. The
 * surprise is side x (price / budget price - 1), so that it is bad news when positive for buyers and sellers alike; it is
 * taken from the budget because the level is dominated by the growth trend. Johnson (1960), Review of Economic Studies
 * 27(3), for position and exposure; the budget as the benchmark: Lindahl (1992), Journal of Futures Markets 12(1).
 */
export function fillHedgeMonths(facts: Facts): void {
  const terms = instrumentTerms(facts.tables);
  const physical = physicalLegs(facts.tables);
  const sides = new Map(physical.map((leg) => [leg.agent, leg.side]));
  const firstSession = firstSessions(facts, physical, terms);
  const heldFrom = (month: number): number => (firstSession.get(month) ?? 0) - 1;
  const futures = futuresLegs(facts, terms, sides, heldFrom);
  const over = monthsOver(facts, terms);
  const classOf = agentClasses(facts.tables);
  for (const leg of physical) {
    if (!over(leg.month)) continue;
    const row = addRow(facts, leg, futures.of(leg.agent, leg.month), firstSession.get(leg.month) ?? NaN);
    facts.tables.hedge_months.columns.agent_class.values[row] = classOf.get(leg.agent) ?? "";
  }
}

function addRow(facts: Facts, physical: PhysicalLeg, futures: FuturesLeg, firstSession: number): number {
  const table = facts.tables.hedge_months;
  const row = table.addRow();
  const columns = table.columns;
  const unhedged = physical.valueCny / physical.quantity;
  const hedged = unhedged - (physical.side * futuresCashCny(futures)) / physical.quantity;
  columns.agent_id.values[row] = physical.agent;
  columns.delivery_month.values[row] = physical.month;
  columns.side.values[row] = physical.side;
  columns.unit.values[row] = physical.unit;
  columns.qty.values[row] = physical.quantity;
  columns.budget_price.values[row] = futures.budgetPrice;
  columns.horizon_sessions.values[row] = firstSession - futures.planSession;
  columns.unhedged_price.values[row] = unhedged;
  columns.vm_ccy.values[row] = futures.vm;
  columns.fee_ccy.values[row] = futures.fee;
  columns.funding_ccy.values[row] = futures.funding;
  columns.spread_ccy.values[row] = futures.spread;
  columns.hedged_price.values[row] = hedged;
  columns.surprise_unhedged.values[row] = physical.side * (unhedged / futures.budgetPrice - 1);
  columns.surprise_hedged.values[row] = physical.side * (hedged / futures.budgetPrice - 1);
  columns.hedged_share.values[row] = futures.heldMtok / (physical.quantity * mtokPerUnit(facts, physical));
  return row;
}

/** Tokens that one unit of the hedger's quantity stands for: a GPU-hour is counted at the month's mean output. */
function mtokPerUnit(facts: Facts, leg: PhysicalLeg): number {
  return leg.unit === UNIT_GPU_HOUR ? (facts.use.mtokPerGpuHour.get(leg.month) ?? NaN) : 1;
}

/** First session of each month that matters. */
function firstSessions(
  facts: Facts,
  physical: readonly PhysicalLeg[],
  terms: ReadonlyMap<number, InstrumentTerms>,
): ReadonlyMap<number, number> {
  const months = new Set<number>();
  for (const leg of physical) months.add(leg.month);
  for (const term of terms.values()) months.add(term.deliveryMonth);
  return new Map([...months].map((month) => [month, firstSessionFrom(facts.sessions, firstDayOfMonth(month))]));
}

/** Whether a delivery month's contracts have traded for the last time; without a contract, whether its days are over. */
function monthsOver(facts: Facts, terms: ReadonlyMap<number, InstrumentTerms>): (month: number) => boolean {
  const lastDay = new Map<number, number>();
  for (const term of terms.values()) {
    lastDay.set(term.deliveryMonth, Math.max(lastDay.get(term.deliveryMonth) ?? -Infinity, term.lastTradeDate));
  }
  let lastSeen = -Infinity;
  for (const date of facts.sessions.tradeDate) if (date > lastSeen) lastSeen = date;
  return (month) => lastSeen >= (lastDay.get(month) ?? lastDayOfMonth(month));
}
