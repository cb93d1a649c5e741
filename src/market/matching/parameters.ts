import type { ParameterTable, ParametersOf } from "../../base/parameters.ts";
import type { OrderRules } from "../engine/admission.ts";
import { ORDER_TYPES, SELF_TRADE_RULES, TIMES_IN_FORCE } from "../engine/order-kinds.ts";
import type { AllocationTerms, LeadMarketMakerTerms, TopOrderTerms } from "../engine/trading-terms.ts";

/** Largest number of lots in any rule. */
const LOTS_MAXIMUM = 1_000_000_000;
const STEPS = "CME Group Client Systems Wiki, CME Globex Matching Algorithm Steps";

const topOrder = {
  kind: "group",
  meaning: "the order that last bettered its side's best price is served before all others",
  fields: {
    maximumLots: {
      kind: "integer",
      unit: "lots",
      minimum: 0,
      maximum: LOTS_MAXIMUM,
      default: 0,
      meaning: "most lots of an arriving order that the top order gets as such; 0: no order has this status",
      source: "default: CME algorithms C and T have none; corn options 100",
    },
    minimumLots: {
      kind: "integer",
      unit: "lots",
      minimum: 1,
      maximum: LOTS_MAXIMUM,
      default: 1,
      meaning: "smaller orders do not become the top order",
      source: "default: every order may; CME corn options 10",
    },
  },
} as const;

const minimumLots = {
  kind: "integer",
  unit: "lots",
  minimum: 1,
  maximum: LOTS_MAXIMUM,
  default: 1,
  meaning: "a pro-rata share of fewer lots counts as none and is given out by time",
  source: `default: no minimum; ${STEPS}: 2 in algorithm A`,
} as const;

/** The settings of each algorithm that gives out an arriving order's lots at one price. */
export const allocationTables = {
  price_time: {},
  pro_rata: { minimumLots, topOrder },
  split: {
    timePercent: {
      kind: "integer",
      unit: "percent",
      minimum: 0,
      maximum: 100,
      default: 100,
      meaning: "share given out by time after top order and lead market makers; the rest pro rata",
      source: `${STEPS}: 100 is time only (S, T), 0 pro rata only (Q); grains 40`,
    },
    minimumLots,
    levelling: {
      kind: "boolean",
      unit: "1",
      default: false,
      meaning: "orders that pro rata gave nothing get one lot each, the largest first",
      source: `${STEPS}: on or off per product; the order of the lots is a third party's reading`,
    },
    topOrder,
    leadMarketMakers: {
      kind: "list",
      meaning: "who gets a share of every arriving order before the general allocation, in this order",
      default: [],
      item: {
        kind: "group",
        meaning: "one lead market maker",
        fields: {
          account: { kind: "text", meaning: "account of the lead market maker" },
          percent: {
            kind: "integer",
            unit: "percent",
            minimum: 1,
            maximum: 100,
            meaning: "share of what the top order leaves",
            source: "CME lead market maker programs: all together 50 at most",
          },
        },
      },
    },
  },
  frequent_batch: {
    intervalMs: {
      kind: "integer",
      unit: "milliseconds",
      minimum: 1,
      maximum: 86_400_000,
      default: 100,
      meaning: "time between two batch auctions",
      source: "Budish, Cramton and Shim (2015), QJE 130(4), abstract: every tenth of a second",
    },
  },
} as const satisfies Record<string, ParameterTable>;

/** What each algorithm does and where it is from, in one sentence. */
export const allocationMeanings: Readonly<Record<keyof typeof allocationTables, string>> = {
  price_time: `The order accepted first at the best price. (${STEPS}: F)`,
  pro_rata: `A top order if there is one, then in proportion to size, then by time. (${STEPS}: C, A, O)`,
  split: `Top order, lead market makers, then a part by time and the rest in proportion to size. (${STEPS}: K, T, S, Q)`,
  frequent_batch:
    "One price for all orders of an interval, in proportion to size at the margin. (Budish, Cramton & Shim 2015)",
};

/** How the lots of an arriving order are given out among those that rest at one price. */
export const allocationTable = {
  kind: "oneOf",
  by: "algorithm",
  tables: allocationTables,
  default: { algorithm: "price_time" },
  meaning: "how the lots of an arriving order are given out among those that rest at one price",
} as const;

const flag = (value: boolean, meaning: string, source: string) =>
  ({ kind: "boolean", unit: "1", default: value, meaning, source }) as const;

