import type { Lots, Ticks } from "../../base/units.ts";

/** An order that betters its side's best price gets the lots of an aggressor before all others. CME: TOP order. */
export interface TopOrderTerms {
  /** Smaller orders do not become the top order. */
  readonly minimumLots: Lots;
  /** Most lots of an aggressor that its being the top order gives it. */
  readonly maximumLots: Lots;
}

/** A share of each aggressor that an account gets before the general allocation. CME: lead market maker. */
export interface LeadMarketMakerTerms {
  readonly account: number;
  readonly percent: number;
}

/** How the lots of an order that comes are given out among those that rest at one price; see matching/. */
export type AllocationTerms =
  | { readonly algorithm: "price_time" }
  | { readonly algorithm: "pro_rata"; readonly minimumLots: Lots; readonly topOrder: TopOrderTerms | undefined }
  | {
      readonly algorithm: "split";
      readonly topOrder: TopOrderTerms | undefined;
      readonly leadMarketMakers: readonly LeadMarketMakerTerms[];
      /** Share given out by time; the rest pro rata. */
      readonly timePercent: number;
      readonly minimumLots: Lots;
      readonly levelling: boolean;
    }
  | { readonly algorithm: "frequent_batch" };

/** A calendar spread: its buyer buys the near instrument and sells the far one, as many lots of each. */
export interface SpreadTerms {
  readonly near: number;
  readonly far: number;
  /** Price steps of the spread in one step of its legs. */
  readonly ticksPerLegTick: number;
  /** Whether its orders and those of its legs make implied orders in each other's books. */
  readonly implied: boolean;
}

/** What the engine must know of an instrument's rules. */
export interface TradingTerms {
  readonly instrument: number;
  readonly allocation: AllocationTerms;
  /** Market and stop orders trade this far from the best opposite price or the triggering trade; undefined: to the band. */
  readonly protectionTicks: Ticks | undefined;
  readonly spread: SpreadTerms | undefined;
  /** At an edge of the band closing orders trade before others; only with the algorithm price_time. */
  readonly closesFirst?: boolean;
}
