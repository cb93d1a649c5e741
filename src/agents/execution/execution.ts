import { assert } from "../../base/assert.ts";
import type { NumberSpec, ParametersOf } from "../../base/parameters.ts";
import type { Lots, Side } from "../../base/units.ts";
import type { ListedMonth } from "../../market/listed-month.ts";
import type { AgentContext } from "../agent.ts";

export const executionTable = {
  slicesPerDay: {
    kind: "integer",
    unit: "slices per month and day",
    default: 2,
    minimum: 1,
    maximum: 100,
    varies: true,
    meaning: "Into how many child orders a day's quantity of one listed month is cut at most.",
    source: "assumption",
  },
} as const satisfies Record<string, NumberSpec>;

export type ExecutionParameters = ParametersOf<typeof executionTable>;

/**
 * The working part of an agent that trades given quantities over a day. The owner calls `reset`, then `add` for each
 * listed month, then `start`; and hands on its wake-ups, fills, ended orders and refusals. What is left at the close is given up: the owner plans anew.
 */
export interface Execution {
  reset(): void;
  /** Signed lots to trade today in one listed month. */
  add(month: ListedMonth, signedLots: Lots): void;
  start(context: AgentContext, tag: number): void;
  onWake(context: AgentContext, tag: number): void;
  onFill(order: number, signedLots: Lots, leaves: Lots): void;
  onDone(context: AgentContext, order: number): void;
  /** A cancel of one of its orders was refused. */
  onRefused(order: number): void;
}

/**
 * The day's parent orders and their visits: each listed month is visited so many times, all visits are spread evenly over
 * what there is of the trading day, the months taking turns. What a visit does is the algorithm's; it must have no more than
 * one order of a parent alive, or it would not know what is still to trade.
 */
export abstract class VisitingExecution implements Execution {
  protected readonly months: ListedMonth[] = [];
  /** Side of each parent and its lots still to trade. */
  protected readonly sides: Side[] = [];
  protected readonly remaining: number[] = [];
  /** Visits still to come, this one included, by parent. */
  protected readonly visits: number[] = [];
  /** The child order that is alive as far as is known, or -1, by parent; and its open lots. */
  protected readonly orders: number[] = [];
  protected readonly openLots: number[] = [];
  protected count = 0;
  private turn = 0;
  private visitsLeft = 0;
  private intervalUs = 0;

  reset(): void {
    this.count = 0;
    this.turn = 0;
    this.visitsLeft = 0;
  }

  add(month: ListedMonth, signedLots: Lots): void {
    if (signedLots === 0) return;
    const i = this.count++;
    this.months[i] = month;
    this.sides[i] = signedLots > 0 ? 1 : -1;
    this.remaining[i] = Math.abs(signedLots);
    this.visits[i] = this.visitsFor(Math.abs(signedLots));
    this.orders[i] = -1;
    this.openLots[i] = 0;
    this.visitsLeft += this.visits[i];
  }

  start(context: AgentContext, tag: number): void {
    if (this.visitsLeft === 0) return;
    this.intervalUs = Math.floor(context.tradingTimeLeftUs() / (this.visitsLeft + 1));
    this.rearm(context, tag);
  }

  onWake(context: AgentContext, tag: number): void {
    if (this.visitsLeft === 0) return;
    while (this.visits[this.turn] === 0) this.turn = (this.turn + 1) % this.count;
    const i = this.turn;
    this.visit(context, i);
    this.visits[i]--;
    this.visitsLeft--;
    this.turn = (this.turn + 1) % this.count;
    if (this.visitsLeft > 0) this.rearm(context, tag);
  }

  onFill(order: number, signedLots: Lots, leaves: Lots): void {
    const i = this.parentOf(order);
    if (i < 0) return;
    this.remaining[i] -= Math.abs(signedLots);
    assert(this.remaining[i] >= 0, "an execution traded more than it was given");
    this.openLots[i] = leaves;
    if (leaves === 0) this.orders[i] = -1;
  }

  onDone(context: AgentContext, order: number): void {
    const i = this.parentOf(order);
    if (i < 0) return;
    this.orders[i] = -1;
    this.ended(context, i);
  }

  onRefused(order: number): void {
    const i = this.parentOf(order);
    if (i >= 0) this.refused(i);
  }

  /** How often a parent of so many lots is visited. */
  protected abstract visitsFor(lots: Lots): number;
  protected abstract visit(context: AgentContext, i: number): void;
  /** A parent's order ended; all its fills are known. */
  protected abstract ended(context: AgentContext, i: number): void;
  /** The cancel of a parent's order was refused. */
  protected abstract refused(i: number): void;

  private parentOf(order: number): number {
    for (let i = 0; i < this.count; i++) if (this.orders[i] === order) return i;
    return -1;
  }

  private rearm(context: AgentContext, tag: number): void {
    if (this.intervalUs < context.tradingTimeLeftUs()) context.wakeAfter(this.intervalUs, tag);
  }
}
