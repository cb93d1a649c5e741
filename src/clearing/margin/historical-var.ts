import { roundHalfEven } from "../../base/integers.ts";
import type { EpochDay, Money } from "../../base/units.ts";
import type { MarginModel, MarginSetting } from "./margin-model.ts";
import { liveMonths, type MonthRisk, valuePerLot } from "./month-risk.ts";
import type { HistoricalVarParameters } from "./historical-var-parameters.ts";
import { ReturnHistory } from "./return-history.ts";
import { normalQuantile, tailLoss } from "./tail-loss.ts";

/** Trading days of a year, by which yearly volatility is scaled. */
const DAYS_PER_YEAR = 252;
/** Months of a contract that have a history of their own; farther ones share the last. */
const CURVE_POINTS = 48;

/** A live month as a position in it is looked at. */
interface Exposure {
  readonly instrument: number;
  readonly contract: number;
  readonly column: number;
  readonly value: number;
  readonly lockShare: number;
  /** Move of the curve's turn: 1 for the nearest month, -1 for the farthest. */
  readonly turn: number;
  /** Standard deviation of the move over the liquidation period: now, in the long run, and of the part on trust. */
  readonly now: number;
  readonly longRun: number;
  readonly proxy: number;
}

/**
 * Filtered historical simulation over an account's whole portfolio, months and contracts together. Past days' settlement
 * moves, each divided by the volatility estimated before it and multiplied with today's, are applied to today's positions;
 * the requirement is the loss that 1 - confidence of them exceed. Source: Barone-Adesi, Giannopoulos and Vosper, "VaR
 * without correlations for portfolios of derivative securities", J. Futures Markets 19(5), 1999. With w = days of history /
 * trust_days, at most 1:
 *
 *   M(s)     = w VaR of the scenarios at volatility s + (1 - w) normal VaR at max(s, proxy), constant correlation
 *   M        = M(now), or what the tool against procyclicality makes of it and of M(long run)
 *   margin   = max((1 - x) M + x stress, floor, what locked months ask) + concentration
 *
 * (form of SPAN 2, CME: x HistVaR + (1 - x) Stress + concentration). Moves of one day are scaled with the square root of
 * the liquidation period (assumption).
 */
export class HistoricalVar implements MarginModel {
  readonly perLot: Float64Array;
  private readonly parameters: HistoricalVarParameters;
  private readonly histories: readonly ReturnHistory[];
  private readonly proxies: readonly number[];
  private readonly confidence: number;
  private readonly quantile: number;
  private readonly trustDays: number;
  private exposures: Exposure[] = [];
  private learntFor: EpochDay = -Infinity;
  /** Number of the next day to learn from. */
  private dayNo = 0;
  private readonly losses: Float64Array;
  private readonly net: Float64Array;

  constructor(parameters: HistoricalVarParameters, setting: MarginSetting) {
    this.parameters = parameters;
    this.perLot = new Float64Array(setting.instruments);
    this.net = new Float64Array(setting.instruments);
    this.confidence = parameters.confidencePercent / 100;
    this.quantile = normalQuantile(this.confidence);
    this.trustDays = Math.min(parameters.trustDays, parameters.lookbackDays);
    this.losses = new Float64Array(parameters.lookbackDays);
    this.proxies = setting.contracts.map((code) => dailyProxy(parameters, code));
    const { procyclicality } = parameters;
    const longRunDays = procyclicality.tool === "none" ? 1 : procyclicality.longRunDays;
    const columns = Math.min(CURVE_POINTS, Math.max(1, setting.instruments));
    this.histories = this.proxies.map(
      (proxy) =>
        new ReturnHistory(columns, setting.instruments, {
          lookback: parameters.lookbackDays,
          longRunDays,
          decay: parameters.decay,
          proxy,
        }),
    );
  }

  update(months: readonly (MonthRisk | undefined)[], day: EpochDay): void {
    const isNewDay = day > this.learntFor;
    this.learntFor = day;
    this.exposures = [];
    for (let c = 0; c < this.histories.length; c++) {
      const curve = liveMonths(months, c);
      if (isNewDay) this.histories[c]!.record(curve, this.dayNo);
      else this.histories[c]!.remember(curve);
      for (let k = 0; k < curve.length; k++) this.exposures.push(this.exposure(curve, k));
    }
    if (isNewDay) this.dayNo++;
    this.perLot.fill(0);
    this.net.fill(0);
    for (const { instrument } of this.exposures) {
      this.net[instrument] = 1;
      const long = this.portfolioMargin();
      this.net[instrument] = -1;
      this.perLot[instrument] = roundHalfEven(Math.max(long, this.portfolioMargin()));
      this.net[instrument] = 0;
    }
  }

  required(long: Int32Array, short: Int32Array, base: number): Money {
    let isFlat = true;
    for (const { instrument } of this.exposures) {
      const lots = long[base + instrument]! - short[base + instrument]!;
      this.net[instrument] = lots;
      if (lots !== 0) isFlat = false;
    }
    return isFlat ? 0 : roundHalfEven(this.portfolioMargin());
  }

