/** Codes of refusals; the table `rejects` names them in this order. */
export const ACCEPTED = 0;
export const MARKET_CLOSED = 1;
export const NOT_LISTED = 2;
export const UNKNOWN_ORDER = 3;
export const BAD_QUANTITY = 4;
export const PRICE_OUTSIDE_BAND = 5;
export const ORDER_TYPE_NOT_ALLOWED = 6;
export const INSUFFICIENT_MARGIN = 7;
export const ACCOUNT_SUSPENDED = 8;
export const TOO_MANY_ORDERS = 9;
/** An order of the same id is still open. */
export const DUPLICATE_ORDER_ID = 10;
export const PRICE_OFF_TICK = 11;
/** What the order says cannot be meant together: a post-only order that is immediate, a minimum of one that rests. */
export const CONFLICTING_ATTRIBUTES = 12;
/** A post-only order would have traded at once. */
export const WOULD_TRADE = 13;
/** A market or market-to-limit order and nobody on the other side. */
export const NO_OPPOSITE_PRICE = 14;
/** The last trade has reached the stop price already. */
export const STOP_ALREADY_REACHED = 15;
export const NOT_CONNECTED = 16;
/** A command that the book's phase does not know: an auction of a book that trades continuously. */
export const WRONG_PHASE = 17;
/** Trading of the instrument has been stopped by a price rule and the message is not taken meanwhile. */
export const TRADING_HALTED = 18;
/** The price lies too far from where the market is (reasonability limit). */
export const UNREASONABLE_PRICE = 19;
/** A closing order for more lots than the account holds and has not yet offered to close. */
export const CLOSE_EXCEEDS_POSITION = 20;
/** The venue asks every order whether it opens or closes a position, or knows no such thing. */
export const POSITION_EFFECT_NOT_ALLOWED = 21;
export const POSITION_LIMIT_EXCEEDED = 22;
/** More lots opened in one day than the venue allows. */
export const OPENING_LIMIT_EXCEEDED = 23;
/** Too many trades with itself, or cancels, today: nothing may be opened until the next day. */
export const ABNORMAL_TRADING = 24;
export const MESSAGES_THROTTLED = 25;
/** Natural persons do not open positions in the month before delivery and later. */
export const NATURAL_PERSON = 26;
