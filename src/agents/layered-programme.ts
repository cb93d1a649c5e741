import type { NumberSpec, ParametersOf } from "../base/parameters.ts";
import { real } from "./real.ts";

const DAYS_PER_MONTH = 30.4375;
const SOURCE = "layered programme of 25, 50 and 75 %, as treasuries of fuel buyers run it; assumption";

const months = (value: number, meaning: string) => real("months", value, 0, 60, meaning, SOURCE);
const layer = (value: number, meaning: string) => real("1", value, 0, 2, meaning, SOURCE);
const share = (value: number, meaning: string) => real("1", value, 0, 2, meaning, "assumption");
const sessions = (value: number, meaning: string) =>
  ({
    kind: "integer",
    unit: "trading days",
    default: value,
    minimum: 1,
    maximum: 1000,
    varies: true,
    meaning,
    source: "assumption",
  }) as const satisfies NumberSpec;

/** The hedge programme of a lab or a data centre. */
export const programmeTable = {
  startMonths: months(12, "Time before a delivery month at which its programme begins."),
  layer1Months: months(7, "Time before the delivery month by which the first layer is complete."),
  layer1Share: layer(0.25, "Share of the forecast hedged by then."),
  layer2Months: months(4, "Time before the delivery month by which the second layer is complete."),
  layer2Share: layer(0.5, "Share of the forecast hedged by then."),
  layer3Months: months(1, "Time before the delivery month by which the last layer is complete."),
  layer3Share: layer(0.75, "Share of the forecast hedged from then on."),
  revisionSessions: sessions(5, "Time between two revisions of forecasts and targets."),
  catchUpSessions: sessions(5, "Time over which the gap between target and position is closed."),
  deadBand: share(0.02, "Gap, as a share of the target, below which nothing is traded."),
  deliveryTolerance: share(0.1, "In the delivery month: excess over the target above which the position is reduced."),
  participation: share(0.05, "Largest share of the last trading day's volume of a listed month to trade in a day."),
  dailyFloorCny: real(
    "CNY per listed month and trading day",
    100_000,
    0,
    1e11,
    "Value to trade in a day however small that volume was.",
    "assumption",
  ),
} as const satisfies Record<string, NumberSpec>;

export type ProgrammeParameters = ParametersOf<typeof programmeTable>;

/** Time from a day to the first day of a delivery month, in months of 30.4375 days. */
export function tenorMonths(firstDay: number, day: number): number {
  return (firstDay - day) / DAYS_PER_MONTH;
}

/**
 * Share of its forecast that a programme wants hedged at a tenor in months: 0 at its start, each layer's share at that
 * layer's tenor, straight lines between, the last share from there on.
 */
export function programmeShare(p: ProgrammeParameters, tenor: number): number {
  if (tenor >= p.startMonths) return 0;
  if (tenor > p.layer1Months) return between(tenor, p.startMonths, 0, p.layer1Months, p.layer1Share);
  if (tenor > p.layer2Months) return between(tenor, p.layer1Months, p.layer1Share, p.layer2Months, p.layer2Share);
  if (tenor > p.layer3Months) return between(tenor, p.layer2Months, p.layer2Share, p.layer3Months, p.layer3Share);
  return p.layer3Share;
}

function between(tenor: number, earlier: number, shareEarlier: number, later: number, shareLater: number): number {
  const done = earlier > later ? (earlier - tenor) / (earlier - later) : 1;
  return shareEarlier + Math.min(1, Math.max(0, done)) * (shareLater - shareEarlier);
}
