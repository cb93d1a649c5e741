import type { EpochDay, Money, Ticks } from "../base/units.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { MarginModel } from "./margin/margin-model.ts";
import type { MonthRisk } from "./margin/month-risk.ts";
import type { Positions } from "./positions.ts";
import type { DailySettlement } from "./variation.ts";

/** Listed months at their last settlement prices, and the margin that the model asks for at them. */
export class MarginBook {
  /** By instrument; undefined until listed. */
  readonly months: (MonthRisk | undefined)[];
  /** Margin of one lot by itself. */
  readonly perLot: Float64Array;
  private readonly model: MarginModel;
  private readonly positions: Positions;
  private closedDays = 1;

  constructor(model: MarginModel, positions: Positions) {
    this.model = model;
    this.positions = positions;
    this.perLot = model.perLot;
    this.months = new Array<MonthRisk | undefined>(positions.instruments).fill(undefined);
  }

  /** Takes in a newly listed month at its listing price, on the trading day `day`. */
  list(month: ListedMonth, day: EpochDay): void {
    this.months[month.index] = {
      month,
      contract: month.contract,
      settlementTicks: month.listTicks,
      openInterestLots: 0,
      lockMarginPercent: 0,
      isExpired: false,
    };
    this.model.update(this.months, day, this.closedDays);
  }

  /** The settlement prices of a day are known; margin is asked for the next trading day, `closedDays` calendar days on. */
  settle(settlements: readonly DailySettlement[], nextDay: EpochDay, closedDays: number): void {
    for (const { month, settlementTicks, finalMoneyPerLot, lockMarginPercent } of settlements) {
      const risk = this.months[month.index]!;
      risk.settlementTicks = settlementTicks;
      risk.lockMarginPercent = lockMarginPercent;
      risk.isExpired = finalMoneyPerLot !== undefined;
      risk.openInterestLots = this.positions.openInterest(month.index);
    }
    this.closedDays = closedDays;
    this.model.update(this.months, nextDay, closedDays);
  }

  /** Initial margin of an account's positions as they are. */
  required(account: number): Money {
    return this.model.required(this.positions.long, this.positions.short, account * this.positions.instruments);
  }

  /** Last settlement price of a listed month. */
  ticks(instrument: number): Ticks {
    return this.months[instrument]!.settlementTicks;
  }

  tickMoney(instrument: number): Money {
    return this.months[instrument]!.month.tickMoney;
  }
}
