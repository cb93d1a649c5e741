import type { Streams } from "../base/random.ts";
import { weekday } from "../base/dates.ts";
import type { EpochDay } from "../base/units.ts";
import type { IndexParameters } from "./index/parameters.ts";
import { IndexPublisher } from "./index/publisher.ts";
import { TokenKinds } from "./index/token-kinds.ts";
import type { ComputeMarket } from "./market.ts";
import type { ComputeParameters } from "./parameters.ts";

/** One published index on a path. */
interface PathIndex {
  readonly parameters: IndexParameters;
  readonly publisher: IndexPublisher;
  /** Number of its generation of GPUs; -1: tokens, or H100 equivalents. */
  readonly generation: number;
  /** Fixing of each day, NaN without one. */
  readonly fixings: Float64Array;
}

/** The indices of a compute market that runs alone. Weekdays stand for the exchange's trading days. */
export class PathIndices {
  private readonly indices: readonly PathIndex[];

  constructor(
    parameters: ComputeParameters,
    market: ComputeMarket,
    streams: Streams,
    startDay: EpochDay,
    days: number,
  ) {
    this.indices = parameters.indices.map((index) => {
      const isToken = index.underlying === "token";
      const publisher = new IndexPublisher({
        parameters: index,
        panel: isToken ? market.tokenSellers : market.gpuSellers,
        kinds: isToken ? new TokenKinds(parameters.tokenKinds, startDay) : undefined,
        streams,
        startDay,
        utcOffsetHours: parameters.utcOffsetHours,
        isBusinessDay: (day) => weekday(day) < 5,
      });
      const generation = isToken || index.generation === "" ? -1 : market.generations.ids.indexOf(index.generation);
      return { parameters: index, publisher, generation, fixings: new Float64Array(days).fill(NaN) };
    });
  }

  /** Takes in the hour that the market has stepped, on a day counted from the start. */
  observe(market: ComputeMarket, day: number): void {
    for (const { publisher, generation, fixings } of this.indices) {
      const scale = generation < 0 ? 1 : market.generations.priceUsdHour[generation] / market.gpuUsdHour;
      publisher.observe(market.hour, scale);
      if (publisher.isFixingDue && publisher.fix()) fixings[day] = publisher.value;
    }
  }

  /** Fixings of the first index of tokens. */
  get token(): Float64Array | undefined {
    return this.indices.find(({ parameters }) => parameters.underlying === "token")?.fixings;
  }

  /** Fixings of the first index of a generation's GPU-hours; an index of H100 equivalents speaks for the H100. */
  ofGeneration(id: string): Float64Array | undefined {
    const isOf = (generation: string): boolean => generation === id || (generation === "" && isH100(id));
    return this.indices.find(({ parameters }) => parameters.underlying === "gpu_hour" && isOf(parameters.generation))
      ?.fixings;
  }
}

/** Whether a generation's name is that of the H100. */
export function isH100(generation: string): boolean {
  return /^h100/i.test(generation);
}
