// The flows of commands that the benchmarks of the book play.

export const COMMANDS = 1_000_000;

/*
 * Shares of the kinds of command; what remains are market orders. `marketable`: share of the limits that cross. `reach`:
 * how many ticks from the middle prices lie, on either side. `resting`: orders that fill the book first; while fewer
 * rest, limits come in place of cancels. `walk`: most ticks that the middle moves with a command. `drift`: ticks that it
 * rises by in the whole flow. `features`: orders of every type, see book-draw.mjs.
 */
const plain = { replace: 0, marketable: 0, reach: 100, resting: 10_000, walk: 0, drift: 0, features: false };
const quiet = { ...plain, allocation: "price_time", limit: 0.5, cancel: 0.45 };
const crossing = { ...quiet, limit: 0.95, cancel: 0.05, marketable: 0.5 };

export const flows = {
  quiet,
  crossing,
  wide: { ...quiet, reach: 2500, walk: 1 },
  replaces: { ...quiet, limit: 0.25, cancel: 0.2, replace: 0.5 },
  drift: { ...quiet, reach: 2500, drift: 100_000 },
  drift_thin: { ...quiet, reach: 500, drift: 100_000 },
  quiet_1000: { ...quiet, resting: 1000 },
  quiet_100000: { ...quiet, resting: 100_000 },
  quiet_pro_rata: { ...quiet, allocation: "pro_rata" },
  crossing_pro_rata: { ...crossing, allocation: "pro_rata" },
  features: { ...quiet, cancel: 0.4, replace: 0.05, walk: 1, features: true },
};
