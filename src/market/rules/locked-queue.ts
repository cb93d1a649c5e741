import type { Lots, Side } from "../../base/units.ts";
import { EFFECT_CLOSE, EFFECT_CLOSE_TODAY } from "../engine/order-kinds.ts";
import { ORDER_RESTING, ORDER_SHIFT } from "../engine/order-record.ts";
import type { OrderStore } from "../engine/order-store.ts";
import type { MonthInstrument } from "../instrument.ts";
import type { Holdings } from "../risk-gate.ts";

/** Lots of one account that wait at a limit price to close a position. */
export interface WaitingLots {
  readonly account: number;
  readonly lots: Lots;
}

/**
 * The closing lots of each account that rest at the limit price of a month: buys at the upper limit, sells at the lower
 * one, in the order of the accounts. On a venue without position effect, whose `holdings` are given, those are the lots that
 * reduce what the account holds.
 */
export function lockedQueue(
  store: OrderStore,
  month: MonthInstrument,
  side: Side,
  holdings: Holdings | undefined,
): WaitingLots[] {
  const limitTicks = side === 1 ? month.bandHigh : month.bandLow;
  const waiting = new Map<number, Lots>();
  for (let slot = 0; slot < store.records.length >> ORDER_SHIFT; slot++) {
    if (store.stateOf(slot) !== ORDER_RESTING || store.instrumentOf(slot) !== month.listed.index) continue;
    if (store.sideOf(slot) !== side || store.priceTicksOf(slot) !== limitTicks) continue;
    const effect = store.effectOf(slot);
    if (holdings === undefined && effect !== EFFECT_CLOSE && effect !== EFFECT_CLOSE_TODAY) continue;
    const account = store.accountOf(slot);
    waiting.set(account, (waiting.get(account) ?? 0) + store.leavesOf(slot));
  }
  return [...waiting]
    .map(([account, lots]) => ({ account, lots: Math.min(lots, closable(holdings, account, month, side)) }))
    .filter(({ lots }) => lots > 0)
    .sort((a, b) => a.account - b.account);
}

/** Lots that orders of a side can close at most. */
function closable(holdings: Holdings | undefined, account: number, month: MonthInstrument, side: Side): Lots {
  if (holdings === undefined) return Infinity;
  const held = side === 1 ? holdings.short : holdings.long;
  return held[account * holdings.instruments + month.listed.index]!;
}
