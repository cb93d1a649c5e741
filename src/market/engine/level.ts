/** A price level's record is 2^LEVEL_SHIFT words; an empty level has zero lots and orders. */
export const LEVEL_SHIFT = 2;
export const LEVEL_FIRST = 0;
export const LEVEL_LAST = 1;
/** Lots shown. */
export const LEVEL_LOTS = 2;
export const LEVEL_ORDERS = 3;
