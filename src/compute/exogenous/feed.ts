/** Where an exogenous market's numbers of an hour come from. */
export interface Feed {
  /** Price of tokens in the market's currency per Mtok. */
  readonly price: number;
  /** USD per GPU-hour; NaN where it is not known. */
  readonly gpuUsdHour: number;
  /** Tokens used in the hour, Mtok, not rounded. */
  readonly tokensMtok: number;
  /** Moves on to the next hour; hours count from midnight UTC of the start day. */
  step(hour: number): void;
}

/** Mtok in an hour of 1e12 tokens a day. */
export const MTOK_PER_HOUR_OF_TRILLION_PER_DAY = 1e6 / 24;
