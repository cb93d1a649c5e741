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
