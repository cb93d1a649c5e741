import type { ParametersOf } from "../base/parameters.ts";
import type { Lots, Side } from "../base/units.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { Agent, AgentContext } from "./agent.ts";
import type { Execution } from "./execution/execution.ts";
import { executionTable } from "./execution/execution.ts";
import { executionChoice, executionKinds } from "./execution/index.ts";
import { programmeShare, programmeTable, tenorMonths } from "./layered-programme.ts";
import { MonthNumbers } from "./month-numbers.ts";
import { PhysicalHistory, physicalForecastTable } from "./physical-history.ts";
import { lotValueCny, positiveCny } from "./prices.ts";

const EXECUTE = 1;

/** What both kinds of hedger have in common. */
export const hedgerTable = {
  ...programmeTable,
  ...physicalForecastTable,
  ...executionTable,
  execution: executionChoice,
} as const;

export type HedgerParameters = ParametersOf<typeof hedgerTable>;

/**
 * A hedger: forecasts its physical leg of each delivery month, wants a share of it hedged that grows as the month comes
 * nearer, trades towards that over several days, and holds to settlement. In the delivery month the hedge runs off by itself as
 * fixings become known; it is only reduced, when the forecast has fallen. Forecasts are renewed at every revision, because in
 * a surge nobody can forecast a year ahead. Source: layered programmes as in airline fuel hedging (Carter, Rogers & Simkins
 * 2006); the settled-by-averaging run-off follows from the contract.
 */
export abstract class Hedger implements Agent {
  protected readonly history: PhysicalHistory;
  private readonly parameters: HedgerParameters;
  private readonly side: Side;
  private readonly execution: Execution;
  private readonly budgets = new MonthNumbers(NaN);
  private readonly targets = new MonthNumbers(NaN);
  private readonly volumes = new MonthNumbers(0);
  private nextRevision = 0;

  constructor(parameters: HedgerParameters, side: Side) {
    this.parameters = parameters;
    this.side = side;
    this.history = new PhysicalHistory(parameters);
    this.execution = executionKinds[parameters.execution](parameters);
  }

  /** Price in CNY per unit that it budgets for a delivery month now. */
  protected abstract budgetPrice(context: AgentContext, month: ListedMonth): number;
  /** Whether it hedges more of a delivery month at the present price. */
  protected abstract accepts(context: AgentContext, month: ListedMonth): boolean;
  /** Lots (not signed, not rounded) that would hedge a quantity of the delivery month in full. */
  protected abstract fullHedgeLots(context: AgentContext, month: ListedMonth, quantity: number): number;

  onStart(): void {}

  onOpen(context: AgentContext): void {
    if (context.session >= this.nextRevision && this.history.ready()) this.revise(context);
    this.execution.reset();
    for (const month of context.months) this.execution.add(month, this.lotsToday(context, month));
    this.execution.start(context, EXECUTE);
  }

  onClose(context: AgentContext): void {
    for (const month of context.months) this.volumes.set(month, context.look(month).volumeLots);
  }

  onWake(context: AgentContext, tag: number): void {
    this.execution.onWake(context, tag);
  }

  onFill(
    _context: AgentContext,
    order: number,
    _month: ListedMonth,
    signedLots: Lots,
    _price: number,
    leaves: Lots,
  ): void {
    this.execution.onFill(order, signedLots, leaves);
  }

  onDone(context: AgentContext, order: number): void {
    this.execution.onDone(context, order);
  }

  onRefused(_context: AgentContext, order: number): void {
    this.execution.onRefused(order);
  }

  onPhysical(context: AgentContext, day: number, quantity: number, price: number): void {
    this.history.report(context.nowUs, day, quantity, price);
  }

  private revise(context: AgentContext): void {
    this.nextRevision = context.session + this.parameters.revisionSessions;
    for (const month of context.months) {
      const tenor = tenorMonths(month.deliveryFirstDay, context.day);
      if (tenor < this.parameters.startMonths) this.reviseMonth(context, month, tenor);
    }
  }

  private reviseMonth(context: AgentContext, month: ListedMonth, tenor: number): void {
    const quantity = this.history.monthQuantity(month);
    if (Number.isNaN(this.budgets.get(month))) this.budgets.set(month, this.budgetPrice(context, month));
    const lots = programmeShare(this.parameters, tenor) * this.fullHedgeLots(context, month, quantity);
    const target = tenor > 0 ? Math.round(lots) : this.deliveryTarget(context, month, Math.round(lots));
    this.targets.set(month, this.side * target);
    context.recordPlan(month, quantity, this.budgets.get(month), this.side * target);
  }

  /** In the delivery month: what it has, unless that is too much by more than the tolerance. */
  private deliveryTarget(context: AgentContext, month: ListedMonth, wanted: Lots): Lots {
    const held = Math.max(0, this.side * context.position(month));
    return held > wanted * (1 + this.parameters.deliveryTolerance) ? wanted : held;
  }

  private lotsToday(context: AgentContext, month: ListedMonth): Lots {
    const target = this.targets.get(month);
    if (Number.isNaN(target)) return 0;
    const gap = target - context.position(month);
    if (gap * this.side > 0 && !this.accepts(context, month)) return 0;
    if (month.deliveryFirstDay <= context.day && gap * this.side > 0) return 0;
    const size = Math.abs(gap);
    if (size < 1 || size < this.parameters.deadBand * Math.abs(target)) return 0;
    const lots = Math.min(Math.ceil(size / this.parameters.catchUpSessions), this.largestDay(context, month));
    return gap > 0 ? lots : -lots;
  }

  private largestDay(context: AgentContext, month: ListedMonth): Lots {
    const lotCny = lotValueCny(month, positiveCny(month, context.settlementTicks(month)));
    const floor = this.parameters.dailyFloorCny / lotCny;
    return Math.max(1, Math.floor(Math.max(floor, this.parameters.participation * this.volumes.get(month))));
  }
}
