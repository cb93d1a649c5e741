import { exp } from "../base/elementary.ts";
import type { Streams } from "../base/random.ts";
import type { EpochDay } from "../base/units.ts";
import { DatedCurve } from "./dated-curve.ts";
import { OrnsteinUhlenbeck } from "./noise/ornstein-uhlenbeck.ts";
import type { TrainingParameters } from "./parameters.ts";

/**
 * GPUs that training and everything but tokens would use in an hour at the reference price: curve x
 * e^(noise + hourly noise). The noise is zero at the pins: use is known there, and training's price pressure is part of it.
 */
export class Training {
  private readonly curve: DatedCurve;
  private readonly noise: OrnsteinUhlenbeck;
  private readonly hourly: OrnsteinUhlenbeck;

  referenceGpus = 0;

  /** `prefix` begins the names of the random streams. */
  constructor(parameters: TrainingParameters, streams: Streams, prefix: string, startDay: EpochDay) {
    this.curve = new DatedCurve(parameters.gpus, startDay, parameters.growthAfter);
    const stream = streams.get(`${prefix}/training`);
    this.noise = new OrnsteinUhlenbeck(stream, parameters.noiseSd, 24 * parameters.noiseHalfLifeDays);
    const hourly = streams.get(`${prefix}/training-hourly`);
    this.hourly = OrnsteinUhlenbeck.hourly(hourly, parameters.hourlyNoiseSd, parameters.hourlyNoiseCorrelation);
  }

  /** Moves on to `hour`; `hoursToPin` is counted from the hour before. */
  step(hour: number, hoursToPin: number): void {
    this.noise.stepTowardsZero(1, hoursToPin);
    this.hourly.step(1);
    this.referenceGpus = exp(this.curve.logAt(hour) + this.noise.value + this.hourly.value);
  }
}
