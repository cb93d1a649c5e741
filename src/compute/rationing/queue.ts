import type { ParametersOf } from "../../base/parameters.ts";
import type { rationingTables } from "./parameters.ts";
import { ProportionalShares } from "./proportional-shares.ts";
import type { AdmittingRule, RationingHour } from "./rule.ts";
import { Vintages } from "./vintages.ts";

/**
 * First come, first served by the hour: requests that find no capacity wait, the oldest hour is served first, pro rata
 * inside an hour, and what has waited `max_wait_hours` hours without being served expires. With zero hours it is pro rata.
 */
export class Queue implements AdmittingRule {
  admittedMtok = 0;
  private readonly shares: ProportionalShares;
  private readonly vintages: Vintages;
  private readonly given: Float64Array;

  constructor(parameters: ParametersOf<typeof rationingTables.queue>, customers: number) {
    this.shares = new ProportionalShares(customers);
    this.vintages = new Vintages(customers, parameters.maxWaitHours);
    this.given = new Float64Array(customers);
  }

  allocate(hour: RationingHour): void {
    const { requested, served, unserved, waiting } = hour;
    this.vintages.ofAge(0).set(requested);
    served.fill(0);
    unserved.fill(0);
    let left = hour.capacityMtok;
    for (let age = this.vintages.oldest; age >= 0 && left > 0; age--) left -= this.serveAge(age, left, served);
    this.vintages.endHour(unserved);
    this.admittedMtok = 0;
    for (let i = 0; i < requested.length; i++) {
      const asked = waiting[i] + requested[i];
      this.admittedMtok += asked;
      waiting[i] = asked - served[i] - unserved[i];
    }
  }

  /** Serves a vintage out of `left`; returns what it got, Mtok. */
  private serveAge(age: number, left: number, served: Float64Array): number {
    const { given } = this;
    const vintage = this.vintages.ofAge(age);
    const sum = this.shares.divide(left, vintage, given);
    for (let i = 0; i < given.length; i++) {
      vintage[i] -= given[i];
      served[i] += given[i];
    }
    return sum;
  }
}
