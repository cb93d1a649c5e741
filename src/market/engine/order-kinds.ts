/**
 * What an order may say, as codes; the arrays name the codes in files. Every venue's rulebook chooses which of them it
 * takes.
 */

/** Time in force: rests until it is filled, cancelled or the trading day ends. */
export const TIF_DAY = 0;
/** Fill and kill (immediate or cancel): what does not trade at once ends. Fill or kill is this with all lots as minimum. */
export const TIF_IMMEDIATE = 1;
/** Good till cancelled: rests until the last trading day of its instrument ends. */
export const TIF_GOOD_TILL_CANCELLED = 2;
/** Good till date: rests to the end of a stated trading day. */
export const TIF_GOOD_TILL_DATE = 3;
export const TIMES_IN_FORCE = ["day", "ioc", "gtc", "gtd"] as const;

/** Trades at its price or better. */
export const TYPE_LIMIT = 0;
/** Trades at any price within the protection; what is left rests at the protection price unless it is immediate. */
export const TYPE_MARKET = 1;
/** Trades at the best opposite price only; what is left rests there. */
export const TYPE_MARKET_TO_LIMIT = 2;
/** A market order that waits until a trade reaches its stop price. */
export const TYPE_STOP = 3;
/** A limit order that waits until a trade reaches its stop price. */
export const TYPE_STOP_LIMIT = 4;
export const ORDER_TYPES = ["limit", "market", "market_to_limit", "stop", "stop_limit"] as const;

/** Position effect: nets against what the account holds, where a venue knows no gross positions. */
export const EFFECT_NET = 0;
export const EFFECT_OPEN = 1;
export const EFFECT_CLOSE = 2;
export const EFFECT_CLOSE_TODAY = 3;
export const POSITION_EFFECTS = ["net", "open", "close", "close_today"] as const;

/** Self-trade prevention, chosen by the order that arrives: an account may trade with itself. */
export const STP_ALLOW = 0;
/** What is left of the arriving order ends. */
export const STP_CANCEL_NEWEST = 1;
/** The resting order ends. */
export const STP_CANCEL_OLDEST = 2;
export const STP_CANCEL_BOTH = 3;
/** Both lose the open lots of the smaller one, which ends; no trade is made. */
export const STP_DECREMENT = 4;
export const SELF_TRADE_RULES = ["allow", "cancel_newest", "cancel_oldest", "cancel_both", "decrement"] as const;

/** Why an order ended other than by its last fill. */
export const ENDED_CANCELLED = 0;
/** The rest of an immediate order, or of one that met nothing that it may rest behind. */
export const ENDED_UNFILLED = 1;
/** Fewer lots than its minimum could trade at once. */
export const ENDED_MINIMUM = 2;
export const ENDED_SELF_TRADE = 3;
export const ENDED_EXPIRED = 4;
export const ENDED_MASS_CANCEL = 5;
export const ENDED_DISCONNECTED = 6;
/** An order of an earlier day whose price lies outside the day's band. */
export const ENDED_OUTSIDE_BAND = 7;
export const END_REASONS = [
  "cancelled",
  "unfilled",
  "minimum_not_met",
  "self_trade",
  "expired",
  "mass_cancel",
  "disconnected",
  "outside_band",
] as const;
