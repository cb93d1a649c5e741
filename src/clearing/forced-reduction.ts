import type { Lots, Side, Ticks } from "../base/units.ts";
import type { ForcedReductionParameters } from "../market/rules/forced-reduction-parameters.ts";
import { apportion } from "./default/apportion.ts";

/** Who a row of the table `forced_reductions` is about; codes of its column `tier`. */
export const TIER_LOSER = 0;
export const TIER_SPECULATIVE_HIGH = 1;
export const TIER_SPECULATIVE_LOW = 2;
export const TIER_SPECULATIVE_ANY = 3;
export const TIER_HEDGE_HIGH = 4;

/** What one account has in the locked month at the close. */
export interface LockedHolder {
  readonly account: number;
  readonly longLots: Lots;
  readonly shortLots: Lots;
  /** Average prices at which they were opened, in ticks; any number where there are none. */
  readonly longEntryTicks: number;
  readonly shortEntryTicks: number;
  /** Closing orders that rest at the limit price, unfilled. */
  readonly queuedLots: Lots;
  readonly isHedger: boolean;
}

/** One side of one account that is closed; the side is that of the position. */
export interface Reduction {
  readonly account: number;
  readonly side: Side;
  readonly tier: number;
  readonly positionLots: Lots;
  readonly askedLots: Lots;
  readonly reducedLots: Lots;
  /** Gain (+) or loss (-) per lot, percent of the settlement price; NaN at a settlement price of zero. */
  readonly unitResultPercent: number;
}

/** Lots that are closed against each other at the limit price; the accounts may be the same. */
export interface Closure {
  readonly longAccount: number;
  readonly shortAccount: number;
  readonly lots: Lots;
}

export interface ForcedReduction {
  readonly reductions: readonly Reduction[];
  readonly closures: readonly Closure[];
}

interface Claimant {
  readonly holder: LockedHolder;
  readonly tier: number;
  readonly lots: Lots;
  readonly unitResult: number;
}

/**
 * Forced position reduction at the limit price of a locked month (SHFE Risk Management Rules; CFFEX has the same form).
 * `lockSide` is +1 at limit up, where shorts cannot buy back, and -1 at limit down.
 *
 * - Claims: unfilled closing orders at the limit of accounts whose net position lies on the losing side with a loss per
 *   lot, average entry against settlement price, of at least `lossPercent` of that price; up to the net position. What
 *   such an account asked to close beyond that is closed against its own lots of the other side (CFFEX measures of 2010).
 * - Winners: accounts whose net position lies on the other side with a profit, up to the net position, in tiers:
 *   speculators of at least `highProfitPercent`, of at least `lowProfitPercent`, of any profit; then hedgers of at least
 *   `highProfitPercent`. A tier is used up before the next one is touched; inside a tier, and among the losers where the
 *   winners are too few, lots are apportioned to eligible lots by largest remainder, of equal ones to the lower account.
 */
export function forcedReduction(
  parameters: ForcedReductionParameters,
  holders: readonly LockedHolder[],
  lockSide: Side,
  settlementTicks: Ticks,
): ForcedReduction {
  const ordered = [...holders].sort((a, b) => a.account - b.account);
  const losers = claims(parameters, ordered, lockSide, settlementTicks);
  const winners = eligible(parameters, ordered, lockSide, settlementTicks);
  const lots = Math.min(total(losers), total(winners));
  const fromLosers = apportion(
    lots,
    losers.map((loser) => loser.lots),
  );
  const fromWinners = byTier(lots, winners);
  const losingSide: Side = lockSide === 1 ? -1 : 1;
  return {
    reductions: [
      ...losers.map((loser, i) => reduction(loser, losingSide, fromLosers[i]!, settlementTicks)),
      ...winners.map((winner, i) => reduction(winner, lockSide, fromWinners[i]!, settlementTicks)),
    ],
    closures: [...closedAlone(losers), ...pair(losers, fromLosers, winners, fromWinners, lockSide)],
  };
}

function claims(
  parameters: ForcedReductionParameters,
  holders: readonly LockedHolder[],
  lockSide: Side,
  settlementTicks: Ticks,
): Claimant[] {
  const test = (parameters.lossPercent * Math.abs(settlementTicks)) / 100;
  return holders.flatMap((holder) => {
    const net = holder.longLots - holder.shortLots;
    const unitResult = resultPerLot(holder, settlementTicks);
    const isClaim = net * lockSide < 0 && holder.queuedLots > 0 && unitResult < 0 && -unitResult >= test;
    const lots = Math.min(holder.queuedLots, Math.abs(net));
    return isClaim ? [{ holder, tier: TIER_LOSER, lots, unitResult }] : [];
  });
}

