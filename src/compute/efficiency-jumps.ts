import { exp } from "../base/elementary.ts";
import type { Stream } from "../base/random.ts";
import { normal } from "../base/samplers.ts";
import type { EpochDay } from "../base/units.ts";
import type { CapacityParameters } from "./parameters.ts";

const LN2 = 0.6931471805599453;

/**
 * Releases that put algorithmic efficiency ahead of its curve. Each adds a log size drawn on its date; the lead fades as
 * the curve catches up (half-life F) and all providers adopt it gradually (half-life A):
 * d lead = -(ln 2 / F) lead dt + size dN, d adopted = (ln 2 / A) (lead - adopted) dt. Beside the drawn path runs the one
 * of the mean sizes, which the structural reference price follows.
 */
export class EfficiencyJumps {
  private readonly jumps: readonly { readonly hour: number; readonly mean: number; readonly sd: number }[];
  private readonly stream: Stream;
  private readonly fade: number;
  private readonly adoption: number;
  private next = 0;
  private lead = 0;
  private meanLead = 0;
  /** Log efficiency gained so far on the drawn path, and on the mean path. */
  adopted = 0;
  meanAdopted = 0;

  /** Jumps before `startDay` are left out: the curve has caught up with them. */
  constructor(parameters: CapacityParameters, stream: Stream, startDay: EpochDay) {
    this.jumps = parameters.efficiencyJumps
      .map((jump) => ({ hour: (jump.date - startDay) * 24, mean: jump.mean, sd: jump.sd }))
      .filter((jump) => jump.hour >= 0)
      .sort((a, b) => a.hour - b.hour);
    this.stream = stream;
    this.fade = exp(-LN2 / (24 * parameters.jumpFadeHalfLifeDays));
    this.adoption = 1 - exp(-LN2 / (24 * parameters.jumpAdoptionHalfLifeDays));
  }

  /** Moves on to `hour`, one hour after the call before. */
  step(hour: number): void {
    this.lead *= this.fade;
    this.meanLead *= this.fade;
    while (this.next < this.jumps.length && this.jumps[this.next].hour <= hour) {
      const jump = this.jumps[this.next++];
      this.lead += normal(this.stream, jump.mean, jump.sd);
      this.meanLead += jump.mean;
    }
    this.adopted += this.adoption * (this.lead - this.adopted);
    this.meanAdopted += this.adoption * (this.meanLead - this.meanAdopted);
  }
}