  private exposure(curve: readonly MonthRisk[], k: number): Exposure {
    const risk = curve[k]!;
    const history = this.histories[risk.contract]!;
    const column = Math.min(k, history.volatility.length - 1);
    const root = Math.sqrt(this.parameters.liquidationDays);
    const proxy = this.proxies[risk.contract]!;
    return {
      instrument: risk.month.index,
      contract: risk.contract,
      column,
      value: valuePerLot(risk),
      lockShare: risk.lockMarginPercent / 100,
      turn: curve.length === 1 ? 0 : 1 - (2 * k) / (curve.length - 1),
      now: root * history.volatility[column]!,
      longRun: root * history.longRunVolatility(column),
      proxy: root * proxy,
    };
  }

  /** Margin of the net lots in `net`. */
  private portfolioMargin(): number {
    const { stress, floorPercent } = this.parameters;
    const x = stress.weightPercent / 100;
    const stressed = x > 0 ? this.stressedLoss() : 0;
    const core = (1 - x) * this.steadied() + x * stressed;
    const { floor, lock, concentration } = this.addOns();
    return Math.max(core, (floor * floorPercent) / 100, lock) + concentration;
  }

  private steadied(): number {
    const { procyclicality } = this.parameters;
    const now = this.valueAtRisk("now");
    if (procyclicality.tool === "none") return now;
    const longRun = this.valueAtRisk("longRun");
    if (procyclicality.tool === "floor") return Math.max(now, longRun);
    const buffered = 1 + procyclicality.percent / 100;
    return Math.max(now, buffered * Math.min(now, longRun));
  }

  private valueAtRisk(volatility: "now" | "longRun"): number {
    const days = this.commonDays();
    const trust = Math.min(1, days / this.trustDays);
    const simulated = trust > 0 ? trust * this.simulatedLoss(volatility, days) : 0;
    return trust < 1 ? simulated + (1 - trust) * this.normalLoss(volatility) : simulated;
  }

  /** Days on which there is history of all contracts in the portfolio. */
  private commonDays(): number {
    let days = this.parameters.lookbackDays;
    for (const { instrument, contract } of this.exposures)
      if (this.net[instrument] !== 0) days = Math.min(days, this.histories[contract]!.days);
    return days;
  }

  private simulatedLoss(volatility: "now" | "longRun", days: number): number {
    const { lookbackDays } = this.parameters;
    const first = (this.dayNo - days) % lookbackDays;
    this.losses.fill(0, 0, days);
    for (const exposure of this.exposures) {
      const lots = this.net[exposure.instrument]!;
      if (lots === 0) continue;
      const size = lots * exposure.value * exposure[volatility];
      const moves = this.histories[exposure.contract]!.standardised;
      const from = exposure.column * lookbackDays;
      let slot = first;
      for (let s = 0; s < days; s++) {
        this.losses[s] = this.losses[s]! - size * moves[from + slot]!;
        slot = slot + 1 === lookbackDays ? 0 : slot + 1;
      }
    }
    return Math.max(0, tailLoss(this.losses, days, this.confidence));
  }

  /** Normal moves, any two months with the same correlation r: variance = (1 - r) sum x^2 + r (sum x)^2. */
  private normalLoss(volatility: "now" | "longRun"): number {
    const r = this.parameters.proxyCorrelation;
    let squares = 0;
    let sum = 0;
    for (const exposure of this.exposures) {
      const size = this.net[exposure.instrument]! * exposure.value * Math.max(exposure[volatility], exposure.proxy);
      squares += size * size;
      sum += size;
    }
    return this.quantile * Math.sqrt((1 - r) * squares + r * sum * sum);
  }

  /** Worse of a parallel move and a turn of the curve, either way, per contract; contracts do not help each other. */
  private stressedLoss(): number {
    const { shockPercent, twistPercent } = this.parameters.stress;
    let loss = 0;
    for (let c = 0; c < this.histories.length; c++) {
      let parallel = 0;
      let turned = 0;
      for (const { instrument, contract, value, turn } of this.exposures) {
        if (contract !== c) continue;
        parallel += this.net[instrument]! * value;
        turned += this.net[instrument]! * value * turn;
      }
      loss += Math.max(Math.abs(parallel) * shockPercent, Math.abs(turned) * twistPercent) / 100;
    }
    return loss;
  }

  /** Net value over the contracts, what locked months ask for, and the add-on for large positions. */
  private addOns(): { floor: number; lock: number; concentration: number } {
    const { thresholdLots, percent } = this.parameters.concentration;
    const netValue = new Float64Array(this.histories.length);
    let lock = 0;
    let concentration = 0;
    for (const { instrument, contract, value, lockShare } of this.exposures) {
      const lots = Math.abs(this.net[instrument]!);
      netValue[contract] = netValue[contract]! + this.net[instrument]! * value;
      lock += lots * value * lockShare;
      if (thresholdLots > 0 && lots > thresholdLots) concentration += ((lots - thresholdLots) * value * percent) / 100;
    }
    let floor = 0;
    for (const sum of netValue) floor += Math.abs(sum);
    return { floor, lock, concentration };
  }
}

function dailyProxy(parameters: HistoricalVarParameters, code: string): number {
  const own = parameters.contracts.find((contract) => contract.code === code);
  const percent = own?.proxyVolatilityPercent ?? parameters.proxyVolatilityPercent;
  return percent / 100 / Math.sqrt(DAYS_PER_YEAR);
}
