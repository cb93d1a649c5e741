/** What the customers of a country asked for and got in an hour; arrays by customer, quantities in whole Mtok. */
export class CustomerHour {
  readonly requestedMtok: Float64Array;
  readonly servedMtok: Float64Array;
  readonly unservedMtok: Float64Array;
  readonly waitingMtok: Float64Array;
  /** Price paid, and price at which it would have asked for no more than it got; local currency per Mtok. */
  readonly price: Float64Array;
  readonly shadow: Float64Array;
  /** Surplus lost on unserved tokens, local currency. */
  readonly shortage: Float64Array;

  constructor(customers: number) {
    this.requestedMtok = new Float64Array(customers);
    this.servedMtok = new Float64Array(customers);
    this.unservedMtok = new Float64Array(customers);
    this.waitingMtok = new Float64Array(customers);
    this.price = new Float64Array(customers);
    this.shadow = new Float64Array(customers);
    this.shortage = new Float64Array(customers);
  }
}
