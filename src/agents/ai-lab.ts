import type { ParametersOf } from "../base/parameters.ts";
import { exp, log } from "../base/elementary.ts";
import { Ewma } from "../base/estimate/ewma.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { AgentContext } from "./agent.ts";
import { commonTable } from "./common-parameters.ts";
import { Hedger, hedgerTable } from "./hedger.ts";
import { basisTable, labDemandTable, shareHalfLifeDays, shareSd } from "./physical-leg.ts";
import { positiveCny, publicTicks } from "./prices.ts";
import { real } from "./real.ts";

export const aiLabTable = {
  ...commonTable({
    latencyMs: 20,
    marketDataDelayMs: 20,
    newsDelayMs: 1000,
    capitalCny: 3e8,
    creditCny: 1e9,
    hedgeExempt: true,
  }),
  useSharePercent: real("%", 1, 0, 100, "Median share of the nation's use of tokens that it buys.", "assumption"),
  useShareSd: shareSd,
  useShareHalfLifeDays: shareHalfLifeDays,
  ...labDemandTable,
  ...basisTable,
  basisLearningDays: real(
    "days",
    60,
    0.1,
    10_000,
    "Half-life of a day in the learned ratio of its own price to the index.",
    "assumption",
  ),
  maxPremium: real(
    "of the price that it expects",
    0.3,
    0,
    100,
    "How far above its own expected price a futures price may be for it to hedge more.",
    "a programme is suspended when hedging looks too dear; assumption",
  ),
  ...hedgerTable,
} as const;

export type AiLabParameters = ParametersOf<typeof aiLabTable>;

/**
 * An AI lab: buys tokens every day at a price near the index against revenue that is fixed in advance, so it is short
 * compute and hedges long, one lot for each lot's worth of tokens that it expects to use. It budgets the futures price of
 * the day on which a month's programme begins, times its own usual ratio to the index. Source: the naive (quantity-matched)
 * hedge of a production input, Ederington (1979), The Hedging Performance of the New Futures Markets, with ratio 1.
 */
export class AiLab extends Hedger {
  private readonly logBasis: Ewma;
  private readonly dearest: number;

  constructor(parameters: AiLabParameters) {
    super(parameters, 1);
    this.dearest = 1 + parameters.maxPremium;
    this.logBasis = new Ewma(parameters.basisLearningDays);
  }

  override onPhysical(context: AgentContext, day: number, quantity: number, price: number): void {
    super.onPhysical(context, day, quantity, price);
    const fixings = context.fixings;
    const fixing = fixings.count() > 0 ? fixings.value(fixings.count() - 1) : 0;
    if (price > 0 && fixing > 0) this.logBasis.update(log(price / fixing), 1);
  }

  protected budgetPrice(context: AgentContext, month: ListedMonth): number {
    const futures = positiveCny(month, publicTicks(context, month, context.look(month)));
    return Number.isNaN(this.logBasis.value) ? futures : futures * exp(this.logBasis.value);
  }

  protected accepts(context: AgentContext, month: ListedMonth): boolean {
    const futures = positiveCny(month, context.settlementTicks(month));
    return futures <= this.dearest * this.history.monthPrice(month);
  }

  protected fullHedgeLots(_context: AgentContext, month: ListedMonth, quantityMtok: number): number {
    return quantityMtok / month.multiplier;
  }
}
