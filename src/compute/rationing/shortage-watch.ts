/** Whether a limit that sellers bring in when they are short is in force: in a short hour, and for some days after one. */
export class ShortageWatch {
  private readonly holdHours: number;
  private hoursSinceShort = Infinity;

  constructor(holdDays: number) {
    this.holdHours = 24 * holdDays;
  }

  /** Takes in the next hour: what is asked for in it and what can be computed, Mtok. Whether the limit holds in it. */
  observe(requested: Float64Array, capacityMtok: number): boolean {
    let total = 0;
    for (let i = 0; i < requested.length; i++) total += requested[i];
    if (total > capacityMtok) this.hoursSinceShort = 0;
    else this.hoursSinceShort++;
    return this.hoursSinceShort <= this.holdHours;
  }
}
