import { roundHalfEven } from "../base/integers.ts";
import { MONEY_PER_UNIT } from "../base/units.ts";
import type { DefaultRecord } from "../clearing/default/member-default.ts";
import type { ClearingHouse } from "../clearing/house.ts";
import { type DefaultRow, usedOf } from "../clearing/member-cover.ts";
import type { MonthInstrument } from "../market/instrument.ts";
import type { Recorder } from "../record/recorder.ts";
import { WATERFALL_LAYERS } from "../record/tables.ts";

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
    this.fees(house);
    this.ccpDaily(house);
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

  /** A clearing member, once at the start. */
  member(member: number, id: string, houseAccount: number, capital: number, clients: number): void {
    const table = this.recorder.tables.members;
    const row = table.addRow();
    const { columns } = table;
    columns.member_no.values[row] = member;
    columns.member_id.values[row] = id;
    columns.house_agent_id.values[row] = houseAccount;
    columns.capital_ccy.values[row] = roundHalfEven(capital * MONEY_PER_UNIT);
    columns.clients.values[row] = clients;
  }

  /** An intraday cycle in which somebody was called. */
  intradayCycle(house: ClearingHouse): void {
    const { called, cycleNo, required, unrealised } = house.intraday;
    for (const account of called) this.marginRow(house, account, cycleNo, required[account]!, 0, unrealised[account]!);
  }

  /** Margin calls and defaults, once at the end. */
  calls(house: ClearingHouse): void {
    const table = this.recorder.tables.margin_calls;
    house.calls.calls.forEach((call, callId) => {
      const row = table.addRow();
      const { columns } = table;
      columns.call_id.values[row] = callId;
      columns.agent_id.values[row] = call.account;
      columns.session_no.values[row] = call.session;
      columns.type.values[row] = call.type;
      columns.t_us.values[row] = call.timeUs;
      columns.amount_ccy.values[row] = call.amount;
      columns.due_t_us.values[row] = call.dueUs;
      columns.met_ccy.values[row] = call.met;
      columns.met_t_us.values[row] = call.metUs;
      if (call.outcome !== undefined) columns.status.values[row] = call.outcome;
      columns.liquidated_lots.values[row] = call.liquidatedLots;
      columns.liq_loss_ccy.values[row] = call.liquidationLoss;
      columns.end_session_no.values[row] = call.endSession;
    });
    house.defaults.forEach((failed, defaultId) => this.failure(failed, defaultId));
  }

  private failure(failed: DefaultRow, defaultId: number): void {
    const table = this.recorder.tables.defaults;
    const row = table.addRow();
    const { columns } = table;
    columns.default_id.values[row] = defaultId;
    columns.type.values[row] = failed.type;
    columns.agent_id.values[row] = failed.account;
    columns.member_no.values[row] = failed.member;
    columns.session_no.values[row] = failed.session;
    columns.t_us.values[row] = failed.timeUs;
    columns.loss_ccy.values[row] = failed.loss;
    columns.member_paid_ccy.values[row] = failed.memberPaid;
    columns.bank_ccy.values[row] = failed.bank;
    const { record } = failed;
    if (record === undefined) return;
    columns.im_used_ccy.values[row] = usedOf(record, "defaulter_margin");
    columns.own_fund_used_ccy.values[row] = usedOf(record, "defaulter_fund");
    columns.house_used_ccy.values[row] = usedOf(record, "house_capital");
    columns.mutual_fund_used_ccy.values[row] = usedOf(record, "mutual_fund");
    columns.assessed_ccy.values[row] = usedOf(record, "assessments");
    columns.haircut_ccy.values[row] = usedOf(record, "vm_haircut");
    columns.torn_up_ccy.values[row] = usedOf(record, "tear_up");
    columns.uncovered_ccy.values[row] = record.uncovered;
    columns.auctioned_lots.values[row] = record.auctionedLots;
    columns.torn_up_lots.values[row] = record.tornUpLots;
    columns.ported_clients.values[row] = record.portedClients;
    this.layers(record, defaultId);
  }

  /** The layers in the rulebook's order, and last what nobody covered. */
  private layers(record: DefaultRecord, defaultId: number): void {
    const table = this.recorder.tables.waterfall;
    const { columns } = table;
    const uncovered = { layer: "uncovered", available: NaN, used: record.uncovered } as const;
    [...record.layers, uncovered].forEach(({ layer, available, used }, number) => {
      const row = table.addRow();
      columns.default_id.values[row] = defaultId;
      columns.layer_no.values[row] = number;
      columns.layer.values[row] = WATERFALL_LAYERS.indexOf(layer);
      columns.available_ccy.values[row] = available;
      columns.used_ccy.values[row] = used;
    });
  }

  private ccpDaily({ figures }: ClearingHouse): void {
    const table = this.recorder.tables.ccp_daily;
    const row = table.addRow();
    const { columns } = table;
    columns.session_no.values[row] = this.session;
    columns.house_capital_ccy.values[row] = figures.houseCapital;
    columns.fund_required_ccy.values[row] = figures.fundRequired;
    columns.fund_prefunded_ccy.values[row] = figures.fundPrefunded;
    columns.assessable_ccy.values[row] = figures.assessable;
    columns.cover1_ccy.values[row] = figures.cover1;
    columns.cover2_ccy.values[row] = figures.cover2;
    columns.worst_scenario.values[row] = figures.worstScenario;
    columns.fund_over_cover.values[row] = figures.fundOverCover;
    columns.im_required_ccy.values[row] = figures.imRequired;
    columns.im_house_ccy.values[row] = figures.imHouse;
    columns.im_held_ccy.values[row] = figures.imHeld;
    columns.vm_paid_ccy.values[row] = figures.vmPaid;
    columns.im_calls_ccy.values[row] = figures.imCalls;
    columns.n_breaches.values[row] = figures.breaches;
    columns.breach_ccy.values[row] = figures.breachMoney;
    columns.open_interest_ccy.values[row] = figures.openInterest;
    columns.members_in_default.values[row] = figures.membersInDefault;
  }

  private fees(house: ClearingHouse): void {
    const table = this.recorder.tables.fees;
    const { columns } = table;
    house.fees.flush((account, kind, lots, amount) => {
      const row = table.addRow();
      columns.session_no.values[row] = this.session;
      columns.agent_id.values[row] = account;
      columns.kind.values[row] = kind;
      columns.lots.values[row] = lots;
      columns.amount_ccy.values[row] = amount;
    });
  }

  private positions(house: ClearingHouse, instruments: readonly MonthInstrument[]): void {
    const table = this.recorder.tables.positions;
    for (let account = 0; account < this.accounts; account++)
      for (const { month, settlementTicks } of instruments) {
        const cell = house.positions.cell(account, month.index);
        const lots = house.positions.lots[cell]!;
        const long = house.positions.long[cell]!;
        const short = house.positions.short[cell]!;
        if (long === 0 && short === 0) continue;
        const row = table.addRow();
        const { columns } = table;
        columns.agent_id.values[row] = account;
        columns.instrument_id.values[row] = month.index;
        columns.session_no.values[row] = this.session;
        columns.position_lots.values[row] = lots;
        columns.both_sides_lots.values[row] = Math.min(long, short);
        columns.settle_price.values[row] = settlementTicks * month.tickMicro;
        columns.notional_ccy.values[row] = Math.abs(lots * settlementTicks * month.tickMoney);
      }
  }

  private margin(house: ClearingHouse): void {
    const { accounts, required, variation } = house;
    for (let account = 0; account < this.accounts; account++) {
      const quiet = required[account] === 0 && variation[account] === 0 && accounts.status[account] === 0;
      if (!quiet) this.marginRow(house, account, 0, required[account]!, variation[account]!, 0);
    }
  }

  private marginRow(
    { accounts }: ClearingHouse,
    account: number,
    cycle: number,
    required: number,
    vm: number,
    unrealised: number,
  ): void {
    const table = this.recorder.tables.margin;
    const row = table.addRow();
    const { columns } = table;
    columns.agent_id.values[row] = account;
    columns.session_no.values[row] = this.session;
    columns.cycle_no.values[row] = cycle;
    columns.im_req_ccy.values[row] = required;
    columns.im_held_ccy.values[row] = accounts.ledger.balance(accounts.held[account]!);
    columns.vm_ccy.values[row] = vm;
    columns.unrealised_ccy.values[row] = unrealised;
    columns.cash_ccy.values[row] = accounts.ledger.balance(accounts.free[account]!);
    columns.credit_used_ccy.values[row] = accounts.creditUsed[account]!;
    columns.member_paid_ccy.values[row] = accounts.memberPaid[account]!;
    columns.status.values[row] = accounts.status[account]!;
  }
}
