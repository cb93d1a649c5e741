import type { Lots, Ticks } from "../../base/units.ts";
import { shares, sum } from "./naive-allocation.ts";

/** An order of an auction, with all of its lots, hidden ones too. */
export interface AuctionOrder {
  readonly priceTicks: Ticks;
  readonly lots: Lots;
}

/** Where an auction trades, how many lots, and how many more are bought than sold there. */
export interface AuctionPrice {
  readonly priceTicks: Ticks;
  readonly lots: number;
  readonly imbalance: number;
}

/** Tries every price at which anything changes, and the reference, against each of the four rules in turn. */
export function auctionPrice(
  buys: readonly AuctionOrder[],
  sells: readonly AuctionOrder[],
  referenceTicks: Ticks,
): AuctionPrice | undefined {
  const demand = (price: Ticks): number => sum(buys.filter((buy) => buy.priceTicks >= price).map((buy) => buy.lots));
  const supply = (price: Ticks): number =>
    sum(sells.filter((sell) => sell.priceTicks <= price).map((sell) => sell.lots));
  const limits = [...buys, ...sells].map((order) => order.priceTicks);
  const prices = [...new Set([referenceTicks, ...limits.flatMap((price) => [price - 1, price, price + 1])])];
  const candidates = prices.map((priceTicks) => {
    const [bought, sold] = [demand(priceTicks), supply(priceTicks)];
    return { priceTicks, lots: Math.min(bought, sold), imbalance: bought - sold };
  });
  const most = Math.max(...candidates.map((candidate) => candidate.lots));
  if (most === 0) return undefined;
  const full = candidates.filter((candidate) => candidate.lots === most);
  const least = Math.min(...full.map((candidate) => Math.abs(candidate.imbalance)));
  return choose(
    full.filter((candidate) => Math.abs(candidate.imbalance) === least),
    referenceTicks,
  );
}

/** Rules 3 and 4 of the call auction. */
function choose(candidates: AuctionPrice[], referenceTicks: Ticks): AuctionPrice {
  const rising = candidates.sort((a, b) => a.priceTicks - b.priceTicks);
  if (rising.every((candidate) => candidate.imbalance > 0)) return rising[rising.length - 1];
  if (rising.every((candidate) => candidate.imbalance < 0)) return rising[0];
  const distance = (candidate: AuctionPrice): number => Math.abs(candidate.priceTicks - referenceTicks);
  return rising.reduce((nearest, candidate) => (distance(candidate) < distance(nearest) ? candidate : nearest));
}

/**
 * Lots for each order of one side in a frequent batch auction that trades `volume`: better prices in full, at the price
 * where lots run out in proportion to all lots, then by time. Orders stand in priority order.
 */
export function batchAllotments(orders: readonly AuctionOrder[], volume: Lots): Lots[] {
  let open = volume;
  return [...new Set(orders.map((order) => order.priceTicks))].flatMap((price) => {
    const lots = orders.filter((order) => order.priceTicks === price).map((order) => order.lots);
    if (open >= sum(lots)) {
      open -= sum(lots);
      return lots;
    }
    const given = shares(lots, open, 1);
    open -= sum(given);
    return given.map((share, i) => {
      const more = Math.min(open, lots[i] - share);
      open -= more;
      return share + more;
    });
  });
}
