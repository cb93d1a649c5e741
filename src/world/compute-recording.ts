import { yyyymm } from "../base/dates.ts";
import { roundHalfEven } from "../base/integers.ts";
import { MONEY_PER_UNIT, type EpochDay, type TimeUs } from "../base/units.ts";
import type { IndexPublisher } from "../compute/index/publisher.ts";
import type { PhysicalUse } from "../compute/physical-use.ts";
import type { ComputeSource } from "../compute/source.ts";
import type { Recorder } from "../record/recorder.ts";
import type { PhysicalSeat } from "./compute-side.ts";

const STATUS_OK = 0;
const STATUS_FALLBACK = 1;

/** Writes what happens in the compute market into the recorder's tables. */
export class ComputeRecording {
  private readonly recorder: Recorder;
  private readonly options: { readonly regions: boolean; readonly labUse: boolean };
  /** Trading day that rows belong to. */
  session = 0;

  constructor(recorder: Recorder, options: { readonly regions: boolean; readonly labUse: boolean }) {
    this.recorder = recorder;
    this.options = options;
  }

  /** One interval of the market, and where wanted of its regions. */
  interval(timeUs: TimeUs, source: ComputeSource): void {
    const table = this.recorder.tables.compute;
    const row = table.addRow();
    const { columns } = table;
    columns.t_us.values[row] = timeUs;
    columns.requested_mtok.values[row] = source.requestedMtok;
    columns.served_mtok.values[row] = source.servedMtok;
    columns.unserved_mtok.values[row] = source.unservedMtok;
    columns.waiting_mtok.values[row] = source.waitingMtok;
    columns.capacity_mtok.values[row] = source.capacityMtok;
    columns.price.values[row] = source.priceCny;
    columns.shadow_price.values[row] = source.shadowPriceCny;
    columns.gpu_usd_hour.values[row] = source.gpuUsdHour;
    columns.fleet_gpus.values[row] = source.fleetGpus;
    columns.available_gpus.values[row] = source.availableGpus;
    columns.local_gpus.values[row] = source.localAvailableGpus;
    columns.throughput_mtok.values[row] = source.throughputMtok;
    columns.efficiency.values[row] = source.efficiency;
    columns.inference_share.values[row] = source.inferenceShare;
    columns.utilisation.values[row] = source.utilisation;
    columns.local_utilisation.values[row] = source.localUtilisation;
    columns.cny_per_usd.values[row] = source.cnyPerUsd;
    if (this.options.regions) this.regions(timeUs, source);
  }

  /** What each lab asked for and got in an interval, where wanted. */
  labs(timeUs: TimeUs, source: ComputeSource, use: PhysicalUse, seats: readonly PhysicalSeat[]): void {
    if (!this.options.labUse) return;
    const table = this.recorder.tables.lab_use;
    const { labs } = source;
    let lab = 0;
    for (let i = 0; i < seats.length; i++) {
      const { seat, isLab } = seats[i]!;
      if (!isLab) continue;
      const basis = use.basis[i]!;
      const row = table.addRow();
      const { columns } = table;
      columns.agent_id.values[row] = seat.account;
      columns.t_us.values[row] = timeUs;
      columns.requested_mtok.values[row] = labs.requestedMtok[lab]!;
      columns.served_mtok.values[row] = labs.servedMtok[lab]!;
      columns.unserved_mtok.values[row] = labs.unservedMtok[lab]!;
      columns.waiting_mtok.values[row] = labs.waitingMtok[lab]!;
      columns.price.values[row] = labs.priceCny[lab]! * basis;
      columns.shadow_price.values[row] = labs.shadowCny[lab]! * basis;
      columns.shortage_cost.values[row] = roundHalfEven(labs.shortageCny[lab]! * basis * MONEY_PER_UNIT);
      lab++;
    }
  }

