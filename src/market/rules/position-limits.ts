import type { EpochDay, Lots, Side } from "../../base/units.ts";
import type { MonthInstrument } from "../instrument.ts";
import type { AccountTraits, Controllers } from "./controllers.ts";
import type { Opening } from "./opening.ts";
import type { PositionLimits as Terms } from "./position-limit-parameters.ts";
import { hasLimit, NO_LIMIT, phaseLimitLots, positionPhase } from "./position-phases.ts";

/**
 * Position limits: what a controller's accounts hold and have ordered on one side of a listed month, together, stays within
 * the phase's limit. Where positions are gross, long and short count apart; where they net, longs less shorts of all its
 * accounts count. Of an approved hedge only what is beyond its quota counts. Sources: SHFE Risk Management Rules (limits by
 * phase, actual control, hedging quotas); 17 CFR 150.4 (aggregation).
 *
 * The limits are those of the morning, from the open interest of the last clearing. Falling open interest forces nobody
 * out: positions are closed only above the largest limit that the present phase has had so far (assumption).
 */
export class PositionLimitRule {
  /** Whether any contract has a limit. */
  readonly isOn: boolean;
  private readonly terms: readonly Terms[];
  private readonly opening: Opening;
  private readonly controllers: Controllers;
  private readonly next: Int32Array;
  private readonly sessions: number;
  /** Lots of each account that do not count: 0 but for hedgers, Infinity where the approval covers all. */
  private readonly free: Float64Array;
  private readonly limits: Int32Array;
  /** Above this positions are closed. */
  private readonly kept: Int32Array;
  private readonly phases: Int8Array;
  /** Listed months of each contract that trade today. */
  private readonly monthsOf: number[][];

  constructor(
    terms: readonly Terms[],
    opening: Opening,
    controllers: Controllers,
    accounts: readonly AccountTraits[],
    sessions: number,
  ) {
    this.isOn = terms.some(hasLimit);
    this.terms = terms;
    this.opening = opening;
    this.controllers = controllers;
    this.next = controllers.next;
    this.sessions = sessions;
    this.free = Float64Array.from(accounts, freeLots);
    const { instruments } = opening;
    this.limits = new Int32Array(instruments).fill(NO_LIMIT);
    this.kept = new Int32Array(instruments).fill(NO_LIMIT);
    this.phases = new Int8Array(instruments).fill(-1);
    this.monthsOf = terms.map(() => []);
  }

  /** `monthUseLots`: a month's national use of the underlying in lots of each listed month, at its index. */
  startDay(session: number, day: EpochDay, months: readonly MonthInstrument[], monthUseLots: ArrayLike<number>): void {
    for (const list of this.monthsOf) list.length = 0;
    for (const { month, openInterest } of months) {
      const { index } = month;
      const terms = this.terms[month.contract];
      const phase = positionPhase(terms, month, session, this.sessions, day);
      const limit = phaseLimitLots(terms, phase, openInterest, monthUseLots[index]);
      this.kept[index] = phase === this.phases[index] ? Math.max(this.kept[index], limit) : limit;
      this.limits[index] = limit;
      this.phases[index] = phase;
      this.monthsOf[month.contract].push(index);
    }
  }

  /** Today's limit of an account in lots a side of a listed month, with what its approved hedge adds; Infinity for none. */
  ofAccount(account: number, month: number): number {
    const limit = this.limits[month];
    return limit === NO_LIMIT ? Infinity : limit + this.free[account];
  }

  /**
   * Whether an order of so many lots, of which `opened` open a position, stays within the limits. Closing always does, but
   * for an account whose opposite position offsets another one's of the same controller where positions net: closing it
   * there adds to what the controller holds.
   */
  allows(account: number, contract: number, month: number, side: Side, lots: Lots, opened: Lots): boolean {
    const { isGross } = this.opening;
    const isLone = this.next[account] === account;
    if ((opened === 0 && (isGross || isLone)) || this.free[account] === Infinity) return true;
    const limit = this.limits[month];
    const added = isGross ? opened : lots;
    if (limit !== NO_LIMIT && this.exposure(account, month, side, added) > limit) return false;
    const { allMonthsLots } = this.terms[contract];
    if (allMonthsLots === 0 || opened === 0) return true;
    return this.netExposure(account, contract, side) + lots <= allMonthsLots;
  }

  /** Lots that an account must close on a side of a listed month; a group's first accounts close first. */
  excessLots(account: number, month: number, side: Side): Lots {
    const limit = this.kept[month];
    if (limit === NO_LIMIT) return 0;
    const { next } = this;
    const { first, groupOf } = this.controllers;
    const start = first[groupOf[account]];
    let over = -limit;
    let one = start;
    do {
      over += this.counted(one, this.held(one, month, side));
      one = next[one];
    } while (one !== start);
    for (one = start; over > 0; one = next[one]) {
      const part = Math.min(over, Math.max(0, this.counted(one, this.held(one, month, side))));
      if (one === account) return part;
      over -= part;
      if (next[one] === start) break;
    }
    return 0;
  }

  /** What counts of a group's positions and open orders on a side, with so many more lots of this account. */
  private exposure(account: number, month: number, side: Side, more: Lots): Lots {
    const { next } = this;
    let sum = this.counted(account, this.asked(account, month, side) + more);
    for (let one = next[account]; one !== account; one = next[one])
      sum += this.counted(one, this.asked(one, month, side));
    return sum;
  }

  /** Net position of a group over all listed months of a contract, its open orders of the side filled. */
  private netExposure(account: number, contract: number, side: Side): Lots {
    const { long, short, instruments } = this.opening;
    const months = this.monthsOf[contract];
    let sum = 0;
    let one = account;
    do {
      let net = 0;
      for (let k = 0; k < months.length; k++) {
        const cell = one * instruments + months[k];
        net += side * (long[cell] - short[cell]) + this.opening.ordered(cell, side);
      }
      sum += this.counted(one, net);
      one = this.next[one];
    } while (one !== account);
    return sum;
  }

  private held(account: number, month: number, side: Side): Lots {
    return this.opening.held(account * this.opening.instruments + month, side);
  }

  private asked(account: number, month: number, side: Side): Lots {
    const cell = account * this.opening.instruments + month;
    return this.opening.held(cell, side) + this.opening.ordered(cell, side);
  }

  /** Lots less what an approved hedge covers. */
  private counted(account: number, lots: Lots): Lots {
    const free = this.free[account];
    return free === 0 ? lots : Math.max(0, lots - free);
  }
}

function freeLots(traits: AccountTraits): number {
  if (traits.isMember) return Infinity;
  if (!traits.hedgeExempt) return 0;
  return traits.hedgeQuotaLots === 0 ? Infinity : traits.hedgeQuotaLots;
}
