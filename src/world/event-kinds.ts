/** Kinds of kernel events and what their payload a..f holds. */
/** a: trading day. Lists months, sets bands, collects calls, lets agents prepare. */
export const EVENT_DAY_START = 0;
/** a: trading day, b: block. */
export const EVENT_AUCTION_START = 1;
export const EVENT_BLOCK_OPEN = 2;
export const EVENT_BLOCK_CLOSE = 3;
/** a: slot, b: order id. */
export const EVENT_NEW = 4;
/** a: slot, b: order id, c: account. */
export const EVENT_CANCEL = 5;
/** a: slot, b: order id, c: account, d: price in ticks, e: lots. */
export const EVENT_REPLACE = 6;
/** a: account, b: slot, c: signed lots, d: price in ticks, e: lots left open, f: instrument. */
export const EVENT_FILL = 7;
/** a: account, b: slot, c: reason, d: instrument. */
export const EVENT_DONE = 8;
/** a: account, b: the agent's own tag. */
export const EVENT_WAKE = 9;
/** a: account. A trading day has closed for it. */
export const EVENT_AGENT_CLOSE = 10;
/** a: hedger, b: calendar day, c: report. */
export const EVENT_PHYSICAL = 11;
/** The compute market clears the hour that has just passed. */
export const EVENT_HOUR = 12;
/** A local month ends: physical use is cut there. */
export const EVENT_MONTH_END = 13;
/** a: block's closing is not passed. Five-minute grid of mids. */
export const EVENT_SAMPLE_MID = 14;
export const EVENT_SAMPLE_QUOTES = 15;
/** The house sends its next liquidation orders. */
export const EVENT_LIQUIDATE = 16;
/** a: account, b: slot, c: reason, d: instrument. A cancel or replacement was refused. */
export const EVENT_REFUSED = 17;
/** a: account, b: instrument or -1 for all. All its orders are to be cancelled. */
export const EVENT_CANCEL_ALL = 18;
/** a: instrument. The next frequent batch auction of its book. */
export const EVENT_BATCH = 19;
/** a: trading day, b: block. The closing auction of a block ends. */
export const EVENT_AUCTION_END = 20;
/** a: account. Its line to the venue is lost. */
export const EVENT_DISCONNECT = 21;
/** a: account. Its line is back. */
export const EVENT_RECONNECT = 22;
/** a: account, b: slot, c: lots left open, d: instrument. An order lost lots to self-trade prevention. */
export const EVENT_REDUCED = 23;
/** a: instrument. A halt ends. */
export const EVENT_RESUME = 24;
/** a: trading day. The house marks positions to the market within the day. */
export const EVENT_INTRADAY_MARGIN = 25;
/** The deadline of margin calls has come. */
export const EVENT_CALL_DUE = 26;
/** a: instrument. Longs and shorts of a perpetual pay each other. */
export const EVENT_PERPETUAL_FUNDING = 27;
/** a: trading day. Books are marked for the daily settlement price. */
export const EVENT_SETTLEMENT_WINDOW = 28;
export const EVENT_KINDS = 29;
