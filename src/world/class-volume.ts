import type { Lots, Mtok } from "../base/units.ts";
import type { Recorder } from "../record/recorder.ts";

/** The day's volume by pair of agent classes. */
export class ClassVolume {
  private readonly recorder: Recorder;
  private readonly names: readonly string[];
  private readonly classOf: Int32Array;
  private readonly lots: Float64Array;
  private readonly mtok: Float64Array;
  private readonly trades: Float64Array;

  /** `classes`: the class of each account. */
  constructor(recorder: Recorder, classes: readonly string[]) {
    this.recorder = recorder;
    this.names = [...new Set(classes)].sort();
    this.classOf = Int32Array.from(classes, (name) => this.names.indexOf(name));
    const cells = this.names.length * this.names.length;
    this.lots = new Float64Array(cells);
    this.mtok = new Float64Array(cells);
    this.trades = new Float64Array(cells);
  }

  add(buyAccount: number, sellAccount: number, lots: Lots, mtok: Mtok): void {
    const cell = this.classOf[buyAccount]! * this.names.length + this.classOf[sellAccount]!;
    this.lots[cell] = this.lots[cell]! + lots;
    this.mtok[cell] = this.mtok[cell]! + mtok;
    this.trades[cell] = this.trades[cell]! + 1;
  }

  flush(session: number): void {
    const table = this.recorder.tables.class_volume;
    const { columns } = table;
    for (let cell = 0; cell < this.trades.length; cell++) {
      if (this.trades[cell] === 0) continue;
      const row = table.addRow();
      columns.session_no.values[row] = session;
      columns.buy_class.values[row] = this.names[Math.floor(cell / this.names.length)]!;
      columns.sell_class.values[row] = this.names[cell % this.names.length]!;
      columns.volume_lots.values[row] = this.lots[cell]!;
      columns.volume_mtok.values[row] = this.mtok[cell]!;
      columns.n_trades.values[row] = this.trades[cell]!;
      this.lots[cell] = this.mtok[cell] = this.trades[cell] = 0;
    }
  }
}
