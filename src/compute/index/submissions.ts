/**
 * What the sellers of an index submit for one value: volume and mean price of each, in the index's unit. A seller without
 * volume does not contribute. The arrays are used again for every value.
 */
export class Submissions {
  readonly volume: Float64Array;
  readonly price: Float64Array;
  /** Filled by the methods that weigh: weights of the value, sum 1. */
  readonly weight: Float64Array;
  /** Contributors by rising price, the first `count` entries; filled by sortByPrice. */
  readonly order: Int32Array;
  /** Sellers that contribute. */
  count = 0;
  /** Largest weight of one contributor in the value; set by the method. */
  largestWeight = 0;

  constructor(sellers: number) {
    this.volume = new Float64Array(sellers);
    this.price = new Float64Array(sellers);
    this.weight = new Float64Array(sellers);
    this.order = new Int32Array(sellers);
  }

  /** Starts a new value: nobody has submitted. */
  clear(): void {
    this.volume.fill(0);
    this.count = 0;
    this.largestWeight = 0;
  }

  /** Seller i's submission; without volume it is none. At most one each. */
  submit(i: number, volume: number, price: number): void {
    if (!(volume > 0)) return;
    this.volume[i] = volume;
    this.price[i] = price;
    this.count++;
  }

  /** Fills `order`; equal prices stay in the order of the sellers. */
  sortByPrice(): void {
    const { order, price } = this;
    let length = 0;
    for (let i = 0; i < price.length; i++) {
      if (this.volume[i] === 0) continue;
      let place = length++;
      for (; place > 0 && price[order[place - 1]] > price[i]; place--) order[place] = order[place - 1];
      order[place] = i;
    }
  }
}
