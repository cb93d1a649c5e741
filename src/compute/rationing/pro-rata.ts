import { ProportionalShares } from "./proportional-shares.ts";
import type { AdmittingRule, RationingHour } from "./rule.ts";

/** Everybody gets the same share of what they ask for; the rest is refused. What a shared endpoint does that is throttled. */
export class ProRata implements AdmittingRule {
  admittedMtok = 0;
  private readonly shares: ProportionalShares;

  constructor(customers: number) {
    this.shares = new ProportionalShares(customers);
  }

  allocate(hour: RationingHour): void {
    const { requested, served, unserved } = hour;
    this.shares.divide(hour.capacityMtok, requested, served);
    this.admittedMtok = 0;
    for (let i = 0; i < requested.length; i++) {
      unserved[i] = requested[i] - served[i];
      this.admittedMtok += requested[i];
    }
  }
}
