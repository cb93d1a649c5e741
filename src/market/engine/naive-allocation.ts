import type { Lots } from "../../base/units.ts";
import type { AllocationTerms, LeadMarketMakerTerms, TopOrderTerms } from "./trading-terms.ts";

/** An order of one price level: what allocation may know of it. */
export interface QueuedOrder {
  readonly account: number;
  /** Lots that it shows. */
  readonly shown: Lots;
  readonly isTop: boolean;
}

/** Lots for each order of a queue that shows more than `open` lots, which are given out in full. */
export function allocateNaively(terms: AllocationTerms, orders: readonly QueuedOrder[], open: Lots): Lots[] {
  const handout = new Handout(orders, open);
  if (terms.algorithm === "pro_rata") {
    handout.toTop(terms.topOrder);
    handout.proRata(terms.minimumLots);
  }
  if (terms.algorithm === "split") {
    handout.toTop(terms.topOrder);
    handout.toLeadMarketMakers(terms.leadMarketMakers, terms.timePercent === 100);
    handout.byTime(Math.floor((terms.timePercent * handout.open + 50) / 100));
    if (terms.timePercent < 100) {
      const shares = handout.proRata(terms.minimumLots);
      if (terms.levelling) handout.level(shares);
    }
  }
  handout.byTime(handout.open);
  return handout.given;
}

/**
 * How many lots the aggressed book and each implied source get of `open`. `topLots`: what the aggressed book's top order
 * is due, a part of its `directLots`.
 */
export function predetermineNaively(
  minimumLots: Lots,
  topLots: Lots,
  directLots: Lots,
  sourceLots: readonly Lots[],
  open: Lots,
): Lots[] {
  const quantities = [directLots - topLots, ...sourceLots];
  if (open - topLots >= sum(quantities)) return [directLots, ...sourceLots];
  const given = shares(quantities, open - topLots, minimumLots);
  let left = open - topLots - sum(given);
  quantities.forEach((quantity, i) => {
    const more = Math.min(left, quantity - given[i]);
    given[i] += more;
    left -= more;
  });
  given[0] += topLots;
  return given;
}

/** floor(open * quantity / all quantities) for each of them; 0 where that is below the minimum. */
export function shares(quantities: readonly Lots[], open: Lots, minimumLots: Lots): Lots[] {
  const total = BigInt(sum(quantities));
  if (total === 0n) return quantities.map(() => 0);
  const exact = quantities.map((quantity) => Number((BigInt(open) * BigInt(quantity)) / total));
  return exact.map((lots) => (lots < minimumLots ? 0 : lots));
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** What is being given out to a queue, and to whom so far. */
class Handout {
  readonly given: Lots[];
  open: Lots;
  private readonly orders: readonly QueuedOrder[];

  constructor(orders: readonly QueuedOrder[], open: Lots) {
    this.orders = orders;
    this.open = open;
    this.given = orders.map(() => 0);
  }

  toTop(terms: TopOrderTerms | undefined): void {
    const top = this.orders.findIndex((order) => order.isTop);
    if (terms !== undefined && top !== -1) this.give(top, terms.maximumLots);
  }

  /** Every lead market maker's percentage is of what was open before the first of them. */
  toLeadMarketMakers(makers: readonly LeadMarketMakerTerms[], atLeastOne: boolean): void {
    const base = this.open;
    for (const { account, percent } of makers) {
      const right = Math.floor((percent * base) / 100);
      let due = right === 0 && atLeastOne && percent * base > 0 ? 1 : right;
      this.orders.forEach((order, i) => {
        if (order.account === account) due -= this.give(i, due);
      });
    }
  }

  byTime(lots: Lots): void {
    let due = lots;
    this.orders.forEach((_, i) => (due -= this.give(i, due)));
  }

  proRata(minimumLots: Lots): Lots[] {
    const given = shares(
      this.orders.map((_, i) => this.unfilled(i)),
      this.open,
      minimumLots,
    );
    given.forEach((lots, i) => this.give(i, lots));
    return given;
  }

  /** One lot for each order without a share, the largest first. */
  level(given: readonly Lots[]): void {
    const without = this.orders.map((_, i) => i).filter((i) => given[i] === 0 && this.unfilled(i) > 0);
    without.sort((a, b) => this.unfilled(b) - this.unfilled(a) || a - b);
    for (const i of without) this.give(i, 1);
  }

  private unfilled(i: number): Lots {
    return this.orders[i].shown - this.given[i];
  }

  /** As many of these lots as there are and the order can take. */
  private give(i: number, most: Lots): Lots {
    const lots = Math.min(most, this.unfilled(i), this.open);
    this.given[i] += lots;
    this.open -= lots;
    return lots;
  }
}
