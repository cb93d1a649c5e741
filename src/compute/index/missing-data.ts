import type { Stream } from "../../base/random.ts";
import type { EpochDay } from "../../base/units.ts";
import type { IndexParameters } from "./parameters.ts";

/** The days on which an index gets no data: those of a list, and others at random. */
export class MissingData {
  private readonly days: ReadonlySet<EpochDay>;
  private readonly probability: number;
  private readonly stream: Stream;

  constructor(index: IndexParameters, stream: Stream) {
    this.days = new Set(index.missingDays);
    this.probability = index.missingProbability;
    this.stream = stream;
  }

  /** Asked once for every day that counts; draws one number whatever the answer. */
  isMissing(day: EpochDay): boolean {
    return this.stream.uniform() < this.probability || this.days.has(day);
  }
}
