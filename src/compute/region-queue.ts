import type { Streams } from "../base/random.ts";
import type { Country } from "./country.ts";
import type { CustomerHour } from "./customer-hour.ts";
import type { Customers } from "./customers.ts";
import { makeRule } from "./rationing/index.ts";
import type { RationingParameters } from "./rationing/parameters.ts";
import type { RationingHour, RationingRule } from "./rationing/rule.ts";

/** The customers of one region before its rationing rule, which sees them side by side. */
export class RegionQueue {
  private readonly members: Int32Array;
  private readonly rule: RationingRule;
  private readonly view: RationingHour;
  /** Asked for anew in the hour, and with what waits from before; whole Mtok. */
  requestedMtok = 0;
  askedMtok = 0;

  constructor(parameters: RationingParameters, customers: Customers, region: number, streams: Streams) {
    this.members = Int32Array.from([...customers.region.keys()].filter((i) => customers.region[i] === region));
    const members = [...this.members];
    this.rule = makeRule(
      parameters,
      members.map((i) => ({ id: customers.ids[i], isMany: i >= customers.labs, tier: customers.tier[i] })),
      (id) => streams.get(`compute/rationing/${id}`),
    );
    const column = () => new Float64Array(members.length);
    this.view = {
      requested: column(),
      served: column(),
      unserved: column(),
      waiting: column(),
      capacityMtok: 0,
      season: 1,
      isPeak: false,
      localHour: 0,
    };
  }

  /** Takes the region's requests out of the country's hour; returns what is asked for, old requests included. */
  gather(hour: CustomerHour): number {
    this.requestedMtok = 0;
    this.askedMtok = 0;
    for (let k = 0; k < this.members.length; k++) {
      const requested = hour.requestedMtok[this.members[k]];
      this.view.requested[k] = requested;
      this.requestedMtok += requested;
      this.askedMtok += requested + this.view.waiting[k];
    }
    return this.askedMtok;
  }

  /** Gives out the region's tokens, whole Mtok; returns how many were served. */
  allocate(hour: CustomerHour, capacityMtok: number, country: Country, isPeak: boolean): number {
    const { view } = this;
    view.capacityMtok = capacityMtok;
    view.season = country.season;
    view.isPeak = isPeak;
    view.localHour = country.localHour;
    this.rule.allocate(view);
    let served = 0;
    for (let k = 0; k < this.members.length; k++) {
      const i = this.members[k];
      hour.servedMtok[i] = view.served[k];
      hour.unservedMtok[i] = view.unserved[k];
      hour.waitingMtok[i] = view.waiting[k];
      served += view.served[k];
    }
    return served;
  }
}
