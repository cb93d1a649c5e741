import type { TimeUs } from "../../base/units.ts";
import { MICROSECONDS_PER_SECOND } from "../../base/units.ts";

/**
 * At most so many messages of an account within any second, half-open: one sent exactly a second after the oldest of them
 * passes. Refused messages do not count. Constant time: the account's last passed messages lie in a ring, and a new one
 * passes if the oldest is a second old.
 */
export class MessageThrottle {
  private readonly perSecond: number;
  /** Times of each account's last `perSecond` messages, at account * perSecond + place. */
  private readonly timesUs: Float64Array;
  private readonly oldest: Int32Array;

  /** `perSecond` 0: nothing is refused. */
  constructor(perSecond: number, accounts: number) {
    this.perSecond = perSecond;
    this.timesUs = new Float64Array(perSecond * accounts).fill(-Infinity);
    this.oldest = new Int32Array(accounts);
  }

  passes(account: number, nowUs: TimeUs): boolean {
    if (this.perSecond === 0) return true;
    const place = this.oldest[account];
    const at = account * this.perSecond + place;
    if (nowUs - this.timesUs[at] < MICROSECONDS_PER_SECOND) return false;
    this.timesUs[at] = nowUs;
    this.oldest[account] = place + 1 === this.perSecond ? 0 : place + 1;
    return true;
  }
}
