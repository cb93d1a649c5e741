import type { EpochDay, Money } from "../../base/units.ts";
import { FixedTiers } from "./fixed-tiers.ts";
import { HistoricalVar } from "./historical-var.ts";
import type { MonthRisk } from "./month-risk.ts";
import type { MarginParameters } from "./parameters.ts";
import { Scan } from "./scan.ts";

/** How a clearing house computes initial margin. */
export interface MarginModel {
  /**
   * After the settlement prices of a day are known: `months` by instrument number, `day` = the next trading day, for which
   * margin is asked, `closedDays` = calendar days until it. Called again with the same `day` (a month was listed since) it
   * computes everything anew and learns nothing twice.
   */
  update(months: readonly (MonthRisk | undefined)[], day: EpochDay, closedDays: number): void;
  /** Money that one long or short lot of a listed month needs by itself: what orders are held for. */
  readonly perLot: Float64Array;
  /** Initial margin of one account, whole money: gross lots from `base` on, one column per instrument. */
  required(long: Int32Array, short: Int32Array, base: number): Money;
}

/** What a margin model must know of the venue. */
export interface MarginSetting {
  /** Listed months of the whole run: length of every column. */
  readonly instruments: number;
  /** Codes of the venue's contracts, in the order of their numbers. */
  readonly contracts: readonly string[];
  /** Weekdays without trading. */
  readonly holidays: readonly EpochDay[];
}

/** The model that `clearing.margin.model` names. */
export function createMarginModel(parameters: MarginParameters, setting: MarginSetting): MarginModel {
  switch (parameters.model) {
    case "fixed_tiers":
      return new FixedTiers(parameters, setting);
    case "scan":
      return new Scan(parameters, setting);
    case "historical_var":
      return new HistoricalVar(parameters, setting);
  }
}
