import type { ParametersOf } from "../base/parameters.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { AgentContext } from "./agent.ts";
import { commonTable } from "./common-parameters.ts";
import { Hedger, hedgerTable } from "./hedger.ts";
import { basisTable, region, shareHalfLifeDays, shareSd } from "./physical-leg.ts";
import { lotValueCny, positiveCny, publicTicks } from "./prices.ts";
import { real } from "./real.ts";

export const dataCentreTable = {
  ...commonTable({
    latencyMs: 20,
    marketDataDelayMs: 20,
    newsDelayMs: 1000,
    capitalCny: 3e8,
    creditCny: 1e9,
    hedgeExempt: true,
  }),
  fleetSharePercent: real(
    "%",
    2,
    0,
    100,
    "Its median share of the nation's GPU-hours that serve tokens.",
    "assumption",
  ),
  fleetShareSd: shareSd,
  fleetShareHalfLifeDays: shareHalfLifeDays,
  region,
  ...basisTable,
  hedgeRatio: real(
    "CNY of tokens per CNY of GPU revenue",
    0.3,
    0,
    3,
    "Value of token futures sold for each CNY of expected GPU revenue that the programme hedges.",
    "Ederington 1979: correlation 0.5 x volatility of GPU prices 0.26 / of token prices 0.45; correlation assumed",
  ),
  ...hedgerTable,
} as const;

export type DataCentreParameters = ParametersOf<typeof dataCentreTable>;

/**
 * A data centre: sells GPU-hours, so it is long compute and hedges short. There is no GPU future here, so it sells token
 * futures by value: lots = ratio x expected revenue / (futures price x multiplier). It budgets its own forecast of its own
 * price. Source: cross hedging, Anderson & Danthine (1981), Cross Hedging, without a speculative part; the
 * minimum-variance ratio of Ederington (1979) taken as a parameter.
 */
export class DataCentre extends Hedger {
  private readonly hedgeRatio: number;

  constructor(parameters: DataCentreParameters) {
    super(parameters, -1);
    this.hedgeRatio = parameters.hedgeRatio;
  }

  protected budgetPrice(_context: AgentContext, month: ListedMonth): number {
    return this.history.monthPrice(month);
  }

  /** A price of tokens tells it nothing about whether its own GPU price is dear. */
  protected accepts(): boolean {
    return true;
  }

  protected fullHedgeLots(context: AgentContext, month: ListedMonth, gpuHours: number): number {
    const futures = positiveCny(month, publicTicks(context, month, context.look(month)));
    return (this.hedgeRatio * gpuHours * this.history.monthPrice(month)) / lotValueCny(month, futures);
  }
}
