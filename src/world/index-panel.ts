import type { Streams } from "../base/random.ts";
import type { EpochDay } from "../base/units.ts";
import type { IndexParameters, TokenKindsParameters } from "../compute/index/parameters.ts";
import { IndexPublisher } from "../compute/index/publisher.ts";
import { TokenKinds } from "../compute/index/token-kinds.ts";
import type { ComputeSource } from "../compute/source.ts";

/** What an index panel is made from. */
export interface IndexPanelParts {
  readonly indices: readonly IndexParameters[];
  readonly tokenKinds: TokenKindsParameters;
  /** Name of the index that each contract settles to; empty: the first. */
  readonly settlementIndices: readonly string[];
  readonly source: ComputeSource;
  readonly streams: Streams;
  readonly startDay: EpochDay;
  readonly utcOffsetHours: number;
  readonly isBusinessDay: (day: EpochDay) => boolean;
}

/** All published indices of a world. */
export class IndexPanel {
  readonly publishers: readonly IndexPublisher[];
  readonly ids: readonly string[];
  /** Number of the index that each contract settles to. */
  readonly settlementIds: readonly number[];
  private readonly isOfTokens: readonly boolean[];
  /** For each index the number of its generation of GPUs; -1: H100 equivalents, or tokens. */
  private readonly generation: Int32Array;

  constructor(parts: IndexPanelParts) {
    const { indices, tokenKinds, source, streams, startDay, utcOffsetHours, isBusinessDay } = parts;
    this.ids = indices.map(({ id }) => id);
    this.settlementIds = parts.settlementIndices.map((id) => Math.max(0, this.ids.indexOf(id)));
    this.isOfTokens = indices.map(({ underlying }) => underlying === "token");
    this.generation = Int32Array.from(indices, ({ underlying, generation }) =>
      underlying === "gpu_hour" && generation !== "" ? source.generations.ids.indexOf(generation) : -1,
    );
    const kinds = new TokenKinds(tokenKinds, startDay);
    this.publishers = indices.map(
      (parameters) =>
        new IndexPublisher({
          parameters,
          panel: parameters.underlying === "token" ? source.tokenSellers : gpuSellers(source),
          kinds: parameters.underlying === "token" ? kinds : undefined,
          streams,
          startDay,
          utcOffsetHours,
          isBusinessDay,
        }),
    );
  }

  /** The index that a contract settles to. */
  settlementOf(contract: number): IndexPublisher {
    return this.publishers[this.settlementIds[contract]!]!;
  }

  /** Whether a contract's index prices tokens, not GPU-hours. */
  pricesTokens(contract: number): boolean {
    return this.isOfTokens[this.settlementIds[contract]!]!;
  }

  /** Takes in the hour that the source has stepped. */
  observe(source: ComputeSource): void {
    const { priceUsdHour } = source.generations;
    for (let i = 0; i < this.publishers.length; i++) {
      const generation = this.generation[i]!;
      const scale = generation < 0 ? 1 : priceUsdHour[generation]! / source.gpuUsdHour;
      this.publishers[i]!.observe(source.hour, scale);
    }
  }
}

function gpuSellers(source: ComputeSource): NonNullable<ComputeSource["gpuSellers"]> {
  if (source.gpuSellers === undefined) throw new RangeError("an index of GPU-hours needs a price of GPU-hours");
  return source.gpuSellers;
}
