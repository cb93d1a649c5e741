import { MONEY_PER_UNIT } from "../../base/units.ts";
import { CASH_FLOW_TYPES } from "../../record/tables.ts";
import type { Facts } from "../facts.ts";
import type { InstrumentTerms } from "../instruments.ts";
import { legKey } from "./physical-legs.ts";

const VARIATION_MARGIN = CASH_FLOW_TYPES.indexOf("vm");
const FEE = CASH_FLOW_TYPES.indexOf("fee");
const REBATE = CASH_FLOW_TYPES.indexOf("rebate");
const INTEREST = CASH_FLOW_TYPES.indexOf("interest");
const FUNDING = CASH_FLOW_TYPES.indexOf("funding");

/** Everything that the contract of one delivery month brought one hedger; money in whole 1e-4 CNY, received positive. */
export interface FuturesLeg {
  vm: number;
  /** Fees and rebates. */
  fee: number;
  /** Margin funding and interest. */
  funding: number;
  /** Spread inside the fills, paid positive: part of vm already. */
  spread: number;
  /** Session and price of the programme's first plan; NaN without one. */
  planSession: number;
  budgetPrice: number;
  /** Largest position on the hedge's side from the last close before the delivery month on, Mtok. */
  heldMtok: number;
}

/** Net cash of the leg, CNY: the spread is inside and not deducted twice. */
export function futuresCashCny(leg: FuturesLeg): number {
  return (leg.vm + leg.fee + leg.funding) / MONEY_PER_UNIT;
}

/** Futures legs of the hedgers' months, made on demand: a month without any row stays a leg of zeros. */
export class FuturesLegs {
  readonly #legs = new Map<number, FuturesLeg>();

  of(agent: number, month: number): FuturesLeg {
    const key = legKey(agent, month);
    const known = this.#legs.get(key);
    if (known !== undefined) return known;
    const leg = { vm: 0, fee: 0, funding: 0, spread: 0, planSession: NaN, budgetPrice: NaN, heldMtok: 0 };
    this.#legs.set(key, leg);
    return leg;
  }
}

/**
 * Adds up cash flows, spreads, plans and positions of the hedgers by the delivery month of the instrument that each row
 * belongs to. `sideOf` is +1 for hedgers that buy compute, -1 for those that sell; agents outside it are no hedgers.
 * `heldFrom` is the session from which a position counts as held into the month.
 */
export function futuresLegs(
  facts: Facts,
  terms: ReadonlyMap<number, InstrumentTerms>,
  sideOf: ReadonlyMap<number, number>,
  heldFrom: (month: number) => number,
): FuturesLegs {
  const legs = new FuturesLegs();
  addCashFlows(legs, facts, terms, sideOf);
  addSpreads(legs, facts, terms, sideOf);
  addPlans(legs, facts, terms, sideOf);
  addPositions(legs, facts, terms, sideOf, heldFrom);
  return legs;
}

type Terms = ReadonlyMap<number, InstrumentTerms>;
type Sides = ReadonlyMap<number, number>;

function addCashFlows(legs: FuturesLegs, facts: Facts, terms: Terms, sides: Sides): void {
  const columns = facts.tables.cash_flows.columns;
  for (let row = 0; row < facts.tables.cash_flows.rows; row++) {
    const agent = columns.agent_id.values[row];
    if (!sides.has(agent)) continue;
    const term = terms.get(columns.instrument_id.values[row]);
    if (term === undefined) continue;
    const leg = legs.of(agent, term.deliveryMonth);
    const amount = columns.amount_ccy.values[row];
    const type = columns.type.values[row];
    if (type === VARIATION_MARGIN) leg.vm += amount;
    else if (type === FEE || type === REBATE) leg.fee += amount;
    else if (type === FUNDING || type === INTEREST) leg.funding += amount;
  }
}

function addSpreads(legs: FuturesLegs, facts: Facts, terms: Terms, sides: Sides): void {
  const columns = facts.tables.hedge_attribution.columns;
  for (let row = 0; row < facts.tables.hedge_attribution.rows; row++) {
    const agent = columns.agent_id.values[row];
    const term = terms.get(columns.instrument_id.values[row]);
    if (term === undefined || !sides.has(agent)) continue;
    legs.of(agent, term.deliveryMonth).spread += columns.spread_ccy.values[row];
  }
}

function addPlans(legs: FuturesLegs, facts: Facts, terms: Terms, sides: Sides): void {
  const columns = facts.tables.hedge_plans.columns;
  for (let row = 0; row < facts.tables.hedge_plans.rows; row++) {
    const agent = columns.agent_id.values[row];
    const term = terms.get(columns.instrument_id.values[row]);
    if (term === undefined || !sides.has(agent)) continue;
    const leg = legs.of(agent, term.deliveryMonth);
    const session = columns.session_no.values[row];
    if (session >= leg.planSession) continue; // NaN compares false: the first plan always enters
    leg.planSession = session;
    leg.budgetPrice = columns.budget_price.values[row];
  }
}

function addPositions(
  legs: FuturesLegs,
  facts: Facts,
  terms: Terms,
  sides: Sides,
  heldFrom: (month: number) => number,
): void {
  const columns = facts.tables.positions.columns;
  for (let row = 0; row < facts.tables.positions.rows; row++) {
    const agent = columns.agent_id.values[row];
    const side = sides.get(agent);
    const term = terms.get(columns.instrument_id.values[row]);
    if (term === undefined || side === undefined) continue;
    if (columns.session_no.values[row] < heldFrom(term.deliveryMonth)) continue;
    const leg = legs.of(agent, term.deliveryMonth);
    leg.heldMtok = Math.max(leg.heldMtok, side * columns.position_lots.values[row] * term.multiplier);
  }
}
