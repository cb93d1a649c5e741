import type { ClearingHouse } from "../clearing/house.ts";
import type { MonthInstrument } from "../market/instrument.ts";
import type { Recorder } from "../record/recorder.ts";

/** Writes the clearing house's books into their tables. */
export class MoneyRecording {
  private readonly recorder: Recorder;
  private readonly accounts: number;
  private session = 0;

  constructor(recorder: Recorder, accounts: number) {
    this.recorder = recorder;
    this.accounts = accounts;
  }

  startSession(session: number): void {
    this.session = session;
  }

  /** After the daily cycle: what everybody holds, owes and was paid. */
  endSession(house: ClearingHouse, instruments: readonly MonthInstrument[]): void {
    this.positions(house, instruments);
    this.margin(house);
    this.cashFlows(house);
  }

  cashFlows(house: ClearingHouse): void {
    const table = this.recorder.tables.cash_flows;
    house.flows.flush((kind, account, instrument, amount) => {
      const row = table.addRow();
      const { columns } = table;
      columns.agent_id.values[row] = account;
      columns.session_no.values[row] = this.session;
      columns.type.values[row] = kind;
      columns.amount_ccy.values[row] = amount;
      if (instrument !== house.flows.noInstrument) columns.instrument_id.values[row] = instrument;
    });
  }

  /** Margin calls and defaults, once at the end. */
  calls(house: ClearingHouse): void {
    const { calls, defaults } = house.calls;
    const table = this.recorder.tables.margin_calls;
    calls.forEach((call, callId) => {
      const row = table.addRow();
      const { columns } = table;
      columns.call_id.values[row] = callId;
      columns.agent_id.values[row] = call.account;
      columns.session_no.values[row] = call.session;
      columns.amount_ccy.values[row] = call.amount;
      columns.met_ccy.values[row] = call.met;
      if (call.outcome !== undefined) columns.status.values[row] = call.outcome;
      columns.liquidated_lots.values[row] = call.liquidatedLots;
      columns.end_session_no.values[row] = call.endSession;
    });
    const defaultsTable = this.recorder.tables.defaults;
    defaults.forEach((failed, defaultId) => {
      const row = defaultsTable.addRow();
      const { columns } = defaultsTable;
      columns.default_id.values[row] = defaultId;
      columns.agent_id.values[row] = failed.account;
      columns.session_no.values[row] = failed.session;
      columns.loss_ccy.values[row] = failed.loss;
      columns.house_ccy.values[row] = failed.house;
      columns.uncovered_ccy.values[row] = failed.uncovered;
      columns.bank_ccy.values[row] = failed.bank;
    });
  }

  private positions(house: ClearingHouse, instruments: readonly MonthInstrument[]): void {
    const table = this.recorder.tables.positions;
    for (let account = 0; account < this.accounts; account++)
      for (const { month, settlementTicks } of instruments) {
        const lots = house.positions.lots[house.positions.cell(account, month.index)]!;
        if (lots === 0) continue;
        const row = table.addRow();
        const { columns } = table;
        columns.agent_id.values[row] = account;
        columns.instrument_id.values[row] = month.index;
        columns.session_no.values[row] = this.session;
        columns.position_lots.values[row] = lots;
        columns.settle_price.values[row] = settlementTicks * month.tickMicro;
        columns.notional_ccy.values[row] = Math.abs(lots * settlementTicks * month.tickMoney);
      }
  }

  private margin(house: ClearingHouse): void {
    const { accounts, required, variation } = house;
    const table = this.recorder.tables.margin;
    for (let account = 0; account < this.accounts; account++) {
      const quiet = required[account] === 0 && variation[account] === 0 && accounts.status[account] === 0;
      if (quiet) continue;
      const row = table.addRow();
      const { columns } = table;
      columns.agent_id.values[row] = account;
      columns.session_no.values[row] = this.session;
      columns.im_req_ccy.values[row] = required[account]!;
      columns.im_held_ccy.values[row] = accounts.ledger.balance(accounts.held[account]!);
      columns.vm_ccy.values[row] = variation[account]!;
      columns.cash_ccy.values[row] = accounts.ledger.balance(accounts.free[account]!);
      columns.credit_used_ccy.values[row] = accounts.creditUsed[account]!;
      columns.status.values[row] = accounts.status[account]!;
    }
  }
}
