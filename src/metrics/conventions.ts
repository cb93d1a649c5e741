import { firstDayOfMonth } from "../base/dates.ts";
import { MICROSECONDS_PER_HOUR } from "../base/units.ts";

/*
 * The conventions that every metric shares, fixed once.
 *
 * - Time means are integrals of right-continuous steps over two-sided continuous trading, divided by its length; no
 *   spread is invented for an empty book, so `two_sided_share` stands beside every spread.
 * - A day's value is weighted by time (or by volume); days count equally in a window, replications equally in a summary.
 * - Warm-up sessions (table runs) are left out of everything that comes from trading. The compute market starts in its
 *   calibrated state and is measured from its first hour.
 */

/** Prices in tables are whole millionths of a currency. */
export const PRICE_PER_UNIT = 1_000_000;

/** Trading days a year by which daily variances are annualised: SHFE calendar of 2025 (242 in 2024). */
export const TRADING_DAYS_PER_YEAR = 243;

/** Local time of the compute market and of the venues, UTC+8, by which hours are put into calendar months. */
export const LOCAL_OFFSET_US = 8 * MICROSECONDS_PER_HOUR;

/**
 * The front month is the nearest expiry with more than this many calendar days to its last trading day, which is more
 * than five trading days in an ordinary week; calendar days, because tables do not know the sessions after their end.
 */
export const FRONT_DAYS_LEFT = 7;

/**
 * The window in which the market must be alive: from March 2025, when a year of growth and the first months of 1 T a day
 * are behind it. Assumption: a market that is younger may be thin.
 */
export const MATURE_FROM_DAY = firstDayOfMonth(202503);
export const MATURE_WINDOW = "2025-03+";
export const RUN_WINDOW = "run";

/**
 * A calendar month is scarce when more than this share of the tokens that users ask for at the reference price was priced
 * out. Nobody is rationed in an auction: in ordinary months prices above the reference keep 2 to 8 % away. Assumption.
 */
export const SCARCE_ABOVE = 0.2;

/**
 * Users are rationed in an hour in which their last served token was worth more than its price, or in which they got none
 * of what they asked for, and in a calendar month in which, in such hours, more than this share of the month's requested
 * tokens was not served at once. Assumption: less is an ordinary peak hour.
 */
export const RATIONED_ABOVE = 0.01;

/**
 * Hedge programmes that began with fewer trading days to go before their delivery month stay out of the headline: these
 * are the first months of a scenario, whose contracts are listed when the price of the month is nearly known, so that
 * there is little to hedge. A month of trading days; assumption.
 */
export const PROGRAMME_SESSIONS_MINIMUM = 20;

/** Resamples behind a bootstrap interval. */
export const BOOTSTRAP_DRAWS = 2000;

/**
 * Expected length of the blocks of consecutive delivery months. Surprises of neighbouring months share most of their
 * programme's time, so they are correlated over about half its length. Assumption: programmes of up to a year.
 */
export const BOOTSTRAP_BLOCK_MONTHS = 6;
