import type { ParameterTable, ParametersOf } from "../../base/parameters.ts";
import { forcedReductionTable } from "./forced-reduction-parameters.ts";

const POINTS = "percentage points of the previous settlement price";
const ICE = "ICE Futures, exchange rule 8B.05 (interval price limits, reasonability limits)";
const BREAKER = "CME Group, Dynamic Circuit Breakers FAQ";

const enabled = (meaning: string, source: string) =>
  ({ kind: "boolean", unit: "1", default: false, meaning, source }) as const;

const percentOfSettlement = (value: number, meaning: string, source: string) =>
  ({
    kind: "number",
    unit: "percent of the previous settlement price",
    minimum: 0,
    maximum: 100,
    default: value,
    meaning,
    source,
  }) as const;

const points = (value: number, meaning: string, source: string) =>
  ({ kind: "number", unit: POINTS, minimum: 0, maximum: 50, default: value, meaning, source }) as const;

const seconds = (value: number, meaning: string, source: string) =>
  ({ kind: "number", unit: "seconds", minimum: 0.001, maximum: 86_400, default: value, meaning, source }) as const;

const ticks = (meaning: string, source: string) =>
  ({ kind: "integer", unit: "ticks", minimum: 0, maximum: 1_000_000_000, default: 0, meaning, source }) as const;

/** Rules that keep prices within limits, and trading orderly. Prices of calendar spreads follow from their months. */
export const priceRulesTable = {
  dailyBand: {
    kind: "group",
    meaning: "no trade further than this from the previous settlement price",
    fields: {
      percent: {
        kind: "number",
        unit: "percent of the previous settlement price",
        above: 0,
        maximum: 100,
        default: 7,
        meaning: "half-width of the band",
        source: "assumption: SHFE copper 8 %, aluminium 10 %",
      },
      firstDayMultiple: {
        kind: "number",
        unit: "1",
        minimum: 1,
        maximum: 10,
        default: 2,
        meaning: "the band of a listed month's first day is this many times as wide",
        source: "SHFE practice: twice (not confirmed)",
      },
      holidayAddPoints: points(
        0,
        "the band is this much wider on the first trading day after a long break",
        "default: none; SHFE notice 2018-35: copper 5 to 6 %, nickel 6 to 8 %",
      ),
      holidayDays: {
        kind: "integer",
        unit: "calendar days",
        minimum: 2,
        maximum: 30,
        default: 5,
        meaning: "calendar days from one trading day to the next from which a break is long",
        source: "assumption: longer than a weekend with one holiday",
      },
    },
  },
  limitLock: {
    kind: "group",
    meaning: "when a day counts as locked at its limit price",
    fields: {
      lastMinutes: {
        kind: "number",
        unit: "minutes",
        above: 0,
        maximum: 240,
        default: 5,
        meaning: "only one side stands in the book, at the limit, through so many minutes before the day's close",
        source: "SHFE risk management rules: the last five minutes",
      },
    },
  },
  widening: {
    kind: "group",
    meaning: "what follows after days that ended locked on the same side",
    fields: {
      enabled: enabled("wider band and margin after a locked day", "SHFE risk management rules"),
      secondDayPoints: points(3, "added to the band on the day after a first lock", "SHFE copper rules: 3"),
      thirdDayPoints: points(
        5,
        "added to the band, as it was before the first lock, on the day after a second lock",
        "SHFE copper rules: 5; another account says 6 (not confirmed)",
      ),
      marginOverBandPoints: points(
        2,
        "margin at settlement of a locked day: the next day's band and this, never less than before in the sequence",
        "SHFE copper rules: 2",
      ),
      onThirdLock: {
        kind: "choice",
        unit: "1",
        choices: ["none", "halt_next_day", "forced_reduction"],
        default: "none",
        meaning: "what follows a third locked day on the same side",
        source: "SHFE risk management rules: the exchange may halt a day or reduce positions by force",
      },
      forcedReduction: {
        kind: "group",
        meaning: "whose positions forced reduction closes against each other",
        fields: forcedReductionTable,
      },
    },
  },
  circuitBreaker: {
    kind: "group",
    meaning: "a move within a rolling window that stops trading for a while",
    fields: {
      enabled: enabled("dynamic circuit breaker", BREAKER),
      percent: percentOfSettlement(
        10,
        "how far a trade may lie above the lowest or below the highest trade of the window",
        "assumption: CME energy 10 % (not confirmed); equity indices 3.5 %",
      ),
      windowMinutes: {
        kind: "number",
        unit: "minutes",
        above: 0,
        maximum: 1440,
        default: 60,
        meaning: "length of the rolling window",
        source: `${BREAKER}: 60`,
      },
      haltSeconds: seconds(
        120,
        "how long trading stops, orders being collected for an auction",
        `${BREAKER}: two minutes`,
      ),
      haltSecondsNearClose: seconds(5, "the same near the day's close", `${BREAKER}: five seconds`),
      nearCloseMinutes: {
        kind: "number",
        unit: "minutes",
        minimum: 0,
        maximum: 240,
        default: 5,
        meaning: "how long before the day's close is near it",
        source: `${BREAKER}: the last five minutes`,
      },
      leadMonthHaltsAll: {
        kind: "boolean",
        unit: "1",
        default: true,
        meaning:
          "a halt of the month with the largest open interest at the day's start stops all months of the contract",
        source: `${BREAKER}: the lead month halts all associated months, others halt alone`,
      },
    },
  },
  intervalLimit: {
    kind: "group",
    meaning: "a move within a fixed interval that holds trading",
    fields: {
      enabled: enabled("interval price limit", ICE),
      percent: percentOfSettlement(1, "how far a trade may lie from the anchor; read where ticks is 0", "assumption"),
      ticks: ticks("how far a trade may lie from the anchor; 0: percent says it", `${ICE}: sugar 0.60 cents`),
      intervalSeconds: seconds(15, "time after which the last trade becomes the anchor anew", "assumption"),
      holdSeconds: seconds(
        5,
        "how long trading stops, orders being collected for an auction",
        "assumption: ICE energy 5 to 15",
      ),
    },
  },
  reasonability: {
    kind: "group",
    meaning: "orders that are refused because they bid far above, or offer far below, the last trade",
    fields: {
      enabled: enabled("reasonability limit in continuous trading", ICE),
      percent: percentOfSettlement(3, "how far through the last trade; read where ticks is 0", "assumption"),
      ticks: ticks("how far through the last trade; 0: percent says it", `${ICE}: sugar 0.50 cents`),
    },
  },
  noCancellation: {
    kind: "group",
    meaning: "range around the last trade within which trades stand; others are booked at its edge",
    fields: {
      enabled: enabled("price adjustment of trades outside the range", "CME rule 588, ICE no cancellation range"),
      percent: percentOfSettlement(2, "half-width of the range; read where ticks is 0", "assumption"),
      ticks: ticks("half-width of the range; 0: percent says it", "ICE: sugar 0.20 cents"),
    },
  },
  closesFirst: {
    kind: "boolean",
    unit: "1",
    default: false,
    meaning: "at a limit price closing orders trade before opening ones, except those that close what was opened today",
    source: "SHFE trading rules: close-out first, then time; only with the algorithm price_time and position effects",
  },
} as const satisfies ParameterTable;

/** The values of `priceRulesTable`. */
export type PriceRules = ParametersOf<typeof priceRulesTable>;
