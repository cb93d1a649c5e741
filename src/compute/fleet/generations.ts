import { assert } from "../../base/assert.ts";
import { log } from "../../base/elementary.ts";
import type { Stream, Streams } from "../../base/random.ts";
import type { EpochDay } from "../../base/units.ts";
import { OrnsteinUhlenbeck } from "../noise/ornstein-uhlenbeck.ts";
import { AdoptedJumps } from "./adopted-jumps.ts";
import type { CapacityParameters } from "./parameters.ts";

const UNIFORM_FLEET = { id: "h100", launchHour: -Infinity, logEquivalents: 0, logCost: -Infinity, startShare: 1 };

/** One generation of hardware as the fleet uses it. */
interface Generation {
  readonly id: string;
  /** From midnight UTC of the start day. */
  readonly launchHour: number;
  readonly logEquivalents: number;
  /** ln USD per H100-equivalent hour at work: (kilowatts x PUE x energy price + opex) / equivalents. */
  readonly logCost: number;
  readonly startShare: number;
}

/** The jumps of the price level that launches make; a stream only where sizes are to be drawn. */
export function launchJumps(
  parameters: CapacityParameters,
  stream: Stream | undefined,
  startDay: EpochDay,
): AdoptedJumps {
  const jumps = parameters.generations.map((item) => {
    return { day: item.launch, mean: item.launchJumpMean, sd: item.launchJumpSd };
  });
  const dynamics = { adoptionHalfLifeDays: parameters.launchAdoptionHalfLifeDays, fadeHalfLifeDays: Infinity };
  return new AdoptedJumps(jumps, dynamics, stream, startDay);
}

/**
 * The generations of hardware of a country, oldest first: when each comes, what an hour of it costs to run, and how its
 * price stands to that of the pool. All clear in one pool of H100 equivalents; an offset (memory, interconnect, software,
 * which arithmetic does not count) and its noise make the published price of each.
 */
export class Generations {
  private readonly items: readonly Generation[];
  private readonly offsets: readonly number[];
  private readonly noises: readonly OrnsteinUhlenbeck[];
  private hour = 0;
  readonly ids: readonly string[];
  readonly count: number;
  /** Day on which the fleet has its start shares: the first date of its curve, or the start if that is earlier. */
  readonly shareDay: EpochDay;

  /** Asserts that some generation with a share has been launched by the start. */
  constructor(parameters: CapacityParameters, streams: Streams, prefix: string, startDay: EpochDay) {
    const sorted = [...parameters.generations].sort((a, b) => a.launch - b.launch);
    const known = Math.min(startDay, parameters.fleetGpus[0].day);
    const isKnown = sorted.some((item) => item.launch <= known && item.startSharePercent > 0);
    this.shareDay = isKnown ? known : startDay;
    const generations = sorted.map((item) => {
      const cost = item.kilowatts * parameters.pue * parameters.energyUsdKwh + item.opexUsdHour;
      return {
        id: item.id,
        launchHour: (item.launch - startDay) * 24,
        logEquivalents: log(item.h100Equivalents),
        logCost: cost > 0 ? log(cost / item.h100Equivalents) : -Infinity,
        startShare: item.launch <= this.shareDay ? item.startSharePercent : 0,
      };
    });
    this.items = generations.length === 0 ? [UNIFORM_FLEET] : generations;
    assert(
      this.items.some((item) => item.startShare > 0),
      "no generation of hardware makes up the fleet at the start",
    );
    this.ids = this.items.map((item) => item.id);
    this.count = this.items.length;
    this.offsets = sorted.map((item) => item.priceOffset);
    this.noises = sorted.map((item) => {
      return new OrnsteinUhlenbeck(
        streams.get(`${prefix}/generations/${item.id}`),
        item.noiseSd,
        24 * item.noiseHalfLifeDays,
      );
    });
  }

  /** Moves on to `hour`, one hour after the call before. */
  step(hour: number): void {
    this.hour = hour;
    for (let i = 0; i < this.noises.length; i++) this.noises[i].step(1);
  }

  isLaunched(generation: number): boolean {
    return this.items[generation].launchHour <= this.hour;
  }

  /** Hours from the launch to an hour of the run, negative before it; Infinity in a fleet of one kind. */
  ageAt(generation: number, hour: number): number {
    return hour - this.items[generation].launchHour;
  }

  startShare(generation: number): number {
    return this.items[generation].startShare;
  }

  /** ln USD per H100-equivalent hour below which a GPU does not run. */
  logCost(generation: number): number {
    return this.items[generation].logCost;
  }

  /** ln(price of an hour of one GPU of the generation / price of an H100-equivalent hour of the pool). */
  logPriceFactor(generation: number): number {
    if (this.noises.length === 0) return 0;
    return this.items[generation].logEquivalents + this.offsets[generation] + this.noises[generation].value;
  }
}
