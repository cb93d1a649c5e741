import { describe, expect, it } from "vitest";
import { quietDay, settlementBy } from "../../testing/settlement-days.ts";
import { closingAuctionPrice } from "./closing-auction-price.ts";
import { dailySettlements } from "./daily-prices.ts";
import { BY_CLOSING_AUCTION, BY_DAY_VWAP, BY_WINDOW_VWAP } from "./methods.ts";

const crossed = { ...quietDay, tradedTicks: 20_300, tradedLots: 20, auction: { ticksLots: 12_240, lots: 12 } };

describe("the settlement price by the closing auction", () => {
  it("is the auction's price: 12 lots at 1020", () => {
    expect(closingAuctionPrice(crossed, 12)).toEqual({ ticks: 1020, method: BY_CLOSING_AUCTION, windowLots: 12 });
  });

  it("is found otherwise where too little traded in the auction: 20300 / 20 = 1015 over the day", () => {
    expect(closingAuctionPrice(crossed, 13)).toBeUndefined();
    const parameters = settlementBy({ method: "closing_auction", auctionMinimumLots: 13 });
    expect(dailySettlements(parameters, [crossed], [])).toEqual([{ ticks: 1015, method: BY_DAY_VWAP, windowLots: 20 }]);
  });

  it("is found otherwise only in the months that need it", () => {
    const parameters = settlementBy({ method: "closing_auction", otherwise: "window_vwap" });
    const windowed = { ...quietDay, window: { ticksLots: 5005, lots: 5 } };
    expect(dailySettlements(parameters, [crossed, windowed], []).map(({ method }) => method)).toEqual([
      BY_CLOSING_AUCTION,
      BY_WINDOW_VWAP,
    ]);
  });
});
