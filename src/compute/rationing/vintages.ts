/** Requests that wait, by the hour in which they were made. Those of one hour are a vintage; an age counts hours. */
export class Vintages {
  /** The age at which what is still waiting expires at the end of the hour. */
  readonly oldest: number;
  private readonly rows: readonly Float64Array[];
  private newestRow = 0;

  /** Room for `oldest` + 1 vintages: requests may be served in the hour in which they are made and `oldest` more. */
  constructor(customers: number, oldest: number) {
    this.oldest = oldest;
    this.rows = Array.from({ length: oldest + 1 }, () => new Float64Array(customers));
  }

  /** What waits of the vintage of that age, by customer, Mtok; age 0 is this hour's. */
  ofAge(age: number): Float64Array {
    return this.rows[(this.newestRow + age) % this.rows.length];
  }

  /** Takes so much of what a customer has waiting, the oldest first. There must be as much. */
  takeOldest(customer: number, mtok: number): void {
    let left = mtok;
    for (let age = this.oldest; left > 0; age--) {
      const vintage = this.ofAge(age);
      const part = Math.min(left, vintage[customer]);
      vintage[customer] -= part;
      left -= part;
    }
  }

  /** Ends the hour: what is left of the oldest vintage expires, and is added to `expired`. */
  endHour(expired: Float64Array): void {
    const vintage = this.ofAge(this.oldest);
    for (let i = 0; i < vintage.length; i++) expired[i] += vintage[i];
    vintage.fill(0);
    this.newestRow = (this.newestRow + this.oldest) % this.rows.length;
  }
}
