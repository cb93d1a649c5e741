import { assert } from "../base/assert.ts";
import { roundHalfEven } from "../base/integers.ts";
import type { Money, Ticks } from "../base/units.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { Accounts } from "./accounts.ts";
import { type CashFlows, FLOW_PERPETUAL_FUNDING, FLOW_VM } from "./cash-flows.ts";
import type { FeeBook } from "./fee-book.ts";
import type { Positions } from "./positions.ts";

/** A listed month at the end of a trading day. */
export interface DailySettlement {
  readonly month: ListedMonth;
  readonly settlementTicks: Ticks;
  /** Money per lot of the final cash settlement on the last trading day, else undefined. */
  readonly finalMoneyPerLot: Money | undefined;
  /** What a locked market asks for as margin, percent of contract value; 0 without a lock. */
  readonly lockMarginPercent: number;
}

/**
 * Variation margin: every position is marked to the settlement price, the day's trades from their own prices; expiring
 * months are settled in cash and leave nothing. All of it passes through the settlement account, which is empty
 * afterwards (asserted): gains and losses are equal.
 */
export class Variation {
  /** Variation margin of the last daily cycle, by account. */
  readonly cycle: Float64Array;
  /** Variation margin per cell since its position was opened. */
  readonly cumulated: Float64Array;
  private readonly accounts: Accounts;
  private readonly positions: Positions;
  private readonly flows: CashFlows;
  private readonly fees: FeeBook;

  constructor(accounts: Accounts, positions: Positions, flows: CashFlows, fees: FeeBook) {
    this.accounts = accounts;
    this.positions = positions;
    this.flows = flows;
    this.fees = fees;
    this.cycle = new Float64Array(accounts.count);
    this.cumulated = new Float64Array(accounts.count * positions.instruments);
  }

  /** Marks all months; `previousTicks`: the last settlement price by month. */
  mark(settlements: readonly DailySettlement[], previousTicks: (instrument: number) => Ticks): void {
    this.cycle.fill(0);
    for (const settlement of settlements) {
      const { index } = settlement.month;
      for (let account = 0; account < this.accounts.count; account++)
        this.markAccount(account, settlement, previousTicks(index));
    }
    this.assertSettled();
  }

  /** Longs pay shorts so much per lot, or the other way round where it is negative. */
  perpetualFunding(instrument: number, moneyPerLot: Money): void {
    if (moneyPerLot === 0) return;
    const { ledger, settlement, free } = this.accounts;
    for (let account = 0; account < this.accounts.count; account++) {
      const amount = -this.positions.lots[this.positions.cell(account, instrument)]! * moneyPerLot;
      if (amount === 0) continue;
      ledger.post(settlement, free[account]!, amount);
      this.flows.add(FLOW_PERPETUAL_FUNDING, account, instrument, amount);
    }
    this.assertSettled();
  }

  /** Gains of a cell since the last settlement at a price in ticks, not rounded; a spread's leg may lie between two. */
  gainAt(cell: number, month: ListedMonth, ticks: number, previousTicks: number): number {
    const { lots, settledLots, tradedTicks } = this.positions;
    return month.tickMoney * (lots[cell]! * ticks - settledLots[cell]! * previousTicks - tradedTicks[cell]!);
  }

  private assertSettled(): void {
    assert(this.accounts.ledger.balance(this.accounts.settlement) === 0, "variation margin does not add up to zero");
  }

  private markAccount(account: number, settlement: DailySettlement, previousTicks: Ticks): void {
    const { positions } = this;
    const { month, settlementTicks, finalMoneyPerLot } = settlement;
    const cell = positions.cell(account, month.index);
    const lots = positions.lots[cell]!;
    const settledLots = positions.settledLots[cell]!;
    const traded = positions.tradedTicks[cell]!;
    if (finalMoneyPerLot !== undefined)
      assert(!positions.hasOrders(cell), "open orders after a month's last trading day");
    const isFlat = positions.long[cell] === 0 && positions.short[cell] === 0;
    if (isFlat && settledLots === 0 && traded === 0) return;
    const nowMoney = finalMoneyPerLot ?? settlementTicks * month.tickMoney;
    // A spread's leg may have traded between two ticks; the money of a lot is whole all the same.
    const vm = lots * nowMoney - roundHalfEven((settledLots * previousTicks + traded) * month.tickMoney);
    if (vm !== 0) this.accounts.ledger.post(this.accounts.settlement, this.accounts.free[account]!, vm);
    this.cycle[account] = this.cycle[account]! + vm;
    this.flows.add(FLOW_VM, account, month.index, vm);
    this.cumulated[cell] = isFlat ? 0 : this.cumulated[cell]! + vm;
    positions.settledLots[cell] = lots;
    positions.tradedTicks[cell] = 0;
    if (finalMoneyPerLot !== undefined) this.settleFinally(account, cell, month, finalMoneyPerLot);
  }

  private settleFinally(account: number, cell: number, month: ListedMonth, moneyPerLot: Money): void {
    const lots = this.positions.long[cell]! + this.positions.short[cell]!;
    if (lots > 0) this.fees.settlement(account, month.index, lots, lots * Math.abs(moneyPerLot));
    this.positions.clear(cell);
    this.cumulated[cell] = 0;
  }
}
