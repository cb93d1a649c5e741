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
 * distributions have been drawn, and which physical leg the world gives it, if any.
 */
export const agentKinds = {
  "ai-lab": { table: aiLabTable, create: (parameters: AiLabParameters) => new AiLab(parameters), hedger: "lab" },
  "data-centre": {
    table: dataCentreTable,
    create: (parameters: DataCentreParameters) => new DataCentre(parameters),
    hedger: "data_centre",
  },
  "fundamental-speculator": {
    table: fundamentalSpeculatorTable,
    create: (parameters: FundamentalSpeculatorParameters) => new FundamentalSpeculator(parameters),
    hedger: undefined,
  },
  "trend-follower": {
    table: trendFollowerTable,
    create: (parameters: TrendFollowerParameters) => new TrendFollower(parameters),
    hedger: undefined,
  },
  "market-maker": {
    table: marketMakerTable,
    create: (parameters: MarketMakerParameters) => new MarketMaker(parameters),
    hedger: undefined,
  },
  noise: { table: noiseTable, create: (parameters: NoiseParameters) => new NoiseTrader(parameters), hedger: undefined },
} as const;

export type AgentKind = keyof typeof agentKinds;
