import { Ewma } from "../../base/estimate/ewma.ts";
import type { InvestmentParameters } from "./parameters.ts";

const DAYS_PER_YEAR = 365.25;
const DAYS_PER_MONTH = 30.4375;

/**
 * Orders that react to prices. Each day's order is kappa (signal - hurdle) / 365.25 of the fleet of that day, delivered
 * after the lead. The signal is an exponential mean, from zero, of what futures say (ln of the far forward price over the
 * structural reference price) or, on days without such, of ln(spot price / reference level). With a long lead and a strong
 * reaction fleets and prices swing for years (cobweb, Ezekiel 1938): around a steady state the loop is stable while
 * kappa x lead x (fall of the log price per unit of log fleet) x (fleet at the order / at delivery) < pi / 2.
 */
export class Investment {
  private readonly strength: number;
  private readonly hurdle: number;
  private readonly signal: Ewma;
  /** GPUs by day of delivery, modulo the lead. */
  private readonly orders: Float64Array;
  private day = 0;
  private due = 0;

  constructor(parameters: InvestmentParameters) {
    this.strength = parameters.strength;
    this.hurdle = parameters.hurdleLog;
    this.signal = new Ewma(parameters.signalHalfLifeDays);
    this.signal.update(0, 0);
    this.orders = new Float64Array(Math.max(1, Math.round(parameters.leadMonths * DAYS_PER_MONTH)));
  }

  /** Takes in a day's signals (NaN: none) and places its order for a fleet of `fleetGpus`. */
  closeDay(logSpotRatio: number, logForwardRatio: number, fleetGpus: number): void {
    const logRatio = logForwardRatio === logForwardRatio ? logForwardRatio : logSpotRatio;
    if (logRatio === logRatio) this.signal.update(logRatio, 1);
    const slot = this.day++ % this.orders.length;
    this.due += this.orders[slot];
    this.orders[slot] = (this.strength * (this.signal.value - this.hurdle) * fleetGpus) / DAYS_PER_YEAR;
  }

  /**
   * Growth of a fleet of `fleetGpus` by what has become due since the last call, at least `lowest` (no order is less than
   * nothing), log.
   */
  deliver(fleetGpus: number, lowest: number): number {
    const delivered = Math.max(lowest, this.due / fleetGpus);
    this.due = 0;
    return delivered;
  }
}
