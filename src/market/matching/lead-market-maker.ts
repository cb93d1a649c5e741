import type { LeadMarketMakerTerms } from "../engine/trading-terms.ts";
import type { LevelQueue } from "./level-allocation.ts";

/**
 * Gives each lead market maker floor(percent of what was open before the first of them), up to its unfilled lots, over
 * its orders by time. `atLeastOne`: one with a right to less than a lot gets one, while there are any. Percents are whole.
 *
 * Source: CME, Lead Market Maker, www.cme.com/trading/get/abt/functionality/lmm.html, for the right and that it is one
 * right for all orders of a market maker. CME's rounding is not published where we could read it: rounding down from one
 * base for all and the least lot follow a third party's reading, github.com/jacobbrooks/CME-Globex-Replica.
 */
export function giveLeadMarketMakers(
  makers: readonly LeadMarketMakerTerms[],
  atLeastOne: boolean,
  queue: LevelQueue,
): void {
  const base = queue.open;
  for (let i = 0; i < makers.length; i++) {
    const hundredths = makers[i].percent * base;
    const isPart = hundredths > 0 && hundredths < 100;
    const right = atLeastOne && isPart ? 1 : Math.floor(hundredths / 100);
    giveToAccount(queue, makers[i].account, Math.min(right, queue.open));
  }
}

function giveToAccount(queue: LevelQueue, account: number, right: number): void {
  const count = queue.count;
  let left = right;
  for (let i = 0; i < count && left > 0; i++) {
    if (queue.account[i] !== account) continue;
    const part = Math.min(left, queue.lots[i] - queue.given[i]);
    queue.give(i, part);
    left -= part;
  }
}
