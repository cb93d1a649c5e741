import type { ParameterTable, ParametersOf } from "../base/parameters.ts";

type Rate = { readonly kind: "number"; readonly unit: string; readonly minimum: number; readonly maximum: number };

const PER_MILLE: Rate = { kind: "number", unit: "per mille of the traded value", minimum: 0, maximum: 10 };
const PER_LOT: Rate = { kind: "number", unit: "of the venue's currency per lot", minimum: 0, maximum: 100_000 };

const ownRate = {
  perMille: { ...PER_MILLE, default: 0, meaning: "share of the value", source: "assumption" },
  perLot: { ...PER_LOT, default: 0, meaning: "amount per lot", source: "assumption" },
} as const satisfies ParameterTable;

const addOn = {
  perMille: { ...PER_MILLE, minimum: -10, default: 0, meaning: "share of the value", source: "assumption: none" },
  perLot: { ...PER_LOT, minimum: -100_000, default: 0, meaning: "amount per lot", source: "assumption: none" },
} as const satisfies ParameterTable;

const closingRate = { as_open: {}, own: ownRate } as const;

/** Exchange fees: shares of the traded value and amounts per lot add up. */
export const feesTable = {
  perMille: {
    ...PER_MILLE,
    default: 0.05,
    meaning: "trading fee: share of the value",
    source: "SHFE copper, about 0.05 per mille",
  },
  perLot: {
    ...PER_LOT,
    default: 0,
    meaning: "trading fee: amount per lot",
    source: "SHFE charges copper by value; NYMEX submission 26-370: USD 3.65 a lot for members, 5.50 for others",
  },
  close: {
    kind: "oneOf",
    by: "rate",
    tables: closingRate,
    default: { rate: "as_open" },
    meaning: "fee on closing a position of an earlier day, where the venue has position effect",
  },
  closeToday: {
    kind: "oneOf",
    by: "rate",
    tables: closingRate,
    default: { rate: "as_open" },
    meaning: "fee on closing a position opened the same day; SHFE makes it free or dear by product",
  },
  maker: { kind: "group", meaning: "on top of it for an order that rested; a rebate if negative", fields: addOn },
  taker: { kind: "group", meaning: "on top of it for an order that traded on arrival", fields: addOn },
  settlementPerMille: {
    ...PER_MILLE,
    unit: "per mille of the settled value",
    default: 0.05,
    meaning: "fee on final cash settlement: share of the value",
    source: "assumption: as the trading fee",
  },
  settlementPerLot: {
    ...PER_LOT,
    default: 0,
    meaning: "fee on final cash settlement: amount per lot",
    source: "NYMEX submission 26-370: USD 0.90 a lot for members, 1.35 for others",
  },
} as const satisfies ParameterTable;

export type FeeParameters = ParametersOf<typeof feesTable>;
