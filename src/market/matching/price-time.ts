import type { FillBuffer } from "../engine/fills.ts";
import type { Ladder } from "../engine/ladder.ts";
import type { Ticks } from "../../base/units.ts";
import { AT_ACCEPTANCE, AT_LEAVES, AT_PRICE, AT_STATE, ORDER_DONE, ORDER_SHIFT } from "../engine/order-store.ts";

/**
 * Trades an arriving order with the other side's, best price first and at one price the earlier first, each trade at the
 * resting order's price, until the arriving order is filled or nothing within its limit is left. Makers that are filled
 * leave the side and are DONE; the taker's state is left to the caller.
 */
export function matchPriceTime(makers: Ladder, taker: number, fills: FillBuffer): void {
  const records = makers.store.records;
  const order = taker << ORDER_SHIFT;
  const limitKey = records[order + AT_PRICE] ^ makers.flip;
  let leaves = records[order + AT_LEAVES];
  while (leaves > 0 && makers.orders > 0 && makers.bestKey >= limitKey) {
    const maker = makers.first;
    const makerLeaves = records[(maker << ORDER_SHIFT) + AT_LEAVES];
    const lots = Math.min(leaves, makerLeaves);
    leaves -= lots;
    fills.add(maker, taker, makers.bestTicks, lots, makerLeaves - lots);
    if (lots === makerLeaves) records[(maker << ORDER_SHIFT) + AT_STATE] = ORDER_DONE;
    makers.fillFirst(maker, lots);
  }
  records[order + AT_LEAVES] = leaves;
}

/**
 * Gives out the lots of a call auction: the best buy trades with the best sell until all lots are traded, at one price.
 * Orders that are filled leave their sides and are DONE.
 */
export function allocatePriceTime(
  buys: Ladder,
  sells: Ladder,
  priceTicks: Ticks,
  auctionLots: number,
  fills: FillBuffer,
): void {
  const records = buys.store.records;
  let open = auctionLots;
  while (open > 0) {
    const buy = buys.first;
    const sell = sells.first;
    const buyOrder = buy << ORDER_SHIFT;
    const sellOrder = sell << ORDER_SHIFT;
    const buyLeaves = records[buyOrder + AT_LEAVES];
    const sellLeaves = records[sellOrder + AT_LEAVES];
    const lots = Math.min(buyLeaves, sellLeaves, open);
    open -= lots;
    const buyWasFirst = records[buyOrder + AT_ACCEPTANCE] < records[sellOrder + AT_ACCEPTANCE];
    if (buyWasFirst) fills.add(buy, sell, priceTicks, lots, buyLeaves - lots);
    else fills.add(sell, buy, priceTicks, lots, sellLeaves - lots);
    if (lots === buyLeaves) records[buyOrder + AT_STATE] = ORDER_DONE;
    if (lots === sellLeaves) records[sellOrder + AT_STATE] = ORDER_DONE;
    buys.fillFirst(buy, lots);
    sells.fillFirst(sell, lots);
  }
}
