import { ProportionalShares } from "./proportional-shares.ts";
import type { AdmittingRule, Customer, RationingHour } from "./rule.ts";

/** Tier after tier, the lowest number first: a tier gets what those before it leave, pro rata inside; the rest is refused. */
export class Priority implements AdmittingRule {
  admittedMtok = 0;
  private readonly tiers: readonly number[];
  private readonly tierOf: Float64Array;
  private readonly shares: ProportionalShares;
  private readonly claims: Float64Array;
  private readonly given: Float64Array;

  constructor(customers: readonly Customer[]) {
    this.tierOf = Float64Array.from(customers, (customer) => customer.tier);
    this.tiers = [...new Set(this.tierOf)].sort((a, b) => a - b);
    this.shares = new ProportionalShares(customers.length);
    this.claims = new Float64Array(customers.length);
    this.given = new Float64Array(customers.length);
  }

  allocate(hour: RationingHour): void {
    const { requested, served, unserved } = hour;
    served.fill(0);
    this.admittedMtok = 0;
    let left = hour.capacityMtok;
    for (let t = 0; t < this.tiers.length; t++) left -= this.serveTier(this.tiers[t], left, hour);
    for (let i = 0; i < requested.length; i++) {
      unserved[i] = requested[i] - served[i];
      this.admittedMtok += requested[i];
    }
  }

  /** Serves a tier out of `left`; returns what it got, Mtok. */
  private serveTier(tier: number, left: number, hour: RationingHour): number {
    const { claims, given, tierOf } = this;
    for (let i = 0; i < claims.length; i++) claims[i] = tierOf[i] === tier ? hour.requested[i] : 0;
    const sum = this.shares.divide(left, claims, given);
    for (let i = 0; i < given.length; i++) hour.served[i] += given[i];
    return sum;
  }
}
