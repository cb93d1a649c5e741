import { log } from "../../base/elementary.ts";
import type { MonthRisk } from "./month-risk.ts";

/** Settlement moves of one contract by position on its curve: column 0 is the nearest month, column 1 the one after it. */
export class ReturnHistory {
  /** Days remembered without a gap, the last one included; at most `lookback`. */
  days = 0;
  /** Moves over their volatility estimated the day before, at column x lookback + day number modulo lookback. */
  readonly standardised: Float64Array;
  /** Volatility of the next day's log move, per column. */
  readonly volatility: Float64Array;
  private readonly lookback: number;
  private readonly decay: number;
  private readonly longRunDays: number;
  private readonly proxy: number;
  private readonly columns: number;
  /** Squared moves of the last longRunDays days, in the same layout, their sums, and how many there were. */
  private readonly squares: Float64Array;
  private readonly sumOfSquares: Float64Array;
  private recorded = 0;
  private readonly previousTicks: Float64Array;

  /** `proxy` is the volatility of one day's log move before anything is known; `decay` as in `volatility`. */
  constructor(
    columns: number,
    instruments: number,
    terms: { lookback: number; longRunDays: number; decay: number; proxy: number },
  ) {
    this.columns = columns;
    this.lookback = terms.lookback;
    this.longRunDays = terms.longRunDays;
    this.decay = terms.decay;
    this.proxy = terms.proxy;
    this.standardised = new Float64Array(columns * terms.lookback);
    this.volatility = new Float64Array(columns).fill(terms.proxy);
    this.squares = new Float64Array(columns * terms.longRunDays);
    this.sumOfSquares = new Float64Array(columns);
    this.previousTicks = new Float64Array(instruments).fill(NaN);
  }

  /**
   * Takes in the settlement prices of the world's `dayNo`-th day, nearest month first. With z = r / s and the volatility
   * then s^2 := decay s^2 + (1 - decay) r^2 (RiskMetrics, 1996). A month without a move (new, or a price that is not above
   * zero) and the columns beyond the last month take the standardised move of the next nearer column. History begins with
   * the first move; a day without any move after that counts as one on which nothing moved.
   */
  record(curve: readonly MonthRisk[], dayNo: number): void {
    const slot = dayNo % this.lookback;
    let nearest = NaN;
    for (let k = 0; k < curve.length && nearest !== nearest; k++) nearest = this.standardisedMove(curve, k);
    if (nearest !== nearest && this.days === 0) {
      this.remember(curve);
      return;
    }
    let z = nearest === nearest ? nearest : 0;
    for (let k = 0; k < this.columns; k++) {
      const own = this.standardisedMove(curve, k);
      if (own === own) z = own;
      this.standardised[k * this.lookback + slot] = z;
      if (nearest === nearest) this.learn(k, z * this.volatility[k]!);
    }
    if (nearest === nearest) this.recorded++;
    this.days = Math.min(this.days + 1, this.lookback);
    this.remember(curve);
  }

  /** Price from which a month's next move counts, where it has none yet. */
  remember(curve: readonly MonthRisk[]): void {
    for (const risk of curve) this.previousTicks[risk.month.index] = risk.settlementTicks;
  }

  /** Volatility over the last longRunDays days with equal weights; days that are missing count with the proxy. */
  longRunVolatility(column: number): number {
    const missing = Math.max(0, this.longRunDays - this.recorded);
    const mean = (this.sumOfSquares[column]! + missing * this.proxy * this.proxy) / this.longRunDays;
    return Math.sqrt(Math.max(0, mean));
  }

  private learn(column: number, move: number): void {
    const before = this.volatility[column]!;
    this.volatility[column] = Math.sqrt(this.decay * before * before + (1 - this.decay) * move * move);
    const at = column * this.longRunDays + (this.recorded % this.longRunDays);
    this.sumOfSquares[column] = this.sumOfSquares[column]! + move * move - this.squares[at]!;
    this.squares[at] = move * move;
  }

  /** NaN where there is none. */
  private standardisedMove(curve: readonly MonthRisk[], k: number): number {
    const risk = curve[k];
    if (risk === undefined) return NaN;
    const before = this.previousTicks[risk.month.index]!;
    return before > 0 && risk.settlementTicks > 0 ? log(risk.settlementTicks / before) / this.volatility[k]! : NaN;
  }
}
