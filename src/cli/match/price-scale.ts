import type { Ticks } from "../../base/units.ts";

/** A price that lies between two ticks. */
export const OFF_TICK = NaN;
/** A price that no order can have. */
export const BEYOND = Infinity;

/** Most decimals of a tick. */
export const DECIMALS_MAXIMUM = 9;
/** Largest tick in units of its last decimal: a price of 2^30 ticks is still exact. */
const STEP_MAXIMUM = 8_388_607;
const EXACT = 2 ** 53;

/**
 * Prices in currency as whole numbers of ticks and back, exactly. A tick is `step` units of the last of `decimals`
 * decimals: .25 has step 25 and 2 decimals.
 */
export class PriceScale {
  readonly step: number;
  readonly decimals: number;
  /** Prices beyond this many ticks, up or down, are no prices. */
  readonly limitTicks: Ticks;
  private readonly powers: readonly number[];

  constructor(step: number, decimals: number, limitTicks: Ticks) {
    this.step = step;
    this.decimals = decimals;
    this.limitTicks = limitTicks;
    this.powers = Array.from({ length: decimals + 1 }, (_, decimal) => 10 ** decimal);
  }

  /** Ticks of a price of `digits` units of the last of so many decimals, of which it needs all; OFF_TICK, or BEYOND. */
  ticksOf(digits: number, decimals: number): number {
    if (decimals > this.decimals) return OFF_TICK;
    const units = digits * this.powers[this.decimals - decimals];
    if (!(Math.abs(units) < EXACT)) return BEYOND;
    if (units % this.step !== 0) return OFF_TICK;
    const ticks = units / this.step;
    // A price of nothing may have come as -0.
    return Math.abs(ticks) > this.limitTicks ? BEYOND : ticks + 0;
  }
}

/** Step and decimals of a tick that is the `parts`-th part of a decimal number; undefined where they cannot be exact. */
export function stepOf(tick: number, parts = 1): { step: number; decimals: number } | undefined {
  for (let decimals = 0; decimals <= DECIMALS_MAXIMUM; decimals++) {
    const scaled = (tick / parts) * 10 ** decimals;
    const step = Math.round(scaled);
    if (step > STEP_MAXIMUM) return undefined;
    // Within the accuracy of the number that was written.
    if (step > 0 && Math.abs(scaled - step) <= step * 1e-12) return { step, decimals };
  }
  return undefined;
}

/** Ticks of the lowest price that is not below a number. */
export function lowestTicks(price: number, tick: number): Ticks {
  return Math.ceil(price / tick - SLACK);
}

/** Ticks of the highest price that is not above a number. */
export function highestTicks(price: number, tick: number): Ticks {
  return Math.floor(price / tick + SLACK);
}

/** A price that was written on a tick is on it. */
const SLACK = 1e-6;
