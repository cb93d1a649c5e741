import { roundHalfEven } from "../base/integers.ts";
import type { Lots, Money } from "../base/units.ts";
import { MONEY_PER_UNIT } from "../base/units.ts";
import type { FeeParameters } from "./fees-parameters.ts";

/** What is charged for; codes of the table `fees`, of which the first six are rates of the schedule. */
export const FEE_OPEN = 0;
export const FEE_CLOSE = 1;
export const FEE_CLOSE_TODAY = 2;
export const FEE_MAKER = 3;
export const FEE_TAKER = 4;
export const FEE_SETTLEMENT = 5;
export const FEE_ORDER_TO_TRADE = 6;
export const FEE_OBLIGATION_REBATE = 7;
export const FEE_OBLIGATION_PENALTY = 8;

const RATES = 6;

/**
 * A venue's fees. Each charge is whole money, rounded half to even; a rebate is negative. The clearing house knows how many
 * lots of a trade opened, closed and closed of those opened the same day, and charges each at its rate, and the add-on of
 * the order's role on all of them; in an auction there is none.
 */
export class FeeSchedule {
  private readonly perMille = new Float64Array(RATES);
  /** Money per lot, not rounded. */
  private readonly perLot = new Float64Array(RATES);

  constructor(parameters: FeeParameters) {
    const { perMille, perLot, close, closeToday, maker, taker } = parameters;
    const open = { perMille, perLot };
    this.set(FEE_OPEN, open);
    this.set(FEE_CLOSE, close.rate === "own" ? close : open);
    this.set(FEE_CLOSE_TODAY, closeToday.rate === "own" ? closeToday : open);
    this.set(FEE_MAKER, maker);
    this.set(FEE_TAKER, taker);
    this.set(FEE_SETTLEMENT, { perMille: parameters.settlementPerMille, perLot: parameters.settlementPerLot });
  }

  /** One charge: value x per mille / 1000 + lots x amount per lot. `kind` is one of FEE_OPEN .. FEE_SETTLEMENT. */
  charge(kind: number, value: Money, lots: Lots): Money {
    return roundHalfEven((value * this.perMille[kind]) / 1000 + lots * this.perLot[kind]);
  }

  private set(kind: number, rate: { readonly perMille: number; readonly perLot: number }): void {
    this.perMille[kind] = rate.perMille;
    this.perLot[kind] = rate.perLot * MONEY_PER_UNIT;
  }
}
