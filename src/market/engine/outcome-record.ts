/** An outcome is 2^OUTCOME_SHIFT words from word `row << OUTCOME_SHIFT` of `words`. */
export const OUTCOME_SHIFT = 3;

// The words of an outcome; which of them a kind uses is said there.
export const OF_KIND = 0;
export const OF_SLOT = 1;
export const OF_TAKER = 2;
export const OF_PRICE = 3;
export const OF_LOTS = 4;
export const OF_LEAVES = 5;
export const OF_EXTRA = 6;
export const OF_MATCH = 7;

/**
 * A resting order (slot, the maker) traded `lots` at `price` with the one that came (taker); in an auction the maker is the
 * order accepted earlier. `leaves`: open lots of the maker afterwards, `extra`: of the taker.
 */
export const OUTCOME_TRADE = 0;
/**
 * An order that came (slot and taker) traded `lots` at `price` of its own instrument with a combination of other
 * instruments' orders, which follow as OUTCOME_LEG with the same match number. `leaves`: its open lots afterwards.
 */
export const OUTCOME_IMPLIED = 1;
/**
 * A resting order (slot) of another instrument than the taker's traded `lots` at `price` of its own instrument as part of
 * an implied match. `leaves`: its open lots afterwards. `extra`: where it is a spread order, the price of the near leg.
 */
export const OUTCOME_LEG = 2;
/** An order (slot) ended with `lots` open; `price`: why, one of ENDED_*. */
export const OUTCOME_ENDED = 3;
/** An order (slot) lost `lots` without a trade, by self-trade prevention, and goes on with `leaves`. */
export const OUTCOME_REDUCED = 4;
/** A stop order (slot) was triggered by a trade at `price` and entered the book, as the taker of what follows. */
export const OUTCOME_TRIGGERED = 5;
