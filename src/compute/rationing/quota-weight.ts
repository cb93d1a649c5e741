import { roundHalfEven } from "../../base/integers.ts";
import type { ParametersOf } from "../../base/parameters.ts";
import type { rationingTables } from "./parameters.ts";
import { ProportionalShares } from "./proportional-shares.ts";
import type { AdmittingRule, Customer, RationingHour } from "./rule.ts";
import { ShortageWatch } from "./shortage-watch.ts";
import { UsualDay } from "./usual-day.ts";
import { Vintages } from "./vintages.ts";

/** Hours for which what was put off waits. */
const WAIT_HOURS = 24;

/**
 * Every customer has a quota for the local day, quota_headroom x off_peak_weight x its usual daily requests, and a served
 * token uses up `peak_weight` of it at peak, else `off_peak_weight`. The quota holds in short hours and for `hold_days`
 * after one. A customer plans its usual day so that it fits, giving up peak use first: with usual requests P at peak and O
 * off-peak, and the share f (`deferrable_percent`) of what it gives up put off, it keeps at peak the share
 * (quota - off_peak_weight (O + f P)) / ((peak_weight - off_peak_weight f) P) of what it wants, between 0 and 1. Of what is
 * given up or passes the quota left for the day, f waits for off-peak hours, 24 at most; the rest is refused. What then
 * still passes capacity is cut pro rata, of which nothing new waits. A customer has no quota before its first whole local
 * day is over. The many others plan alike but are never cut off all at once: their quotas run out at different times.
 *
 * Source: Z.ai's coding plans of 2026, a token at peak (14:00 to 18:00) counted three times, later twice, off-peak once,
 * later two thirds (docs.z.ai). Headroom, planning and putting off are assumptions.
 */
export class QuotaWeight implements AdmittingRule {
  admittedMtok = 0;
  private readonly parameters: ParametersOf<typeof rationingTables.quota_weight>;
  private readonly watch: ShortageWatch;
  private readonly usual: UsualDay;
  private readonly vintages: Vintages;
  private readonly shares: ProportionalShares;
  /** Weighted tokens: of a whole day, and served so far today. */
  private readonly quota: Float64Array;
  private readonly used: Float64Array;
  private readonly peakShare: Float64Array;
  /** What is let through in the hour, of new requests and with those that wait, Mtok. */
  private readonly admittedNew: Float64Array;
  private readonly admitted: Float64Array;
  private readonly isMany: readonly boolean[];

  constructor(parameters: ParametersOf<typeof rationingTables.quota_weight>, members: readonly Customer[]) {
    const customers = members.length;
    this.parameters = parameters;
    this.isMany = members.map(({ isMany }) => isMany);
    this.watch = new ShortageWatch(parameters.holdDays);
    this.usual = new UsualDay(customers, parameters.memoryDays);
    this.vintages = new Vintages(customers, WAIT_HOURS);
    this.shares = new ProportionalShares(customers);
    this.quota = new Float64Array(customers).fill(Infinity);
    this.used = new Float64Array(customers);
    this.peakShare = new Float64Array(customers).fill(1);
    this.admittedNew = new Float64Array(customers);
    this.admitted = new Float64Array(customers);
  }

  allocate(hour: RationingHour): void {
    if (this.usual.observe(hour)) this.startDay();
    const inForce = this.watch.observe(hour.requested, hour.capacityMtok);
    const weight = hour.isPeak ? this.parameters.peakWeight : this.parameters.offPeakWeight;
    this.admittedMtok = 0;
    for (let i = 0; i < this.admitted.length; i++) {
      const room =
        inForce && !this.isMany[i] ? Math.max(0, Math.floor((this.quota[i] - this.used[i]) / weight)) : Infinity;
      this.admit(i, room, inForce && hour.isPeak, hour);
      this.admittedMtok += this.admitted[i];
    }
    this.shares.divide(hour.capacityMtok, this.admitted, hour.served);
    hour.unserved.fill(0);
    for (let i = 0; i < this.admitted.length; i++) this.settle(i, weight, hour);
    this.vintages.endHour(hour.unserved);
    for (let i = 0; i < this.admitted.length; i++) {
      hour.waiting[i] += hour.requested[i] - hour.served[i] - hour.unserved[i];
    }
  }

  private startDay(): void {
    const { quotaHeadroom, peakWeight, offPeakWeight, deferrablePercent } = this.parameters;
    const putOff = deferrablePercent / 100;
    this.used.fill(0);
    for (let i = 0; i < this.quota.length; i++) {
      if (this.usual.isKnown[i] === 0) continue;
      const { peak, offPeak } = this.usual;
      this.quota[i] = quotaHeadroom * offPeakWeight * (peak[i] + offPeak[i]);
      const forPeak = Math.max(0, this.quota[i] - offPeakWeight * (offPeak[i] + putOff * peak[i]));
      const wantedAtPeak = (peakWeight - offPeakWeight * putOff) * peak[i];
      this.peakShare[i] = forPeak < wantedAtPeak ? forPeak / wantedAtPeak : 1;
    }
  }

  /** Lets through what has room in the quota, new requests first; those that wait only off-peak or without a quota. */
  private admit(customer: number, room: number, isPeakPlanned: boolean, hour: RationingHour): void {
    const requested = hour.requested[customer];
    const wanted = isPeakPlanned ? roundHalfEven(this.peakShare[customer] * requested) : requested;
    const admittedNew = Math.min(wanted, room);
    const admittedWaiting = isPeakPlanned ? 0 : Math.min(hour.waiting[customer], room - admittedNew);
    this.admittedNew[customer] = admittedNew;
    this.admitted[customer] = admittedNew + admittedWaiting;
  }

  /** Books a customer's served tokens, the longest waiting first, and what it puts off or is refused. */
  private settle(customer: number, weight: number, hour: RationingHour): void {
    const served = hour.served[customer];
    const admittedNew = this.admittedNew[customer];
    const servedWaiting = Math.min(served, this.admitted[customer] - admittedNew);
    this.vintages.takeOldest(customer, servedWaiting);
    this.used[customer] += weight * served;
    const limited = hour.requested[customer] - admittedNew;
    const putOff = roundHalfEven((this.parameters.deferrablePercent / 100) * limited);
    this.vintages.ofAge(0)[customer] += putOff;
    hour.unserved[customer] = limited - putOff + admittedNew - (served - servedWaiting);
  }
}
