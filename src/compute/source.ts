import type { SellerPanel } from "./sellers.ts";

/** What each lab asked for and got in the hour; arrays by lab, quantities in whole Mtok. */
export interface LabHour {
  readonly requestedMtok: Float64Array;
  readonly servedMtok: Float64Array;
  readonly unservedMtok: Float64Array;
  readonly waitingMtok: Float64Array;
  /** CNY per Mtok of the lab's region, its own basis not included. */
  readonly priceCny: Float64Array;
  /** What the lab would have paid for its last served token, CNY per Mtok, basis not included; the price unless rationed. */
  readonly shadowCny: Float64Array;
  /** Surplus lost on unserved tokens, CNY. */
  readonly shortageCny: Float64Array;
}

/** The hour region by region; arrays by region, those of the home country first. */
export interface RegionHour {
  readonly ids: readonly string[];
  /** Share of home demand in each region; zero abroad. */
  readonly homeShares: Float64Array;
  readonly requestedMtok: Float64Array;
  readonly servedMtok: Float64Array;
  readonly unservedMtok: Float64Array;
  /** Local currency per Mtok. */
  readonly price: Float64Array;
  /** USD per H100-equivalent hour. */
  readonly gpuUsdHour: Float64Array;
  readonly availableGpus: Float64Array;
  readonly busyGpus: Float64Array;
  readonly netExportGpus: Float64Array;
}

/** The home country's fleet by generation of hardware. */
export interface GenerationHour {
  readonly ids: readonly string[];
  /** Installed H100 equivalents of both grades. */
  readonly gpus: Float64Array;
  /** USD per hour of one GPU of the generation. */
  readonly priceUsdHour: Float64Array;
}

/**
 * Where prices, volumes and shortages come from: the simulated compute market, an exogenous process or a series. The
 * fields describe the hour stepped last. Numbers that a source does not know are NaN and become empty values in tables.
 */
export interface ComputeSource {
  /** Counted from midnight UTC of the start day; -1 before the first. */
  readonly hour: number;
  /** Clears the next hour. */
  step(): void;
  /** Mean price paid for the tokens served in the hour; never NaN. CNY per Mtok. */
  readonly priceCny: number;
  /**
   * What the last served token was worth, mean over tokens served or refused; the price itself unless access is rationed.
   * CNY per Mtok.
   */
  readonly shadowPriceCny: number;
  readonly requestedMtok: number;
  readonly servedMtok: number;
  readonly unservedMtok: number;
  readonly waitingMtok: number;
  readonly capacityMtok: number;
  readonly gpuUsdHour: number;
  readonly fleetGpus: number;
  readonly availableGpus: number;
  readonly localAvailableGpus: number;
  readonly throughputMtok: number;
  readonly efficiency: number;
  readonly inferenceShare: number;
  readonly utilisation: number;
  readonly localUtilisation: number;
  readonly cnyPerUsd: number;
  /** GPUs at work for tokens. */
  readonly servingGpus: number;
  readonly labs: LabHour;
  readonly regions: RegionHour;
  readonly generations: GenerationHour;
  readonly tokenSellers: SellerPanel;
  /** USD per H100-equivalent hour; one panel for all generations, whose prices differ by a factor. */
  readonly gpuSellers: SellerPanel | undefined;
  /**
   * Takes in what futures say at a day's settlement: ln(price of the farthest listed month over the structural reference
   * price of that month). Sources without investment ignore it.
   */
  observeForward(logRatio: number): void;
  /**
   * The structural reference price of tokens at a day counted from the start day, at most 36 months after the last, asked
   * for in the order of time; CNY per Mtok, NaN where there is none.
   */
  referencePriceAt(day: number): number;
}
