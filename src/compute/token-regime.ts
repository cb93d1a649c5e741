import type { CustomerHour } from "./customer-hour.ts";

/** How a country's tokens are priced and given out, hour by hour: at clearing prices, or at posted ones with rationing. */
export interface TokenRegime {
  readonly hour: CustomerHour;
  /** Before GPUs clear: the GPUs that tokens take, into the demand of the country's regions. */
  ask(): void;
  /** After GPUs have cleared: tokens, prices and shortages of every customer. */
  serve(): void;
  /** At the start of a local day. */
  closeDay(): void;
}