/** Which orders a venue takes, and how it treats them. */
export const orderRulesTable = {
  maxOrderLots: {
    kind: "integer",
    unit: "lots",
    minimum: 1,
    maximum: LOTS_MAXIMUM,
    default: 500,
    meaning: "largest order",
    source: "assumption: SHFE 500 lots for most products",
  },
  orderTypes: {
    kind: "list",
    meaning: "order types that the venue takes",
    default: ORDER_TYPES,
    item: {
      kind: "choice",
      unit: "1",
      choices: ORDER_TYPES,
      meaning: "an order type",
      source: "assumption: all that the engine knows",
    },
  },
  timesInForce: {
    kind: "list",
    meaning: "times in force that the venue takes; fill or kill is ioc with all lots as minimum",
    default: TIMES_IN_FORCE,
    item: {
      kind: "choice",
      unit: "1",
      choices: TIMES_IN_FORCE,
      meaning: "a time in force",
      source: "assumption: all that the engine knows",
    },
  },
  icebergs: flag(true, "orders that show only part of their lots", "CME iLink order qualifiers: display quantity"),
  leastShownPercent: {
    kind: "number",
    unit: "percent of the order's lots",
    minimum: 0,
    maximum: 100,
    default: 0,
    meaning: "least share of an iceberg that it shows at a time; 0 for any",
    source: "default: none; CME SOFR futures 1 to 60",
  },
  postOnly: flag(true, "orders that are refused if they would trade at once", "Coinbase Exchange: post-only"),
  minimumQuantity: flag(
    true,
    "immediate orders with a least number of lots that must trade, fill or kill among them",
    "CME iLink order qualifiers: minimum quantity",
  ),
  refuseReachedStops: flag(
    true,
    "stop orders that the last trade has reached are refused; otherwise triggered at once",
    "CME Globex: the trigger price of a buy stop must be above the last trade, of a sell stop below it",
  ),
  protectionTicks: {
    kind: "integer",
    unit: "ticks",
    minimum: 0,
    maximum: LOTS_MAXIMUM,
    default: 0,
    meaning: "market and stop orders trade this far from the best opposite or triggering price; 0: to the band's edge",
    source: "default: none; CME Globex market orders with protection have a number of points per product",
  },
  selfTrade: {
    kind: "choice",
    unit: "1",
    choices: SELF_TRADE_RULES,
    default: "allow",
    meaning: "self-trade prevention of orders that name none",
    source: "default: CME's is chosen per order, and none without a self-match prevention id",
  },
} as const satisfies ParameterTable;

export type AllocationParameters = {
  [K in keyof typeof allocationTables]: { readonly algorithm: K } & ParametersOf<(typeof allocationTables)[K]>;
}[keyof typeof allocationTables];

export type OrderRulesParameters = ParametersOf<typeof orderRulesTable>;

/** The engine's terms of allocation parameters; `accountOf` numbers the accounts that they name. */
export function allocationTermsOf(
  parameters: AllocationParameters,
  accountOf: (name: string) => number,
): AllocationTerms {
  switch (parameters.algorithm) {
    case "price_time":
    case "frequent_batch":
      return { algorithm: parameters.algorithm };
    case "pro_rata":
      return {
        algorithm: "pro_rata",
        minimumLots: parameters.minimumLots,
        topOrder: topOrderOf(parameters.topOrder),
      };
    case "split":
      return {
        algorithm: "split",
        topOrder: topOrderOf(parameters.topOrder),
        leadMarketMakers: parameters.leadMarketMakers.map(({ account, percent }): LeadMarketMakerTerms => ({
          account: accountOf(account),
          percent,
        })),
        timePercent: parameters.timePercent,
        minimumLots: parameters.minimumLots,
        levelling: parameters.levelling,
      };
  }
}

/** Admission's rules of a venue's parameters. */
export function orderRulesOf(parameters: OrderRulesParameters): OrderRules {
  const { maxOrderLots, icebergs, leastShownPercent, postOnly, minimumQuantity, refuseReachedStops } = parameters;
  return {
    maxOrderLots,
    types: ORDER_TYPES.map((type) => parameters.orderTypes.includes(type)),
    timesInForce: TIMES_IN_FORCE.map((tif) => parameters.timesInForce.includes(tif)),
    icebergs,
    leastShownPercent,
    postOnly,
    minimumQuantity,
    refuseReachedStops,
  };
}

/** Code of the self-trade prevention that a rule names, one of STP_*. */
export function selfTradeOf(parameters: OrderRulesParameters): number {
  return SELF_TRADE_RULES.indexOf(parameters.selfTrade);
}

/** Protection as the engine's terms take it: undefined for as far as the band. */
export function protectionTicksOf(parameters: OrderRulesParameters): number | undefined {
  return parameters.protectionTicks === 0 ? undefined : parameters.protectionTicks;
}

function topOrderOf({ maximumLots, minimumLots: least }: TopOrderParameters): TopOrderTerms | undefined {
  return maximumLots === 0 ? undefined : { minimumLots: least, maximumLots };
}

type TopOrderParameters = ParametersOf<typeof topOrder.fields>;
