import { AiLab, aiLabTable } from "./ai-lab.ts";
import type { AiLabParameters } from "./ai-lab.ts";
import { DataCentre, dataCentreTable } from "./data-centre.ts";
import type { DataCentreParameters } from "./data-centre.ts";
import { FundamentalSpeculator, fundamentalSpeculatorTable } from "./fundamental-speculator.ts";
import type { FundamentalSpeculatorParameters } from "./fundamental-speculator.ts";
import { MarketMaker, marketMakerTable } from "./market-maker.ts";
import type { MarketMakerParameters } from "./market-maker.ts";
import { NoiseTrader, noiseTable } from "./noise.ts";
import type { NoiseParameters } from "./noise.ts";
import { TrendFollower, trendFollowerTable } from "./trend-follower.ts";
import type { TrendFollowerParameters } from "./trend-follower.ts";

/**
 * The kinds of agent by the name that a scenario gives them: the parameter table, how one is made from parameters whose
 * distributions have been drawn, which physical leg the world gives it, if any, and what docs/agents.md says of it.
 */
export const agentKinds = {
  "ai-lab": {
    table: aiLabTable,
    create: (parameters: AiLabParameters) => new AiLab(parameters),
    hedger: "lab",
    does: "Buys tokens every day against fixed revenue; hedges long by a layered programme on its own forecast use, a lot for a lot's worth of tokens; holds to settlement.",
    papers: "Ederington 1979; Carter, Rogers & Simkins 2006; Gardner & McKenzie 1985",
  },
  "data-centre": {
    table: dataCentreTable,
    create: (parameters: DataCentreParameters) => new DataCentre(parameters),
    hedger: "data_centre",
    does: "Sells GPU-hours; hedges short in token futures by value, the same programme on its forecast revenue.",
    papers: "Anderson & Danthine 1981; Ederington 1979",
  },
  "fundamental-speculator": {
    table: fundamentalSpeculatorTable,
    create: (parameters: FundamentalSpeculatorParameters) => new FundamentalSpeculator(parameters),
    hedger: undefined,
    does: "Forecasts what each month will settle at, with a private error; wants the position of constant absolute risk aversion; takes mispriced quotes or waits at its price.",
    papers: "Grossman 1976; Chiarella, Iori & Perello 2009; Schwartz & Smith 2000",
  },
  "trend-follower": {
    table: trendFollowerTable,
    create: (parameters: TrendFollowerParameters) => new TrendFollower(parameters),
    hedger: undefined,
    does: "Momentum of sampled prices at three horizons, position scaled by volatility; rolls before delivery.",
    papers: "Moskowitz, Ooi & Pedersen 2012; Baz et al. 2015",
  },
  "market-maker": {
    table: marketMakerTable,
    create: (parameters: MarketMakerParameters) => new MarketMaker(parameters),
    hedger: undefined,
    does: "Quotes every listed month on both sides: public forecast times a premium learned from trades, closed-form distances, one inventory over all months.",
    papers: "Avellaneda & Stoikov 2008; Gueant, Lehalle & Fernandez-Tapia 2013; Gueant 2017",
  },
  noise: {
    table: noiseTable,
    create: (parameters: NoiseParameters) => new NoiseTrader(parameters),
    hedger: undefined,
    does: "Poisson limit orders, market orders and cancellations, without a view; places by a power law.",
    papers: "Smith, Farmer, Gillemot & Krishnamurthy 2003; Cont, Stoikov & Talreja 2010; Zovko & Farmer 2002",
  },
} as const;

export type AgentKind = keyof typeof agentKinds;
