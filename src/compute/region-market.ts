import { assert, InvariantError } from "../base/assert.ts";
import type { CountryUse } from "./country-use.ts";
import type { NodeMarket } from "./network/equilibrium.ts";
import { lowestNode } from "./network/network.ts";
import type { RegionOffers } from "./region-offers.ts";

const MAX_ITERATIONS = 200;
/** Of all that moves in a pool. */
const TOLERANCE = 1e-11;
/** Relative width of a bracket beyond which a level is not told apart. */
const RESOLUTION = 1e-15;
/** How far from the reference level a price may be: below, where use has grown beyond all fleets; above the cap, where none is left. */
const FAR_BELOW = 100;
const FAR_ABOVE = 800;
/** How far the first step may go; later ones may go twice as far each. */
const FIRST_REACH = 2;

/**
 * Regions' GPU markets as the spatial equilibrium sees them: at a level, ln USD per H100-equivalent hour, every region
 * uses what its country's demand answers to it and offers what its blocks do. Supply rises and use falls in the
 * level, so the level of a pool is one; it is found by Newton's method inside a bracket from the level at which the same
 * pool cleared last. Where a whole range clears, it is the lowest of the range, but not below the lowest offer.
 */
export class RegionMarket implements NodeMarket {
  private readonly countryOf: readonly CountryUse[];
  private readonly offers: RegionOffers;
  /** The pool being cleared: its regions and the countries they lie in. */
  private readonly regions: Int32Array;
  private regionCount = 0;
  private readonly countries: CountryUse[];
  private countryCount = 0;
  private netExport = 0;
  private lowest = 0;
  private highest = 0;
  /** At the level evaluated last: supply - use - net export, its derivative, and use. */
  private gap = 0;
  private slope = 0;
  private use = 0;
  /** Level at which each set of regions cleared last; NaN before. */
  private readonly last: Float64Array;

  /** `countryOf`: the country of each region. */
  constructor(countryOf: readonly CountryUse[], offers: RegionOffers) {
    this.countryOf = countryOf;
    this.offers = offers;
    this.regions = new Int32Array(countryOf.length);
    this.countries = [...countryOf];
    this.last = new Float64Array(1 << countryOf.length).fill(NaN);
  }

  /** Level at which a set of regions exports so many GPUs; far above every cap where it has no supply and may not import. */
  pooledLevel(mask: number, netExport: number): number {
    this.gather(mask);
    this.netExport = netExport;
    if (netExport >= 0 && this.mostOffered() === 0) return this.highest;
    const level = this.search(this.last[mask]);
    this.last[mask] = level;
    return level;
  }

  exportAt(node: number, level: number): number {
    const country = this.countryOf[node];
    country.at(level);
    return this.offers.at(node, level) - country.inferenceOf(node) - country.trainingOf(node);
  }

  private gather(mask: number): void {
    this.regionCount = 0;
    this.countryCount = 0;
    for (let rest = mask; rest !== 0; rest &= rest - 1) {
      const region = lowestNode(rest);
      const country = this.countryOf[region];
      this.regions[this.regionCount++] = region;
      if (!this.isGathered(country)) {
        country.emptyPool();
        this.countries[this.countryCount++] = country;
      }
      country.addToPool(region);
    }
    this.bound();
  }

  private isGathered(country: CountryUse): boolean {
    for (let i = 0; i < this.countryCount; i++) if (this.countries[i] === country) return true;
    return false;
  }

  private bound(): void {
    this.lowest = Infinity;
    this.highest = -Infinity;
    for (let i = 0; i < this.countryCount; i++) {
      const { logLevel, logCap } = this.countries[i];
      this.lowest = Math.min(this.lowest, logLevel - FAR_BELOW);
      this.highest = Math.max(this.highest, logCap + FAR_ABOVE);
    }
  }

  private mostOffered(): number {
    let sum = 0;
    for (let i = 0; i < this.regionCount; i++) sum += this.offers.most[this.regions[i]];
    return sum;
  }

  private search(start: number): number {
    let low = this.lowest;
    let high = this.highest;
    let level = start > low && start < high ? start : this.countries[0].logLevel;
    let reach = FIRST_REACH;
    let lastSize = Infinity;
    for (let i = 0; i < MAX_ITERATIONS; i++) {
      this.evaluate(level);
      const size = Math.abs(this.gap);
      const isClear = size <= TOLERANCE * (this.use + Math.abs(this.netExport));
      if (isClear && this.slope > 0) return level;
      if (isClear && level <= this.lowestClearing()) return this.lowestClearing();
      if (isClear || this.gap > 0) high = level;
      else low = level;
      if (high - low <= RESOLUTION * (1 + Math.abs(level))) return high;
      const newton = level - this.gap / this.slope;
      const isGood = size < 0.5 * lastSize && newton > low && newton < high;
      const next = isGood ? newton : 0.5 * (low + high);
      level = Math.min(level + reach, Math.max(level - reach, next));
      reach *= 2;
      lastSize = size;
    }
    throw new InvariantError("no clearing price was found");
  }

  /** Supply, use and their difference at a level, all of the pool. */
  private evaluate(level: number): void {
    let use = 0;
    let slope = 0;
    for (let i = 0; i < this.countryCount; i++) {
      const country = this.countries[i];
      country.evaluatePool(level);
      use += country.poolUse;
      slope -= country.poolSlope;
    }
    const supply = this.offers.ofPool(this.regions, this.regionCount, level);
    slope += this.offers.slope;
    this.use = use;
    this.slope = slope;
    this.gap = supply - use - this.netExport;
    assert(this.gap - this.gap === 0, "GPUs asked for or offered in a region are not a number");
  }

  /** What the pool's level is where nothing is offered and no price moves use: the lowest offer, or a cap below it. */
  private lowestClearing(): number {
    let floor = Infinity;
    for (let i = 0; i < this.regionCount; i++) floor = Math.min(floor, this.offers.floor(this.regions[i]));
    if (floor === Infinity) return this.lowest;
    for (let i = 0; i < this.countryCount; i++) floor = Math.min(floor, this.countries[i].logCap);
    return floor;
  }
}
