/** The slot holds no order. */
export const ORDER_FREE = 0;
/** Sent, not yet at the venue. */
export const ORDER_PENDING = 1;
/** In a book. */
export const ORDER_RESTING = 2;
/** Filled, cancelled or expired: nothing more happens to it. */
export const ORDER_DONE = 3;
/** A stop order that waits outside the book. */
export const ORDER_STOPPED = 4;

/** An order's record is 2^ORDER_SHIFT words from word `slot << ORDER_SHIFT`: one cache line, whichever fields are read. */
export const ORDER_SHIFT = 4;

// The words of a record. Only books write those that are not set by `allocate`.
export const AT_ID = 0;
export const AT_ACCOUNT = 1;
export const AT_INSTRUMENT = 2;
export const AT_SIDE = 3;
/** Time in force in the lowest two bits, above them the last trading day of a good-till-date order. */
export const AT_TIF = 4;
/** Limit price; of a market or stop order the price at which its protection ends, once it is known. */
export const AT_PRICE = 5;
export const AT_LOTS = 6;
/** Open lots that the queue shows: all, but for an iceberg. */
export const AT_LEAVES = 7;
export const AT_STATE = 8;
/** The following order of the queue at one price; of a free slot the next free one. */
export const AT_NEXT = 9;
/** The order before it in the queue at one price. */
export const AT_PREVIOUS = 10;
/** The book's acceptance number, which is the order's time priority. */
export const AT_ACCEPTANCE = 11;
/** Bits of what is special about an order, 0 for a plain limit order: the masks below. */
export const AT_ATTRIBUTES = 12;
export const AT_STOP = 13;
/** Of an immediate order the least lots that must trade at once; of an iceberg the lots that it shows. */
export const AT_SHARE = 14;
/** Open lots that an iceberg does not show. */
export const AT_HIDDEN = 15;

export const TIF_BITS = 2;
export const TIF_MASK = 3;
/** Order type, TYPE_*. */
export const TYPE_MASK = 0b111;
/** Position effect, EFFECT_*, from this bit on. */
export const EFFECT_SHIFT = 3;
/** Self-trade prevention, STP_*, from this bit on. */
export const STP_SHIFT = 5;
export const POST_ONLY = 1 << 8;
export const ICEBERG = 1 << 9;
export const HAS_MINIMUM = 1 << 10;
/** Attributes that matter to matching: a book treats an order without any of them as a plain limit order. */
export const SPECIAL = TYPE_MASK | ICEBERG | HAS_MINIMUM | POST_ONLY;

/** No order: the end of a queue, an empty side. */
export const NO_ORDER = -1;
