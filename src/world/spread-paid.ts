import { roundHalfEven } from "../base/integers.ts";
import type { Lots, Side, Ticks } from "../base/units.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { Recorder } from "../record/recorder.ts";

/**
 * The day's distance between each hedger's fill prices and the mid before the aggressor's message, in money: what it
 * paid (or, as the passive side, earned) inside its prices.
 */
export class SpreadPaid {
  private readonly recorder: Recorder;
  private readonly instruments: number;
  private readonly isHedger: Uint8Array;
  private readonly bought: Float64Array;
  private readonly sold: Float64Array;
  private readonly money: Float64Array;

  constructor(recorder: Recorder, accounts: number, instruments: number) {
    this.recorder = recorder;
    this.instruments = instruments;
    this.isHedger = new Uint8Array(accounts);
    this.bought = new Float64Array(accounts * instruments);
    this.sold = new Float64Array(accounts * instruments);
    this.money = new Float64Array(accounts * instruments);
  }

  track(account: number): void {
    this.isHedger[account] = 1;
  }

  /** `quoteSum`: bid + ask in ticks before the message; twice the price where there was no quote. */
  add(account: number, month: ListedMonth, side: Side, lots: Lots, priceTicks: Ticks, quoteSum: number): void {
    if (this.isHedger[account] === 0) return;
    const cell = account * this.instruments + month.index;
    const volume = side === 1 ? this.bought : this.sold;
    volume[cell] = volume[cell]! + lots;
    this.money[cell] = this.money[cell]! + (side * (2 * priceTicks - quoteSum) * lots * month.tickMoney) / 2;
  }

  flush(session: number): void {
    const table = this.recorder.tables.hedge_attribution;
    const { columns } = table;
    for (let cell = 0; cell < this.bought.length; cell++) {
      if (this.bought[cell] === 0 && this.sold[cell] === 0) continue;
      const row = table.addRow();
      columns.agent_id.values[row] = Math.floor(cell / this.instruments);
      columns.instrument_id.values[row] = cell % this.instruments;
      columns.session_no.values[row] = session;
      columns.lots_bought.values[row] = this.bought[cell]!;
      columns.lots_sold.values[row] = this.sold[cell]!;
      columns.spread_ccy.values[row] = roundHalfEven(this.money[cell]!);
      this.bought[cell] = this.sold[cell] = this.money[cell] = 0;
    }
  }
}
