import { assert } from "../../base/assert.ts";
import { MAX_SAFE } from "../../base/integers.ts";
import type { AdmittingRule, RationingHour, RationingRule } from "./rule.ts";

/**
 * A rule whose every hour is checked, exactly: input and output are whole numbers >= 0 with sums below 2^53, each
 * customer's requests are served, refused or waiting, what waits is what the last hour left, and capacity is used up to
 * the last Mtok that the rule admits and never beyond. Throws InvariantError.
 */
export class CheckedRule implements RationingRule {
  private readonly rule: AdmittingRule;
  private readonly asked: Float64Array;
  private readonly kept: Float64Array;

  constructor(rule: AdmittingRule, customers: number) {
    this.rule = rule;
    this.asked = new Float64Array(customers);
    this.kept = new Float64Array(customers);
  }

  allocate(hour: RationingHour): void {
    this.checkInput(hour);
    this.rule.allocate(hour);
    this.checkOutput(hour);
  }

  private checkInput(hour: RationingHour): void {
    const { asked, kept } = this;
    assert(hour.requested.length === asked.length, "rationing: another number of customers");
    assert(isQuantity(hour.capacityMtok), "rationing: capacity is not whole Mtok");
    assert(hour.season > 0 && hour.season < Infinity, "rationing: season is not above zero");
    assert(hour.localHour >= 0 && hour.localHour < 24, "rationing: no hour of the day");
    let total = 0;
    for (let i = 0; i < asked.length; i++) {
      assert(isQuantity(hour.requested[i]), "rationing: a request is not whole Mtok");
      assert(hour.waiting[i] === kept[i], "rationing: what waits was changed between hours");
      asked[i] = hour.requested[i] + kept[i];
      total += asked[i];
    }
    assert(isQuantity(total), "rationing: requests pass 2^53 Mtok");
  }

  private checkOutput(hour: RationingHour): void {
    const { asked, kept } = this;
    const { served, unserved, waiting } = hour;
    let total = 0;
    for (let i = 0; i < asked.length; i++) {
      assert(isQuantity(served[i]) && isQuantity(unserved[i]) && isQuantity(waiting[i]), "rationing: not whole Mtok");
      assert(
        served[i] + unserved[i] + waiting[i] === asked[i],
        "rationing: requested is not served, refused or waiting",
      );
      kept[i] = waiting[i];
      total += served[i];
    }
    assert(total <= hour.capacityMtok, "rationing: more is served than can be computed");
    assert(total === Math.min(hour.capacityMtok, this.rule.admittedMtok), "rationing: capacity idles while some wait");
  }
}

function isQuantity(mtok: number): boolean {
  return mtok >= 0 && mtok <= MAX_SAFE && Math.floor(mtok) === mtok;
}
