import { power } from "../../base/elementary.ts";
import { roundHalfEven } from "../../base/integers.ts";
import type { ParametersOf } from "../../base/parameters.ts";
import type { rationingTables } from "./parameters.ts";
import { ProportionalShares } from "./proportional-shares.ts";
import type { AdmittingRule, RationingHour } from "./rule.ts";
import { ShortageWatch } from "./shortage-watch.ts";

const FIRST_DAY_HOURS = 24;

/**
 * New sales are capped while capacity is short: a customer may ask for its existing sales, and of what it asks beyond them
 * for `new_sales_percent`; the rest is refused, and what then still passes capacity is cut pro rata. The cap holds in short
 * hours and for `hold_days` after one. Existing sales are the exponential mean of served / season with a half-life of
 * `memory_days`, times the hour's season. They start at the first request, but at nothing for a customer that comes while
 * the cap holds and after the first day.
 *
 * Source: Z.ai in January 2026 sold new coding plans up to 20 % of earlier sales (docs.z.ai). What counts as existing, and
 * how long the cap holds, is an assumption.
 */
export class SalesCap implements AdmittingRule {
  admittedMtok = 0;
  private readonly newSalesShare: number;
  private readonly memory: number;
  private readonly watch: ShortageWatch;
  private readonly shares: ProportionalShares;
  private readonly isKnown: Uint8Array;
  /** Existing sales in an hour of season 1, Mtok. */
  private readonly existing: Float64Array;
  private readonly admitted: Float64Array;
  private hours = 0;

  constructor(parameters: ParametersOf<typeof rationingTables.sales_cap>, customers: number) {
    this.newSalesShare = parameters.newSalesPercent / 100;
    this.memory = power(0.5, 1 / (24 * parameters.memoryDays));
    this.watch = new ShortageWatch(parameters.holdDays);
    this.shares = new ProportionalShares(customers);
    this.isKnown = new Uint8Array(customers);
    this.existing = new Float64Array(customers);
    this.admitted = new Float64Array(customers);
  }

  allocate(hour: RationingHour): void {
    const { requested, served, unserved } = hour;
    const isCapped = this.watch.observe(requested, hour.capacityMtok);
    const isOpen = !isCapped || this.hours < FIRST_DAY_HOURS;
    this.hours++;
    this.admittedMtok = 0;
    for (let i = 0; i < requested.length; i++) {
      if (this.isKnown[i] === 0 && requested[i] > 0) this.welcome(i, isOpen ? requested[i] / hour.season : 0);
      this.admitted[i] = isCapped ? this.cap(requested[i], this.existing[i] * hour.season) : requested[i];
      this.admittedMtok += this.admitted[i];
    }
    this.shares.divide(hour.capacityMtok, this.admitted, served);
    for (let i = 0; i < requested.length; i++) {
      unserved[i] = requested[i] - served[i];
      this.existing[i] += (1 - this.memory) * (served[i] / hour.season - this.existing[i]);
    }
  }

  private welcome(customer: number, existingMtok: number): void {
    this.isKnown[customer] = 1;
    this.existing[customer] = existingMtok;
  }

  /** What a customer with so many existing sales in this hour may ask for, whole Mtok. */
  private cap(requested: number, existing: number): number {
    const kept = Math.min(requested, existing);
    return Math.min(requested, roundHalfEven(kept + this.newSalesShare * (requested - kept)));
  }
}
