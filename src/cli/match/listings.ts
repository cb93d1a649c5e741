import type { Ticks } from "../../base/units.ts";
import type { MatchingEngine } from "../../market/engine/matching-engine.ts";
import type { AllocationTerms, SpreadTerms } from "../../market/engine/trading-terms.ts";
import { allocationTermsOf, protectionTicksOf } from "../../market/matching/parameters.ts";
import { ByteNames, NO_NAME } from "./byte-names.ts";
import type { Contract } from "./contract.ts";
import { highestTicks, lowestTicks, PriceScale, stepOf } from "./price-scale.ts";

/** Most instruments that commands may name where the rules list none. */
export const INSTRUMENTS_MAXIMUM = 4096;

/** Prices reach this many ticks up and down where there are no spreads. */
const PRICE_LIMIT_TICKS = 2 ** 30;

/** What is known of one instrument. */
export interface Listing {
  readonly scale: PriceScale;
  readonly bandLowTicks: Ticks;
  readonly bandHighTicks: Ticks;
  /** Neither a band nor a protection says up to which price a market order trades. */
  readonly isUnprotected: boolean;
}

/** The instruments of a command file by their names, and in the engine. */
export class Listings {
  readonly names = new ByteNames();
  readonly all: Listing[] = [];
  readonly allocation: AllocationTerms;
  private readonly engine: MatchingEngine;
  private readonly contract: Contract;
  private readonly limitTicks: Ticks;
  private readonly isOpen: boolean;

  constructor(engine: MatchingEngine, contract: Contract, accounts: ByteNames) {
    this.engine = engine;
    this.contract = contract;
    this.allocation = allocationTermsOf(contract.matching, (name) => numberOf(accounts, name));
    // Prices that are implied in spreads must have room too.
    const steps = contract.spreads.map((spread) => spread.ticksPerLegTick);
    this.limitTicks = Math.floor(PRICE_LIMIT_TICKS / (steps.length === 0 ? 1 : 2 * Math.max(...steps) + 1));
    this.isOpen = contract.instruments.length === 0;
    for (const name of contract.instruments) this.list(name);
    for (const { near, far } of contract.spreads) for (const leg of [near, far]) this.listLeg(leg);
    for (const spread of contract.spreads) {
      const [near, far] = [spread.near, spread.far].map((leg) => this.numberOf(leg));
      const { ticksPerLegTick, implied } = spread;
      this.list(spread.id, spread.band, { near, far, ticksPerLegTick, implied });
    }
  }

  get count(): number {
    return this.all.length;
  }

  /** Number of the instrument in the bytes of a name, which is listed if the rules leave it open; NO_NAME if it is not. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const number = this.names.find(bytes, start, end);
    if (number !== NO_NAME || !this.isOpen || this.count >= INSTRUMENTS_MAXIMUM) return number;
    return this.list(new TextDecoder().decode(bytes.subarray(start, end)));
  }

  /** Whether orders must name their instrument: there are several, or those that they name. */
  needsName(hasColumn: boolean): boolean {
    return this.isOpen ? hasColumn || this.contract.spreads.length > 0 : this.count > 1;
  }

  /** Number of the instrument of an order that need not name one. */
  unnamed(): number {
    return this.count === 0 ? this.list(UNNAMED) : 0;
  }

  private listLeg(name: string): void {
    if (this.numberOf(name) === NO_NAME) this.list(name);
  }

  private numberOf(name: string): number {
    const bytes = new TextEncoder().encode(name);
    return this.names.find(bytes, 0, bytes.length);
  }

  private list(name: string, band = this.contract.band, spread?: SpreadTerms): number {
    const { contract, engine, limitTicks } = this;
    const instrument = this.count;
    const { step, decimals } = stepOf(contract.tick, spread?.ticksPerLegTick)!;
    const tick = step / 10 ** decimals;
    const ticks = (price: number): Ticks => Math.max(-limitTicks, Math.min(limitTicks, price));
    const bandLowTicks = ticks(lowestTicks(band.low, tick));
    const bandHighTicks = ticks(highestTicks(band.high, tick));
    numberOf(this.names, name);
    const protectionTicks = protectionTicksOf(contract.orders);
    const isOpenEnded = bandLowTicks === -limitTicks || bandHighTicks === limitTicks;
    const isUnprotected = protectionTicks === undefined && isOpenEnded;
    this.all.push({ scale: new PriceScale(step, decimals, limitTicks), bandLowTicks, bandHighTicks, isUnprotected });
    engine.list({
      instrument,
      allocation: this.allocation,
      protectionTicks,
      spread,
    });
    engine.setBand(instrument, bandLowTicks, bandHighTicks);
    return instrument;
  }
}

/** Name of the instrument of a file without names. */
const UNNAMED = "contract";

/** Number of a name, which is added if it is new. */
function numberOf(names: ByteNames, name: string): number {
  const bytes = new TextEncoder().encode(name);
  const known = names.find(bytes, 0, bytes.length);
  if (known !== NO_NAME) return known;
  names.add(bytes, 0, bytes.length, names.count);
  return names.count - 1;
}
