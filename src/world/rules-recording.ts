import type { Ticks, TimeUs } from "../base/units.ts";
import type { Reduction } from "../clearing/forced-reduction.ts";
import type { MonthInstrument } from "../market/instrument.ts";
import type { ObligationResult } from "../market/rules/market-maker-obligations.ts";
import type { Recorder } from "../record/recorder.ts";

/** Writes what the venue's rules did into their tables. */
export class RulesRecording {
  session = 0;
  private readonly recorder: Recorder;

  constructor(recorder: Recorder) {
    this.recorder = recorder;
  }

  /** Prices in ticks; NaN where there is none. `lots` and `lockDay` 0 where they do not apply. */
  priceEvent(
    { month }: MonthInstrument,
    timeUs: TimeUs,
    type: number,
    referenceTicks: number,
    lowTicks: number,
    highTicks: number,
    durationUs: TimeUs,
    lots: number,
    lockDay: number,
  ): void {
    const table = this.recorder.tables.limits_halts;
    const row = table.addRow();
    const { columns } = table;
    columns.event_id.values[row] = row;
    columns.instrument_id.values[row] = month.index;
    columns.session_no.values[row] = this.session;
    columns.t_us.values[row] = timeUs;
    columns.type.values[row] = type;
    columns.ref_price.values[row] = Math.round(referenceTicks * month.tickMicro);
    columns.limit_low.values[row] = Math.round(lowTicks * month.tickMicro);
    columns.limit_high.values[row] = Math.round(highTicks * month.tickMicro);
    columns.dur_us.values[row] = durationUs;
    columns.queued_lots.values[row] = lots;
    columns.lock_day.values[row] = Math.abs(lockDay);
  }

  /** One account's part in a forced reduction. */
  reduction({ month }: MonthInstrument, reduction: Reduction, limitTicks: Ticks): void {
    const table = this.recorder.tables.forced_reductions;
    const row = table.addRow();
    const { columns } = table;
    columns.instrument_id.values[row] = month.index;
    columns.session_no.values[row] = this.session;
    columns.agent_id.values[row] = reduction.account;
    columns.side.values[row] = reduction.side;
    columns.tier.values[row] = reduction.tier;
    columns.position_lots.values[row] = reduction.positionLots;
    columns.asked_lots.values[row] = reduction.askedLots;
    columns.reduced_lots.values[row] = reduction.reducedLots;
    columns.unit_result_percent.values[row] = reduction.unitResultPercent;
    columns.price.values[row] = limitTicks * month.tickMicro;
  }

  /** What a market maker owed and did in a listed month. */
  obligation(result: ObligationResult): void {
    const table = this.recorder.tables.obligations;
    const row = table.addRow();
    const { columns } = table;
    columns.session_no.values[row] = this.session;
    columns.agent_id.values[row] = result.account;
    columns.instrument_id.values[row] = result.instrument;
    columns.required_us.values[row] = result.requiredUs;
    columns.quoting_us.values[row] = result.quotingUs;
    columns.presence_percent.values[row] = result.presencePercent;
    columns.is_met.values[row] = result.isMet ? 1 : 0;
    columns.maker_lots.values[row] = result.makerLots;
    columns.rebate_ccy.values[row] = result.amount;
  }
}
