import type { ParametersOf } from "../../base/parameters.ts";
import type { Stream } from "../../base/random.ts";
import type { rationingTables } from "./parameters.ts";
import { ProportionalShares } from "./proportional-shares.ts";
import type { AdmittingRule, Customer, RationingHour } from "./rule.ts";

/**
 * Places in the line are drawn, new ones each `draw_hours`: a single customer has one place u in [0, 1) and is served in
 * full or not at all, in the order of u. A customer that stands for very many has them spread evenly over [0, 1): of those
 * each is served whose place comes before the one where capacity ends. Only the customer at that place is served in part;
 * the rest is refused. Drawn on a fixed rhythm, short or not, and for each customer from a stream of its own, so that draws
 * depend neither on the hours before nor on who else is there.
 */
export class Lottery implements AdmittingRule {
  admittedMtok = 0;
  private readonly drawHours: number;
  private readonly streams: readonly Stream[];
  private readonly isMany: readonly boolean[];
  /** Single customers in the order of their places. */
  private readonly line: Int32Array;
  private readonly place: Float64Array;
  private readonly shares: ProportionalShares;
  private readonly manyRequested: Float64Array;
  private readonly manyServed: Float64Array;
  private hoursToDraw = 0;

  constructor(
    parameters: ParametersOf<typeof rationingTables.lottery>,
    customers: readonly Customer[],
    streamOf: (customer: string) => Stream,
  ) {
    this.drawHours = parameters.drawHours;
    this.streams = customers.map(({ id }) => streamOf(id));
    this.isMany = customers.map((customer) => customer.isMany);
    this.line = Int32Array.from(customers.keys()).filter((i) => !customers[i].isMany);
    this.place = new Float64Array(customers.length);
    this.shares = new ProportionalShares(customers.length);
    this.manyRequested = new Float64Array(customers.length);
    this.manyServed = new Float64Array(customers.length);
  }

  allocate(hour: RationingHour): void {
    const { requested, served, unserved } = hour;
    if (this.hoursToDraw === 0) this.draw();
    this.hoursToDraw--;
    const manyMtok = this.serveLine(hour);
    this.shares.divide(manyMtok, this.manyRequested, this.manyServed);
    this.admittedMtok = 0;
    for (let i = 0; i < requested.length; i++) {
      if (this.isMany[i]) served[i] = this.manyServed[i];
      unserved[i] = requested[i] - served[i];
      this.admittedMtok += requested[i];
    }
  }

  /** Serves the single customers; returns what the many get together, Mtok. */
  private serveLine(hour: RationingHour): number {
    const { line, place } = this;
    const many = this.sumMany(hour.requested);
    let left = hour.capacityMtok;
    for (let n = 0; n < line.length; n++) {
      const i = line[n];
      // The many whose places come before this customer's, held back for them out of what is left.
      const ahead = Math.min(left, Math.floor(many * place[i]));
      hour.served[i] = Math.min(hour.requested[i], left - ahead);
      left -= hour.served[i];
    }
    return Math.min(left, many);
  }

  /** What the many ask for together, Mtok; their requests are copied to `manyRequested`. */
  private sumMany(requested: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < requested.length; i++) {
      if (!this.isMany[i]) continue;
      this.manyRequested[i] = requested[i];
      sum += requested[i];
    }
    return sum;
  }

  private draw(): void {
    const { line, place, streams } = this;
    this.hoursToDraw = this.drawHours;
    for (let i = 0; i < place.length; i++) if (!this.isMany[i]) place[i] = streams[i].uniform();
    for (let n = 1; n < line.length; n++) {
      const moving = line[n];
      let at = n;
      for (; at > 0 && place[line[at - 1]] > place[moving]; at--) line[at] = line[at - 1];
      line[at] = moving;
    }
  }
}
