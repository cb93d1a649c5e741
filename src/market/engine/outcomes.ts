import { InvariantError } from "../../base/assert.ts";
import type { Lots, Ticks } from "../../base/units.ts";
import * as outcome from "./outcome-record.ts";

// Under local names, because V8 folds a module's own constants into its code and loads those of others.
const {
  OUTCOME_SHIFT,
  OF_KIND,
  OF_SLOT,
  OF_TAKER,
  OF_PRICE,
  OF_LOTS,
  OF_LEAVES,
  OF_EXTRA,
  OF_MATCH,
  OUTCOME_TRADE,
  OUTCOME_IMPLIED,
  OUTCOME_LEG,
  OUTCOME_ENDED,
  OUTCOME_REDUCED,
  OUTCOME_TRIGGERED,
} = outcome;

const FIRST_ROWS = 64;

/**
 * What the last command to an engine did, in the order in which it happened, in one Int32 record each, which the next
 * command uses again. Rows 0 to `count - 1` are valid; `words` is replaced when the buffer grows.
 *
 * An order whose last lot traded has state DONE and no OUTCOME_ENDED.
 */
export class Outcomes {
  count = 0;
  words = new Int32Array(FIRST_ROWS << OUTCOME_SHIFT);
  /** Matches of this command so far; an implied match counts once. */
  matches = 0;
  private readonly maximum: number;

  /** `maximum`: most outcomes of one command; one more is an InvariantError. */
  constructor(maximum: number) {
    this.maximum = maximum;
  }

  clear(): void {
    this.count = 0;
    this.matches = 0;
  }

  /** The first word of a new record, all of whose words the caller sets. */
  add(): number {
    const row = this.count;
    if (row << OUTCOME_SHIFT === this.words.length) this.grow();
    this.count = row + 1;
    return row << OUTCOME_SHIFT;
  }

  /** A match of two orders of one instrument. */
  trade(maker: number, taker: number, priceTicks: Ticks, lots: Lots, makerLeaves: Lots, takerLeaves: Lots): void {
    const at = this.add();
    const words = this.words;
    words[at + OF_KIND] = OUTCOME_TRADE;
    words[at + OF_SLOT] = maker;
    words[at + OF_TAKER] = taker;
    words[at + OF_PRICE] = priceTicks;
    words[at + OF_LOTS] = lots;
    words[at + OF_LEAVES] = makerLeaves;
    words[at + OF_EXTRA] = takerLeaves;
    words[at + OF_MATCH] = this.matches++;
  }

  /** Opens an implied match: the legs that follow share its number. */
  implied(taker: number, priceTicks: Ticks, lots: Lots, takerLeaves: Lots): void {
    const at = this.add();
    const words = this.words;
    words[at + OF_KIND] = OUTCOME_IMPLIED;
    words[at + OF_SLOT] = taker;
    words[at + OF_TAKER] = taker;
    words[at + OF_PRICE] = priceTicks;
    words[at + OF_LOTS] = lots;
    words[at + OF_LEAVES] = takerLeaves;
    words[at + OF_EXTRA] = 0;
    words[at + OF_MATCH] = this.matches++;
  }

  /** A resting order's part of the implied match opened last. */
  leg(maker: number, taker: number, priceTicks: Ticks, lots: Lots, makerLeaves: Lots, nearTicks: Ticks): void {
    const at = this.add();
    const words = this.words;
    words[at + OF_KIND] = OUTCOME_LEG;
    words[at + OF_SLOT] = maker;
    words[at + OF_TAKER] = taker;
    words[at + OF_PRICE] = priceTicks;
    words[at + OF_LOTS] = lots;
    words[at + OF_LEAVES] = makerLeaves;
    words[at + OF_EXTRA] = nearTicks;
    words[at + OF_MATCH] = this.matches - 1;
  }

  ended(slot: number, reason: number, openLots: Lots): void {
    this.rare(OUTCOME_ENDED, slot, reason, openLots, 0);
  }

  reduced(slot: number, lots: Lots, leaves: Lots): void {
    this.rare(OUTCOME_REDUCED, slot, 0, lots, leaves);
  }

  triggered(slot: number, tradeTicks: Ticks): void {
    this.rare(OUTCOME_TRIGGERED, slot, tradeTicks, 0, 0);
  }

  private rare(kind: number, slot: number, price: number, lots: Lots, leaves: Lots): void {
    const at = this.add();
    const words = this.words;
    words[at + OF_KIND] = kind;
    words[at + OF_SLOT] = slot;
    words[at + OF_TAKER] = -1;
    words[at + OF_PRICE] = price;
    words[at + OF_LOTS] = lots;
    words[at + OF_LEAVES] = leaves;
    words[at + OF_EXTRA] = 0;
    words[at + OF_MATCH] = -1;
  }

  private grow(): void {
    const rows = Math.min(2 * (this.words.length >> OUTCOME_SHIFT), this.maximum);
    if (rows << OUTCOME_SHIFT <= this.words.length)
      throw new InvariantError("more outcomes of one command than the buffer's maximum");
    const longer = new Int32Array(rows << OUTCOME_SHIFT);
    longer.set(this.words);
    this.words = longer;
  }
}
