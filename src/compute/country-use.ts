import { exp } from "../base/elementary.ts";

/** How a country's uses of GPUs answer the price. */
export interface CountryTerms {
  /** Price elasticities as positive numbers: of the elastic and the inelastic tokens, and of training. */
  readonly elasticity: number;
  readonly inelasticElasticity: number;
  readonly trainingElasticity: number;
  /** ln of the price cap over the reference level. */
  readonly logCap: number;
}

/** What is used in each region, GPUs at reference prices, filled by the market each hour. */
export interface PoolDemand {
  readonly elasticGpus: Float64Array;
  readonly inelasticGpus: Float64Array;
  /** Whatever the price. */
  readonly fixedGpus: Float64Array;
  readonly trainingGpus: Float64Array;
}

/** Keeps factors finite where the search for a price strays. */
const LARGEST_EXPONENT = 300;

/**
 * The GPUs used in one country at a level y, ln USD per H100-equivalent hour, in single regions and in a pool of several.
 * With z = y - ln(reference level) and c what stands between the GPU price and the token price beyond the structural
 * reference, the factors on use at reference prices are
 *   elastic e^(-e1 (z + c)), inelastic e^(-e2 (z + c)), fixed 1, training e^(-e3 z).
 * Above the cap the price stays at the cap and all uses are rationed in proportion, to the share e^-(y - cap).
 */
export class CountryUse {
  /** ln of the reference level, USD per H100-equivalent hour, and c, as of the last `renew`. */
  logLevel = 0;
  /** ln of the price cap, USD per H100-equivalent hour. */
  logCap = 0;
  /** At the level set last: ln of the price, USD per H100-equivalent hour; share of wanted use that is served. */
  logPrice = 0;
  servedShare = 1;
  isCapped = false;
  /** GPUs used in the pool at the level evaluated last, and their derivative by the level. */
  poolUse = 0;
  poolSlope = 0;
  private readonly terms: CountryTerms;
  private readonly demand: PoolDemand;
  private shift = 0;
  private level = NaN;
  /** Factors at the level set last, rationing included. */
  private elasticFactor = 1;
  private inelasticFactor = 1;
  private trainingFactor = 1;
  /** Use in the pool at reference prices, GPUs. */
  private elastic = 0;
  private inelastic = 0;
  private fixed = 0;
  private training = 0;

  constructor(terms: CountryTerms, demand: PoolDemand) {
    this.terms = terms;
    this.demand = demand;
  }

  /** Takes in the hour's ln of the reference level, USD per H100-equivalent hour, and c. */
  renew(logLevel: number, shift: number): void {
    this.logLevel = logLevel;
    this.logCap = logLevel + this.terms.logCap;
    this.shift = shift;
    this.level = NaN;
  }

  /** Sets the level, ln USD per H100-equivalent hour. */
  at(level: number): void {
    if (level === this.level) return;
    const { elasticity, inelasticElasticity, trainingElasticity } = this.terms;
    this.level = level;
    this.isCapped = level > this.logCap;
    this.logPrice = this.isCapped ? this.logCap : level;
    this.servedShare = this.isCapped ? exp(this.logCap - level) : 1;
    const z = this.logPrice - this.logLevel;
    this.elasticFactor = this.servedShare * factor(-elasticity * (z + this.shift));
    this.inelasticFactor = this.servedShare * factor(-inelasticElasticity * (z + this.shift));
    this.trainingFactor = this.servedShare * factor(-trainingElasticity * z);
  }

  /** GPUs at work for tokens of a region's users at the level set. */
  inferenceOf(region: number): number {
    const { elasticGpus, inelasticGpus, fixedGpus } = this.demand;
    return (
      elasticGpus[region] * this.elasticFactor +
      inelasticGpus[region] * this.inelasticFactor +
      fixedGpus[region] * this.servedShare
    );
  }

  /** GPUs at work for a region's training at the level set. */
  trainingOf(region: number): number {
    return this.demand.trainingGpus[region] * this.trainingFactor;
  }

  emptyPool(): void {
    this.elastic = 0;
    this.inelastic = 0;
    this.fixed = 0;
    this.training = 0;
  }

  addToPool(region: number): void {
    this.elastic += this.demand.elasticGpus[region];
    this.inelastic += this.demand.inelasticGpus[region];
    this.fixed += this.demand.fixedGpus[region];
    this.training += this.demand.trainingGpus[region];
  }

  /** Sets the level and evaluates `poolUse` and `poolSlope` there. */
  evaluatePool(level: number): void {
    this.at(level);
    const { elasticity, inelasticElasticity, trainingElasticity } = this.terms;
    const elastic = this.elastic * this.elasticFactor;
    const inelastic = this.inelastic * this.inelasticFactor;
    const training = this.training * this.trainingFactor;
    this.poolUse = elastic + inelastic + training + this.fixed * this.servedShare;
    this.poolSlope = this.isCapped
      ? -this.poolUse
      : -(elasticity * elastic + inelasticElasticity * inelastic + trainingElasticity * training);
  }
}

function factor(exponent: number): number {
  return exp(Math.min(LARGEST_EXPONENT, exponent));
}
