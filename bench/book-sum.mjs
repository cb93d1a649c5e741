/** Sums up the trades in their order: books that made the same ones have the same sum. */
export function addTrade(sum, maker, taker, price, lots) {
  return (Math.imul(sum, 31) + Math.imul(maker, 7) + Math.imul(taker, 5) + Math.imul(price, 3) + lots) | 0;
}
