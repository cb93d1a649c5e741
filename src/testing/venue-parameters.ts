import { epochDay } from "../base/dates.ts";
import type { ContractTerms } from "../market/contract-parameters.ts";
import { orderRulesTable } from "../market/matching/parameters.ts";
import type { VenueParameters } from "../market/parameters.ts";
import { feesTable } from "../market/fees-parameters.ts";
import { participationRulesTable } from "../market/rules/participation-parameters.ts";
import { positionLimitsTable } from "../market/rules/position-limit-parameters.ts";
import { priceRulesTable } from "../market/rules/price-parameters.ts";
import { settlementTable } from "../market/settlement/parameters.ts";
import { defaultsOf } from "./defaults-of.ts";

/** A rulebook like the shipped one, for tests of the market that do not read files. */
export function shfeLike(overrides: Partial<VenueParameters> = {}): VenueParameters {
  const minutes = (hour: number, minute = 0): number => hour * 60 + minute;
  const block = (open: number, close: number, auctionMinutes = 0, previousEvening = false) => ({
    open,
    close,
    auctionMinutes,
    closingAuctionMinutes: 0,
    previousEvening,
  });
  return {
    title: "test",
    utcOffsetMinutes: 480,
    utcOffsetChanges: [],
    currency: "CNY",
    eveningBefore: "trading_day",
    holidays: [
      epochDay(2024, 1, 1),
      epochDay(2024, 2, 9),
      ...[12, 13, 14, 15, 16].map((day) => epochDay(2024, 2, day)),
    ],
    sessions: [
      block(minutes(21), minutes(1), 5, true),
      block(minutes(9), minutes(10, 15), 5),
      block(minutes(10, 30), minutes(11, 30)),
      block(minutes(13, 30), minutes(15)),
    ],
    contracts: [tokenContract()],
    matching: { algorithm: "price_time" },
    rules: {
      ...defaultsOf(orderRulesTable),
      ...defaultsOf(priceRulesTable),
      ...defaultsOf(participationRulesTable),
      cancelOnDisconnect: false,
      maxOpenOrders: 3,
    },
    fees: defaultsOf(feesTable),
    settlement: defaultsOf(settlementTable),
    ...overrides,
  };
}

/** A token contract with three months listed, lots of 1,000 Mtok and relative ticks, with changes. */
export function tokenContract(changes: Partial<ContractTerms> = {}): ContractTerms {
  return {
    index: "",
    code: "TK",
    expiry: "monthly",
    monthsListed: 3,
    listings: [{ from: epochDay(2024, 1, 1), lot: 1000, tick: { rule: "relative", percent: 0.1 } }],
    spreads: { listed: false, ticksPerLegTick: 1, implied: true },
    firstCurveLogPerYear: -1,
    lastTradingDay: { rule: "last_business_day" },
    finalSettlement: { method: "index_month_mean" },
    positionLimits: defaultsOf(positionLimitsTable),
    funding: { intervalHours: 8, capPercent: 0.75, deadBandPercent: 0 },
    ...changes,
  };
}

/** A listed month of 1,000 Mtok a lot and a tick of CNY 0.01 (CNY 10 a lot). */
export function testMonth(index = 0, listTicks = 1000, lastSession = 20) {
  return {
    index,
    id: `TK240${index + 1}`,
    contract: 0,
    isPerpetual: false,
    deliveryMonth: 202401 + index,
    deliveryFirstDay: epochDay(2024, 1 + index, 1),
    deliveryLastDay: epochDay(2024, 2 + index, 1) - 1,
    settlesFromDay: epochDay(2024, 1 + index, 1),
    settlesByFixings: true,
    lastTradeDay: epochDay(2024, 2 + index, 1) - 1,
    listSession: 0,
    lastSession,
    tickMicro: 10_000,
    tickPrice: 0.01,
    multiplier: 1000,
    tickMoney: 100_000,
    listTicks,
    maxOrderLots: 500,
  };
}
