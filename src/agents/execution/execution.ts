import type { NumberSpec, ParametersOf } from "../../base/parameters.ts";
import type { Lots } from "../../base/units.ts";
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
 * listed month, then `start`; and hands on its wake-ups, fills and ended orders. What is left at the close is given up: the owner plans anew.
 */
export interface Execution {
  reset(): void;
  /** Signed lots to trade today in one listed month. */
  add(month: ListedMonth, signedLots: Lots): void;
  start(context: AgentContext, tag: number): void;
  onWake(context: AgentContext, tag: number): void;
  onFill(order: number, signedLots: Lots, leaves: Lots): void;
  onDone(order: number): void;
}

/**
 * The day's parent orders and their visits: each listed month is visited so many times, all visits are spread evenly over
 * the trading day, the months taking turns. What a visit does is the algorithm's.
 */
export abstract class VisitingExecution implements Execution {
  protected readonly months: ListedMonth[] = [];
  /** Signed lots still to trade, by parent. */
  protected readonly remaining: number[] = [];
  /** Visits still to come, this one included, by parent. */
  protected readonly visits: number[] = [];
  /** The live child order, or -1, by parent; and its open lots. */
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
    this.remaining[i] = signedLots;
    this.visits[i] = this.visitsFor(Math.abs(signedLots));
    this.orders[i] = -1;
    this.openLots[i] = 0;
    this.visitsLeft += this.visits[i];
  }

  start(context: AgentContext, tag: number): void {
    if (this.visitsLeft === 0) return;
    this.intervalUs = Math.floor(context.tradingDayUs / (this.visitsLeft + 1));
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
    this.remaining[i] -= signedLots;
    this.openLots[i] = leaves;
    if (leaves === 0) this.orders[i] = -1;
  }

  onDone(order: number): void {
    const i = this.parentOf(order);
    if (i >= 0) this.orders[i] = -1;
  }

  /** How often a parent of so many lots is visited. */
  protected abstract visitsFor(lots: Lots): number;
  protected abstract visit(context: AgentContext, i: number): void;

  private parentOf(order: number): number {
    for (let i = 0; i < this.count; i++) if (this.orders[i] === order) return i;
    return -1;
  }

  private rearm(context: AgentContext, tag: number): void {
    if (this.intervalUs < context.tradingTimeLeftUs()) context.wakeAfter(this.intervalUs, tag);
  }
}
