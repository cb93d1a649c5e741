import { exp, log } from "../base/elementary.ts";
import type { Stream, Streams } from "../base/random.ts";
import { exponential } from "../base/samplers.ts";
import type { PostedParameters } from "./parameters.ts";

/**
 * Posted prices: every seller has its own and looks at it at random times (a Poisson process). If it is further than a
 * gap from its target, the seller moves it towards there, by at most a largest rise or fall. The target is the seller's
 * usual ratio to the market times max(cost, (1 - w) cost + w shadow price), both means of the last closed day: shortage
 * is answered slowly, falling costs are followed in steps. Calvo (1983), "Staggered prices in a utility-maximizing
 * framework", for the random times; gap and steps are assumptions.
 */
export class PostedPrices {
  private readonly parameters: PostedParameters;
  private readonly streams: readonly Stream[];
  private readonly nextHour: Float64Array;
  private readonly meanHours: number;
  private readonly highest: number;
  private readonly lowest: number;
  private costSum = 0;
  private shadowSum = 0;
  private hours = 0;
  private target = 0;

  /** Own prices of the sellers, CNY per Mtok, before the tariff. */
  readonly price: Float64Array;

  constructor(parameters: PostedParameters, sellers: readonly string[], streams: Streams) {
    this.parameters = parameters;
    this.streams = sellers.map((id) => streams.get(`compute/posted/${id}`));
    this.meanHours = 24 / parameters.revisionsPerDay;
    this.highest = log(1 + parameters.largestRisePercent / 100);
    this.lowest = log(1 - parameters.largestFallPercent / 100);
    this.nextHour = new Float64Array(sellers.length);
    this.price = new Float64Array(sellers.length);
  }

  /** First prices: each seller's usual ratio times the cost, CNY per Mtok. */
  start(costCny: number, factor: Float64Array): void {
    this.target = costCny;
    for (let i = 0; i < this.price.length; i++) {
      this.price[i] = costCny * factor[i];
      this.nextHour[i] = exponential(this.streams[i], this.meanHours);
    }
  }

  /** Takes in an hour's cost of tokens and shadow price, CNY per Mtok, without the tariff; the cost where none is refused. */
  observe(costCny: number, shadowCny: number): void {
    this.costSum += costCny;
    this.shadowSum += shadowCny;
    this.hours++;
  }

  /** At local midnight: the closed day's means make the next day's target. */
  closeDay(): void {
    if (this.hours === 0) return;
    const cost = this.costSum / this.hours;
    const shadow = this.shadowSum / this.hours;
    const weight = this.parameters.shadowWeight;
    this.target = Math.max(cost, (1 - weight) * cost + weight * shadow);
    this.costSum = 0;
    this.shadowSum = 0;
    this.hours = 0;
  }

  /** Revisions that fall into the hour; `factor`: each seller's usual ratio to the market. */
  step(hour: number, factor: Float64Array): void {
    for (let i = 0; i < this.price.length; i++) {
      while (this.nextHour[i] <= hour) {
        this.revise(i, this.target * factor[i]);
        this.nextHour[i] += exponential(this.streams[i], this.meanHours);
      }
    }
  }

  private revise(seller: number, target: number): void {
    const gap = log(target / this.price[seller]);
    if (Math.abs(exp(gap) - 1) <= this.parameters.smallestGapPercent / 100) return;
    this.price[seller] *= exp(Math.min(this.highest, Math.max(this.lowest, gap)));
  }
}
