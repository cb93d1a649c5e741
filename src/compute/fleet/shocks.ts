import type { EpochDay } from "../../base/units.ts";
import type { ShockParameters } from "./parameters.ts";

interface DatedLoss {
  readonly fromHour: number;
  readonly toHour: number;
  readonly left: number;
}

/** What dated losses leave of one centre. */
export class Shocks {
  private readonly losses: readonly DatedLoss[];
  /** Share of the centre that the losses of the hour leave. */
  left = 1;

  /** `shocks`: those that hit the centre. */
  constructor(shocks: readonly ShockParameters[], startDay: EpochDay) {
    this.losses = shocks.map((shock) => {
      const fromHour = (shock.date - startDay) * 24;
      return { fromHour, toHour: fromHour + shock.days * 24, left: 1 - shock.percent / 100 };
    });
  }

  /** Moves on to `hour`; whether anything changed. */
  step(hour: number): boolean {
    const before = this.left;
    this.left = 1;
    for (let i = 0; i < this.losses.length; i++) {
      const loss = this.losses[i];
      if (hour >= loss.fromHour && hour < loss.toHour) this.left *= loss.left;
    }
    return this.left !== before;
  }
}
