import type { ParameterTable, ParametersOf } from "../../base/parameters.ts";

const MAKERS_EXEMPT = {
  kind: "boolean",
  unit: "1",
  default: true,
  meaning: "designated market makers are left out",
  source: "assumption: SHFE's notices except market making",
} as const;

const abnormalTradingTable = {
  selfTrades: {
    kind: "integer",
    unit: "trades per listed month and day",
    minimum: 0,
    maximum: 1_000_000,
    default: 0,
    meaning: "so many trades of one controller with itself bar it from opening for the rest of the day; 0 for never",
    source: "SHFE guidance on abnormal trading: 5; what follows at once: assumption",
  },
  cancels: {
    kind: "integer",
    unit: "cancelled orders per listed month and day",
    minimum: 0,
    maximum: 1_000_000,
    default: 0,
    meaning: "so many cancels do the same; 0 for never",
    source: "SHFE: 500; CFFEX index futures: 400",
  },
  largeCancels: {
    kind: "integer",
    unit: "cancelled orders per listed month and day",
    minimum: 0,
    maximum: 1_000_000,
    default: 0,
    meaning: "so many cancels of large orders do the same; 0 for never",
    source: "SHFE: 50",
  },
  largePercent: {
    kind: "number",
    unit: "percent of the largest order allowed",
    above: 0,
    maximum: 100,
    default: 80,
    meaning: "cancelled lots from which a cancel is a large one",
    source: "SHFE: 80 %",
  },
  makersExempt: MAKERS_EXEMPT,
} as const satisfies ParameterTable;

const orderToTradeTable = {
  perMessage: {
    kind: "number",
    unit: "of the venue's currency per message",
    minimum: 0,
    maximum: 100_000,
    default: 0,
    meaning: "charge on each of an account's messages of a day that is not free; 0 for none",
    source: "assumption: none; SHFE and CFFEX charge messages by bands of the order-to-trade ratio",
  },
  freeMessages: {
    kind: "integer",
    unit: "messages per account and day",
    minimum: 0,
    maximum: 100_000_000,
    default: 4000,
    meaning: "messages that are free without any trade",
    source: "assumption",
  },
  freePerTrade: {
    kind: "number",
    unit: "messages per trade",
    minimum: 0,
    maximum: 1_000_000,
    default: 2,
    meaning: "messages that each trade makes free besides",
    source: "assumption",
  },
  makersExempt: MAKERS_EXEMPT,
} as const satisfies ParameterTable;

const marketMakersTable = {
  months: {
    kind: "integer",
    unit: "listed months",
    minimum: 0,
    maximum: 36,
    default: 0,
    meaning: "nearest listed months of each contract in which designated market makers owe quotes; 0 for none",
    source: "assumption: none",
  },
  maxSpreadBp: {
    kind: "number",
    unit: "bp of the quotes' mean",
    minimum: 0,
    maximum: 10_000,
    default: 100,
    meaning: "widest own spread that counts; 0 for any",
    source: "assumption",
  },
  maxSpreadTicks: {
    kind: "integer",
    unit: "ticks",
    minimum: 0,
    maximum: 1_000_000,
    default: 0,
    meaning: "widest own spread that counts; 0 for any",
    source: "assumption",
  },
  minLots: {
    kind: "integer",
    unit: "lots",
    minimum: 1,
    maximum: 1_000_000,
    default: 5,
    meaning: "least shown size of one order on each side",
    source: "assumption",
  },
  presencePercent: {
    kind: "number",
    unit: "percent of continuous trading",
    minimum: 0,
    maximum: 100,
    default: 70,
    meaning: "time with such quotes by which a day's obligation in a listed month is met",
    source: "assumption",
  },
  rebatePercent: {
    kind: "number",
    unit: "percent of the fees on lots traded as maker",
    minimum: 0,
    maximum: 200,
    default: 0,
    meaning: "paid back for a day on which the obligation is met",
    source: "assumption",
  },
  rebatePerLot: {
    kind: "number",
    unit: "of the venue's currency per lot traded as maker",
    minimum: 0,
    maximum: 100_000,
    default: 0,
    meaning: "paid for a day on which the obligation is met",
    source: "assumption",
  },
  penalty: {
    kind: "number",
    unit: "of the venue's currency per listed month and day",
    minimum: 0,
    maximum: 100_000_000,
    default: 0,
    meaning: "charged for a day on which it is not",
    source: "assumption",
  },
} as const satisfies ParameterTable;

/** Rules on who may hold, open and send how much. Position limits are terms of the contract. */
export const participationRulesTable = {
  positionEffect: {
    kind: "boolean",
    unit: "1",
    default: false,
    meaning: "orders say whether they open or close a position, and long and short are held gross",
    source: "SHFE: open, close and close-today; netting venues have none",
  },
  maxOpenOrders: {
    kind: "integer",
    unit: "orders",
    minimum: 1,
    maximum: 100_000,
    default: 1000,
    meaning: "open orders per account",
    source: "assumption",
  },
  naturalPersonsOut: {
    kind: "choice",
    unit: "1",
    choices: ["none", "delivery_month", "month_before"],
    default: "none",
    meaning: "from when natural persons may not open; what they hold is closed from the delivery month's first day on",
    source: "SHFE: natural persons are out before the delivery month",
  },
  openingLimitLots: {
    kind: "integer",
    unit: "lots opened per controller, listed month and day",
    minimum: 0,
    maximum: 2_000_000_000,
    default: 0,
    meaning: "daily limit on opening, hedgers and designated market makers excepted; 0 for none",
    source: "SHFE sets one at times, hedging excepted; size and market makers: assumption",
  },
  abnormalTrading: { kind: "group", meaning: "limits on self-trades and cancels", fields: abnormalTradingTable },
  messagesPerSecond: {
    kind: "integer",
    unit: "messages per account within any second",
    minimum: 0,
    maximum: 10_000,
    default: 0,
    meaning: "throttle: more are refused; 0 for none",
    source: "assumption; SHFE asks for a report of programme trading from 300 orders and cancels a second on",
  },
  orderToTrade: { kind: "group", meaning: "charge on messages that lead to no trade", fields: orderToTradeTable },
  marketMakers: { kind: "group", meaning: "obligations of designated market makers", fields: marketMakersTable },
} as const satisfies ParameterTable;

export type ParticipationParameters = ParametersOf<typeof participationRulesTable>;
export type AbnormalTradingParameters = ParametersOf<typeof abnormalTradingTable>;
export type OrderToTradeParameters = ParametersOf<typeof orderToTradeTable>;
export type MarketMakersParameters = ParametersOf<typeof marketMakersTable>;
