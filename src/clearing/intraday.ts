import type { Money, TimeUs } from "../base/units.ts";
import type { Accounts } from "./accounts.ts";
import { STATUS_GOOD } from "./accounts.ts";
import type { MarginBook } from "./margin-book.ts";
import { CALL_INTRADAY, type CallTime, type MarginCalls } from "./margin-calls.ts";
import type { Positions } from "./positions.ts";
import type { Variation } from "./variation.ts";

/**
 * Intraday cycles: positions are looked at with the prices of the moment, no variation margin is paid. A client in good
 * standing whose equity, balance + gains since the last settlement, has fallen below the threshold share of the margin
 * that its positions require is called for what is missing to all of it.
 */
export class Intraday {
  /** Cycles of the present trading day so far. */
  cycleNo = 0;
  /** Accounts called in the last cycle; what was required of them, and their gains since the last settlement, by account. */
  readonly called: number[] = [];
  readonly required: Float64Array;
  readonly unrealised: Float64Array;
  private readonly accounts: Accounts;
  private readonly positions: Positions;
  private readonly variation: Variation;
  private readonly margin: MarginBook;
  private readonly calls: MarginCalls;
  private readonly thresholdPercent: number;

  constructor(
    parts: {
      readonly accounts: Accounts;
      readonly positions: Positions;
      readonly variation: Variation;
      readonly margin: MarginBook;
    },
    calls: MarginCalls,
    thresholdPercent: number,
  ) {
    this.accounts = parts.accounts;
    this.positions = parts.positions;
    this.variation = parts.variation;
    this.margin = parts.margin;
    this.calls = calls;
    this.thresholdPercent = thresholdPercent;
    this.required = new Float64Array(parts.accounts.count);
    this.unrealised = new Float64Array(parts.accounts.count);
  }

  startDay(): void {
    this.cycleNo = 0;
    this.called.length = 0;
  }

  /** Runs a cycle at a price in ticks per instrument (NaN: the last settlement); returns the calls made. */
  run(at: CallTime, dueUs: TimeUs, markTicks: ArrayLike<number>): number {
    this.cycleNo++;
    this.called.length = 0;
    for (let account = 0; account < this.accounts.clients; account++) {
      if (this.accounts.status[account] !== STATUS_GOOD) continue;
      const required = this.margin.required(account);
      const gains = this.gains(account, markTicks);
      const equity = this.accounts.balance(account) + gains;
      this.required[account] = required;
      this.unrealised[account] = gains;
      if (equity * 100 >= required * this.thresholdPercent && equity >= 0) continue;
      this.calls.call(account, at, CALL_INTRADAY, dueUs, required - equity);
      this.called.push(account);
    }
    return this.called.length;
  }

  /** Gains of an account since the last settlement, rounded down to whole money. */
  gains(account: number, markTicks?: ArrayLike<number>): Money {
    let sum = 0;
    for (let i = 0; i < this.positions.instruments; i++) {
      const risk = this.margin.months[i];
      if (risk === undefined || risk.isExpired) continue;
      const cell = this.positions.cell(account, i);
      const mark = markTicks?.[i];
      const ticks = mark === undefined || Number.isNaN(mark) ? risk.settlementTicks : mark;
      sum += this.variation.gainAt(cell, risk.month, ticks, risk.settlementTicks);
    }
    return Math.floor(sum);
  }
}
