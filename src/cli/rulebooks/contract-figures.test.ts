import { describe, expect, it } from "vitest";
import { epochDay } from "../../base/dates.ts";
import { type ContractTerms, contractTable } from "../../market/contract-parameters.ts";
import type { VenueParameters } from "../../market/parameters.ts";
import { tableDefaults } from "../../testing/defaults-of.ts";
import { contractRows } from "./contract-figures.ts";
import { alignedTable, figure, percent } from "./figures.ts";

const NONE = { percentOfOpenInterest: 0, percentOfMonthUse: 0, lots: 0 };

describe("contracts in figures", () => {
  it("print values of lot, tick and fee, use in lots, and limits as shares of the month's use", () => {
    const terms: ContractTerms = {
      ...(tableDefaults(contractTable) as ContractTerms),
      code: "TK",
      listings: [{ from: epochDay(2026, 4, 1), lot: 1000, tick: { rule: "relative", percent: 0.1 } }],
      positionLimits: {
        general: { percentOfOpenInterest: 10, percentOfMonthUse: 5, lots: 30 },
        monthBefore: NONE,
        deliveryMonth: { ...NONE, lots: 30 },
        lastDays: { ...NONE, days: 3, percentOfMonthUse: 0.5 },
        allMonthsLots: 0,
      },
    };
    const venue = {
      currency: "CNY",
      contracts: [terms],
      fees: { perMille: 0.05, perLot: 1 },
    } as unknown as VenueParameters;
    // 20 a unit: a lot of 20,000, a tick of .02 and 20 a lot; 100,000 units a day are 100 lots and 3,000 in April.
    expect(
      contractRows(venue, () => ({ unit: "Mtok", startDay: 0, price: () => 20, dailyUse: () => 100_000 })),
    ).toEqual([
      [
        "`TK`",
        "2026-04-01",
        "1,000 Mtok",
        "CNY 20",
        "CNY 20,000",
        "CNY 0.02",
        "CNY 20",
        "CNY 2",
        "100",
        "5 % or 10 % of open interest",
        "5 % or 10 % of open interest",
        "1 %",
        "0.5 %",
      ],
    ]);
  });

  it("print numbers to their leading digits", () => {
    expect([0, 0.98765, 91.816, 999.96, 176_012, 1_234_567].map(figure)).toEqual([
      "0",
      "0.9877",
      "91.82",
      "1,000",
      "176,000",
      "1,235,000",
    ]);
    expect([0.00138, 0.05, 12.3456].map(percent)).toEqual(["0.138 %", "5 %", "1,235 %"]);
  });

  it("leave out columns without any cell and keep bars out of cells", () => {
    expect(alignedTable(["a", "b", "c"], [["1|2", "", "3"]])).toBe("| a    | c |\n| ---- | - |\n| 1\\|2 | 3 |");
  });
});
