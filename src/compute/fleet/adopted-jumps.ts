import { exp } from "../../base/elementary.ts";
import type { Stream } from "../../base/random.ts";
import { normal } from "../../base/samplers.ts";
import type { EpochDay } from "../../base/units.ts";

const LN2 = 0.6931471805599453;

/** A change of a log level on a known date, of random size. */
export interface DatedJump {
  readonly day: EpochDay;
  readonly mean: number;
  readonly sd: number;
}

/** How jumps are taken up and, where something else catches up with them, fade; half-lives in days, Infinity: never. */
export interface JumpDynamics {
  readonly adoptionHalfLifeDays: number;
  readonly fadeHalfLifeDays: number;
}

/**
 * Jumps of a log level on known dates. The lead that they make fades with half-life F and is adopted gradually with
 * half-life A: d lead = -(ln 2 / F) lead dt + size dN, d adopted = (ln 2 / A) (lead - adopted) dt. Beside the drawn path
 * runs the one of the mean sizes, for structural references. Releases of better algorithms (which fade, as the curve of
 * efficiency catches up) and launches of hardware (which do not) move so.
 */
export class AdoptedJumps {
  private readonly jumps: readonly { readonly hour: number; readonly mean: number; readonly sd: number }[];
  private readonly stream: Stream | undefined;
  private readonly fade: number;
  private readonly adoption: number;
  private next = 0;
  private lead = 0;
  private meanLead = 0;
  /** Log level gained so far on the drawn path, and on the mean path. */
  adopted = 0;
  meanAdopted = 0;

  /**
   * Jumps before `startDay` have happened with their mean size and are adopted and faded as far as they would be. Without
   * a stream every jump has its mean size.
   */
  constructor(jumps: readonly DatedJump[], dynamics: JumpDynamics, stream: Stream | undefined, startDay: EpochDay) {
    this.jumps = jumps
      .map((jump) => ({ hour: (jump.day - startDay) * 24, mean: jump.mean, sd: jump.sd }))
      .sort((a, b) => a.hour - b.hour);
    this.stream = stream;
    this.fade = exp(-LN2 / (24 * dynamics.fadeHalfLifeDays));
    this.adoption = 1 - exp(-LN2 / (24 * dynamics.adoptionHalfLifeDays));
    const isQuiet = this.jumps.every(({ mean }) => mean === 0);
    for (let hour = isQuiet ? 0 : (this.jumps[0]?.hour ?? 0); hour < 0; hour++) this.step(hour);
  }

  /** Moves on to `hour`, one hour after the call before. */
  step(hour: number): void {
    this.lead *= this.fade;
    this.meanLead *= this.fade;
    while (this.next < this.jumps.length && this.jumps[this.next].hour <= hour) {
      const jump = this.jumps[this.next++];
      const isKnown = this.stream === undefined || jump.hour < 0;
      this.lead += isKnown ? jump.mean : normal(this.stream!, jump.mean, jump.sd);
      this.meanLead += jump.mean;
    }
    this.adopted += this.adoption * (this.lead - this.adopted);
    this.meanAdopted += this.adoption * (this.meanLead - this.meanAdopted);
  }
}