  /** A hedger's physical leg since its last row; `i` is its number in `use`. */
  exposure(account: number, day: EpochDay, isLab: boolean, use: PhysicalUse, i: number): void {
    const table = this.recorder.tables.exposures;
    const row = table.addRow();
    const { columns } = table;
    columns.agent_id.values[row] = account;
    columns.session_no.values[row] = this.session;
    columns.delivery_month.values[row] = yyyymm(day);
    columns.qty_realised.values[row] = use.quantity[i]!;
    columns.unit.values[row] = isLab ? 0 : 1;
    columns.physical_price.values[row] = use.price[i]!;
    columns.qty_requested.values[row] = use.requested[i]!;
    columns.qty_unserved.values[row] = use.unserved[i]!;
    columns.shadow_price.values[row] = use.shadow[i]!;
    columns.shortage_cost.values[row] = roundHalfEven(use.shortageCny[i]! * MONEY_PER_UNIT);
    columns.side.values[row] = isLab ? 1 : -1;
  }

  /** The home fleet by generation, those not yet launched left out. */
  fleet(timeUs: TimeUs, { generations }: ComputeSource): void {
    const table = this.recorder.tables.fleet;
    for (let g = 0; g < generations.ids.length; g++) {
      if (!(generations.priceUsdHour[g]! > 0)) continue;
      const row = table.addRow();
      const { columns } = table;
      columns.generation.values[row] = generations.ids[g]!;
      columns.t_us.values[row] = timeUs;
      columns.gpus.values[row] = generations.gpus[g]!;
      columns.price_usd_hour.values[row] = generations.priceUsdHour[g]!;
    }
  }

  hourlyIndex(timeUs: TimeUs, index: number, publisher: IndexPublisher): void {
    this.index(timeUs, index, publisher, publisher.hourlyValue, publisher.hourlyEfficient, false, STATUS_OK);
  }

  fixing(timeUs: TimeUs, index: number, publisher: IndexPublisher): void {
    const status = publisher.status === "ok" ? STATUS_OK : STATUS_FALLBACK;
    this.index(timeUs, index, publisher, publisher.value, publisher.efficient, true, status);
  }

  private index(
    timeUs: TimeUs,
    index: number,
    { submissions, top1Share, restatement }: IndexPublisher,
    value: number,
    efficient: number,
    isFixing: boolean,
    status: number,
  ): void {
    const table = this.recorder.tables.spot_index;
    const row = table.addRow();
    const { columns } = table;
    columns.index_id.values[row] = index;
    columns.session_no.values[row] = this.session;
    columns.t_us.values[row] = timeUs;
    columns.value.values[row] = value;
    columns.efficient_value.values[row] = efficient;
    columns.n_submissions.values[row] = submissions;
    columns.top1_share.values[row] = top1Share;
    columns.is_fixing.values[row] = isFixing ? 1 : 0;
    columns.restatement.values[row] = isFixing ? restatement : 1;
    columns.status.values[row] = status;
  }

  private regions(timeUs: TimeUs, { regions }: ComputeSource): void {
    const table = this.recorder.tables.compute_regions;
    for (let r = 0; r < regions.ids.length; r++) {
      const row = table.addRow();
      const { columns } = table;
      columns.region.values[row] = regions.ids[r]!;
      columns.t_us.values[row] = timeUs;
      columns.requested_mtok.values[row] = regions.requestedMtok[r]!;
      columns.served_mtok.values[row] = regions.servedMtok[r]!;
      columns.unserved_mtok.values[row] = regions.unservedMtok[r]!;
      columns.price.values[row] = regions.price[r]!;
      columns.gpu_usd_hour.values[row] = regions.gpuUsdHour[r]!;
      columns.available_gpus.values[row] = regions.availableGpus[r]!;
      columns.busy_gpus.values[row] = regions.busyGpus[r]!;
      columns.net_export_gpus.values[row] = regions.netExportGpus[r]!;
    }
  }
}