function eligible(
  parameters: ForcedReductionParameters,
  holders: readonly LockedHolder[],
  lockSide: Side,
  settlementTicks: Ticks,
): Claimant[] {
  const winners = holders.flatMap((holder) => {
    const net = holder.longLots - holder.shortLots;
    const unitResult = resultPerLot(holder, settlementTicks);
    const tier = tierOf(parameters, holder.isHedger, unitResult, settlementTicks);
    return net * lockSide > 0 && tier !== undefined ? [{ holder, tier, lots: Math.abs(net), unitResult }] : [];
  });
  return winners.sort((a, b) => a.tier - b.tier || a.holder.account - b.holder.account);
}

/** Gain per lot of the side on which the account holds more. */
function resultPerLot(holder: LockedHolder, settlementTicks: Ticks): number {
  return holder.longLots > holder.shortLots
    ? settlementTicks - holder.longEntryTicks
    : holder.shortEntryTicks - settlementTicks;
}

function tierOf(
  parameters: ForcedReductionParameters,
  isHedger: boolean,
  unitResult: number,
  settlementTicks: Ticks,
): number | undefined {
  if (unitResult <= 0) return undefined;
  const reaches = (percent: number): boolean => 100 * unitResult >= percent * Math.abs(settlementTicks);
  if (isHedger) return reaches(parameters.highProfitPercent) ? TIER_HEDGE_HIGH : undefined;
  if (reaches(parameters.highProfitPercent)) return TIER_SPECULATIVE_HIGH;
  return reaches(parameters.lowProfitPercent) ? TIER_SPECULATIVE_LOW : TIER_SPECULATIVE_ANY;
}

/** Lots taken from each winner (sorted by tier): tier after tier, pro rata within the last one reached. */
function byTier(lots: Lots, winners: readonly Claimant[]): Lots[] {
  let rest = lots;
  const tiers = [TIER_SPECULATIVE_HIGH, TIER_SPECULATIVE_LOW, TIER_SPECULATIVE_ANY, TIER_HEDGE_HIGH];
  return tiers.flatMap((tier) => {
    const held = winners.filter((winner) => winner.tier === tier).map((winner) => winner.lots);
    const taken = Math.min(
      rest,
      held.reduce((sum, more) => sum + more, 0),
    );
    rest -= taken;
    return apportion(taken, held);
  });
}

function closedAlone(losers: readonly Claimant[]): Closure[] {
  return losers.flatMap(({ holder, lots }) => {
    const own = Math.min(holder.queuedLots - lots, holder.longLots, holder.shortLots);
    return own > 0 ? [{ longAccount: holder.account, shortAccount: holder.account, lots: own }] : [];
  });
}

/** Closes the losers' lots, in account order, against the winners', in order of tier and account. */
function pair(
  losers: readonly Claimant[],
  fromLosers: readonly Lots[],
  winners: readonly Claimant[],
  fromWinners: readonly Lots[],
  lockSide: Side,
): Closure[] {
  const closures: Closure[] = [];
  let w = 0;
  let left = fromWinners[0] ?? 0;
  for (const [l, loser] of losers.entries()) {
    let rest = fromLosers[l]!;
    while (rest > 0) {
      while (left === 0) left = fromWinners[++w]!;
      const lots = Math.min(rest, left);
      const [long, short] = lockSide === 1 ? [winners[w]!, loser] : [loser, winners[w]!];
      closures.push({ longAccount: long.holder.account, shortAccount: short.holder.account, lots });
      rest -= lots;
      left -= lots;
    }
  }
  return closures;
}

function reduction(claimant: Claimant, side: Side, reducedLots: Lots, settlementTicks: Ticks): Reduction {
  const { holder, tier, lots, unitResult } = claimant;
  const percent = settlementTicks === 0 ? NaN : (100 * unitResult) / Math.abs(settlementTicks);
  return {
    account: holder.account,
    side,
    tier,
    positionLots: side === 1 ? holder.longLots : holder.shortLots,
    askedLots: lots,
    reducedLots,
    unitResultPercent: percent,
  };
}

function total(claimants: readonly Claimant[]): Lots {
  return claimants.reduce((sum, { lots }) => sum + lots, 0);
}
