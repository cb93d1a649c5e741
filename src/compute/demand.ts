import { exp } from "../base/elementary.ts";
import type { Streams } from "../base/random.ts";
import type { EpochDay } from "../base/units.ts";
import { DatedCurve } from "./dated-curve.ts";
import { OrnsteinUhlenbeck } from "./noise/ornstein-uhlenbeck.ts";
import { RandomWalk } from "./noise/random-walk.ts";
import type { CountryParameters } from "./parameters.ts";
import { seasonOffset, weeklySeason } from "./season.ts";

const HOURS_PER_YEAR = 8766;
const MTOK_PER_HOUR_OF_TRILLION_PER_DAY = 1e6 / 24;

/**
 * Tokens that users ask for in an hour at the structural reference price: calibrated curve x season x
 * e^(growth + noise + hourly noise). Growth and noise are zero at the pins, where use is officially known.
 */
export class Demand {
  private readonly curve: DatedCurve;
  private readonly season: Float64Array;
  private readonly offset: number;
  private readonly growth: RandomWalk;
  private readonly noise: OrnsteinUhlenbeck;
  private readonly hourly: OrnsteinUhlenbeck;

  /** Mtok in the hour, not rounded. */
  referenceMtok = 0;
  /** Use in this hour of the week over the week's mean. */
  seasonNow = 1;

  /** `prefix` begins the names of the random streams. */
  constructor(parameters: CountryParameters, streams: Streams, prefix: string, startDay: EpochDay) {
    const demand = parameters.demand;
    this.curve = new DatedCurve(demand.tokensPerDay, startDay, demand.growthAfter);
    this.season = weeklySeason(demand.season);
    this.offset = seasonOffset(startDay, parameters.utcOffsetHours);
    this.growth = new RandomWalk(streams.get(`${prefix}/growth`), demand.growthUncertainty);
    this.noise = new OrnsteinUhlenbeck(streams.get(`${prefix}/demand`), demand.noiseSd, 24 * demand.noiseHalfLifeDays);
    const hourly = streams.get(`${prefix}/demand-hourly`);
    this.hourly = OrnsteinUhlenbeck.hourly(hourly, demand.hourlyNoiseSd, demand.hourlyNoiseCorrelation);
  }

  /** Moves on to `hour`; `hoursToPin` is counted from the hour before. */
  step(hour: number, hoursToPin: number): void {
    this.growth.stepTowardsZero(1 / HOURS_PER_YEAR, hoursToPin / HOURS_PER_YEAR);
    this.noise.stepTowardsZero(1, hoursToPin);
    this.hourly.step(1);
    this.seasonNow = this.season[(hour + this.offset) % this.season.length];
    const level = exp(this.curve.logAt(hour) + this.growth.value + this.noise.value + this.hourly.value);
    this.referenceMtok = level * this.seasonNow * MTOK_PER_HOUR_OF_TRILLION_PER_DAY;
  }
}
