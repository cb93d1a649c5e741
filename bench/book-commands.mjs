// The layout of the commands that the books play: records of Int32 words in one array.

export const WORDS = 8;

// The words of a command.
export const KIND = 0;
/** Number of the order, from 0 on in the order in which they come. */
export const ORDER = 1;
export const SIDE = 2;
export const PRICE = 3;
export const LOTS = 4;
/** Time in force. */
export const TIF = 5;
/** What else the order says, as the attributes of the order store; 0 for a plain limit order. */
export const ATTRIBUTES = 6;
/** Shown lots, or least lots, or the stop price, as the attributes say. */
export const EXTRA = 7;

// The kinds of command.
export const LIMIT = 0;
export const MARKET = 1;
export const CANCEL = 2;
export const REPLACE = 3;
/** An order with more to say than side, price and lots. */
export const SPECIAL = 4;
