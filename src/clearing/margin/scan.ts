import { yyyymm } from "../../base/dates.ts";
import { roundHalfEven } from "../../base/integers.ts";
import type { EpochDay, Money } from "../../base/units.ts";
import { calendarCharge, type CalendarLegs } from "./calendar-spreads.ts";
import type { MarginModel, MarginSetting } from "./margin-model.ts";
import { liveMonths, type MonthRisk, valuePerLot } from "./month-risk.ts";
import type { ScanParameters } from "./scan-parameters.ts";

/**
 * Price moves of the sixteen scenarios as shares of the scan range, volatility up and down by turns: no move, one, two and
 * three thirds of the range either way, and an extreme move of three ranges of which 33 % is covered. Futures do not know
 * volatility, so that each pair is the same scenario twice; and 3 x 33 % is less than one range, so that the extreme moves
 * never are the worst ones. Source: CME, components of SPAN: risk arrays.
 */
export const SCENARIOS: readonly number[] = [
  0,
  0,
  1 / 3,
  1 / 3,
  -1 / 3,
  -1 / 3,
  2 / 3,
  2 / 3,
  -2 / 3,
  -2 / 3,
  1,
  1,
  -1,
  -1,
  3 * 0.33,
  3 * -0.33,
];

/** What a contract's live months have in common. */
interface Commodity {
  readonly legs: CalendarLegs;
  /** Instrument numbers, nearest first; columns of `legs` in the same order. */
  readonly instruments: readonly number[];
  /** Scan range and delivery charge per lot, money. */
  readonly range: readonly number[];
  readonly delivery: readonly number[];
}

/**
 * SPAN for futures. Per contract
 *
 *   scan risk = max over scenarios of the loss of all months together,
 *   + intra-commodity charge for months that offset each other + delivery charge,
 *
 * and over the contracts their sum less inter-commodity credits: per spread, credit x price risk of both legs, where price
 * risk per unit = scan risk / net units of the contract. Source: CME SPAN methodology.
 */
export class Scan implements MarginModel {
  readonly perLot: Float64Array;
  private readonly parameters: ScanParameters;
  private readonly setting: MarginSetting;
  private readonly commodities: Commodity[] = [];
  /** Per contract: scan risk, net units before and after spreads between contracts. */
  private readonly scanRisk: Float64Array;
  private readonly netUnits: Float64Array;
  private readonly unitsLeft: Float64Array;

  constructor(parameters: ScanParameters, setting: MarginSetting) {
    this.parameters = parameters;
    this.setting = setting;
    this.perLot = new Float64Array(setting.instruments);
    this.scanRisk = new Float64Array(setting.contracts.length);
    this.netUnits = new Float64Array(setting.contracts.length);
    this.unitsLeft = new Float64Array(setting.contracts.length);
  }

  update(months: readonly (MonthRisk | undefined)[], day: EpochDay): void {
    this.perLot.fill(0);
    for (let c = 0; c < this.setting.contracts.length; c++) {
      const live = liveMonths(months, c);
      const range = live.map((risk) => (valuePerLot(risk) * this.rangePercent(risk, day)) / 100);
      const delivery = live.map((risk) => (valuePerLot(risk) * this.deliveryPercent(risk, day)) / 100);
      const instruments = live.map((risk) => risk.month.index);
      for (let k = 0; k < live.length; k++) this.perLot[instruments[k]!] = roundHalfEven(range[k]! + delivery[k]!);
      const legs = {
        units: new Float64Array(live.length),
        valuePerUnit: live.map((risk) => valuePerLot(risk) / risk.month.multiplier),
        unitsPerLot: live.map((risk) => risk.month.multiplier),
      };
      this.commodities[c] = { legs, instruments, range, delivery };
    }
  }

  required(long: Int32Array, short: Int32Array, base: number): Money {
    let sum = 0;
    for (let c = 0; c < this.commodities.length; c++) sum += this.commodityRisk(c, long, short, base);
    if (sum === 0) return 0;
    return roundHalfEven(Math.max(0, sum - this.credits()));
  }

  /** Scan risk, calendar and delivery charge of one contract; leaves scan risk and net units behind for the credits. */
  private commodityRisk(c: number, long: Int32Array, short: Int32Array, base: number): number {
    const { legs, instruments, range, delivery } = this.commodities[c]!;
    let gain = 0;
    let net = 0;
    let charge = 0;
    for (let k = 0; k < instruments.length; k++) {
      const at = base + instruments[k]!;
      const lots = long[at]! - short[at]!;
      gain += lots * range[k]!;
      charge += Math.abs(lots) * delivery[k]!;
      legs.units[k] = lots * legs.unitsPerLot[k]!;
      net += legs.units[k]!;
    }
    this.netUnits[c] = this.unitsLeft[c] = net;
    this.scanRisk[c] = worstLoss(gain);
    return this.scanRisk[c]! + charge + calendarCharge(legs, this.parameters.calendarPercent / 100);
  }

  private credits(): number {
    let sum = 0;
    for (const credit of this.parameters.interCommodity) {
      const a = this.setting.contracts.indexOf(credit.first);
      const b = this.setting.contracts.indexOf(credit.second);
      if (a < 0 || b < 0 || a === b || this.unitsLeft[a]! * this.unitsLeft[b]! >= 0) continue;
      const spreads = Math.min(
        Math.abs(this.unitsLeft[a]!) / credit.firstUnits,
        Math.abs(this.unitsLeft[b]!) / credit.secondUnits,
      );
      const risk = this.use(a, spreads * credit.firstUnits) + this.use(b, spreads * credit.secondUnits);
      sum += (risk * credit.creditPercent) / 100;
    }
    return sum;
  }

  /** Takes units of a contract into a spread and tells the scan risk that they carry. */
  private use(c: number, units: number): number {
    this.unitsLeft[c] = this.unitsLeft[c]! - (this.unitsLeft[c]! > 0 ? units : -units);
    return (this.scanRisk[c]! * units) / Math.abs(this.netUnits[c]!);
  }

  private rangePercent(risk: MonthRisk, day: EpochDay): number {
    const { rangePercent, tenors, contracts } = this.parameters;
    const monthsAhead = risk.month.isPerpetual ? 0 : monthsBetween(yyyymm(day), risk.month.deliveryMonth);
    let percent = rangePercent;
    let from = -1;
    for (const tier of tenors)
      if (tier.fromMonths <= monthsAhead && tier.fromMonths > from) {
        from = tier.fromMonths;
        percent = tier.percent;
      }
    const own = contracts.find(({ code }) => code === this.setting.contracts[risk.contract]);
    return Math.max(percent * (own?.factor ?? 1), risk.lockMarginPercent);
  }

  private deliveryPercent(risk: MonthRisk, day: EpochDay): number {
    return yyyymm(day) >= risk.month.deliveryMonth ? this.parameters.deliveryPercent : 0;
  }
}

/** Largest loss over the scenarios of a position that gains `gain` when prices rise by one range. */
function worstLoss(gain: number): number {
  let worst = 0;
  for (let s = 0; s < SCENARIOS.length; s++) worst = Math.max(worst, -gain * SCENARIOS[s]!);
  return worst;
}

/** Calendar months from one yyyymm to another, none if it has passed. */
function monthsBetween(from: number, to: number): number {
  return Math.max(0, (Math.floor(to / 100) - Math.floor(from / 100)) * 12 + (to % 100) - (from % 100));
}
