import { InvariantError } from "../../base/assert.ts";
import type { Lots, Ticks } from "../../base/units.ts";

const FIRST_CAPACITY = 64;

/**
 * The trades of a book's last command, in the order in which they happened, as columns that the next command uses again.
 * Rows 0 to `count - 1` are valid. The columns are replaced when the buffer grows: read them through the buffer.
 *
 * The taker is the order that came and met one that rested; in an auction the maker is the order accepted earlier.
 */
export class FillBuffer {
  count = 0;
  makerSlot = new Int32Array(FIRST_CAPACITY);
  takerSlot = new Int32Array(FIRST_CAPACITY);
  priceTicks = new Int32Array(FIRST_CAPACITY);
  lots = new Int32Array(FIRST_CAPACITY);
  /** Open lots of the maker after this trade. */
  makerLeaves = new Int32Array(FIRST_CAPACITY);
  private readonly maximum: number;

  /** `maximum`: most trades of one command; one more is an InvariantError. */
  constructor(maximum: number) {
    this.maximum = maximum;
  }

  add(makerSlot: number, takerSlot: number, priceTicks: Ticks, lots: Lots, makerLeaves: Lots): void {
    const row = this.count;
    if (row === this.lots.length) this.grow();
    this.makerSlot[row] = makerSlot;
    this.takerSlot[row] = takerSlot;
    this.priceTicks[row] = priceTicks;
    this.lots[row] = lots;
    this.makerLeaves[row] = makerLeaves;
    this.count = row + 1;
  }

  private grow(): void {
    const length = Math.min(2 * this.lots.length, this.maximum);
    if (length <= this.lots.length) throw new InvariantError("more trades in one command than the buffer's maximum");
    this.makerSlot = extended(this.makerSlot, length);
    this.takerSlot = extended(this.takerSlot, length);
    this.priceTicks = extended(this.priceTicks, length);
    this.lots = extended(this.lots, length);
    this.makerLeaves = extended(this.makerLeaves, length);
  }
}

function extended(column: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(length);
  longer.set(column);
  return longer;
}
