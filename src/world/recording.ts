import { roundHalfEven } from "../base/integers.ts";
import { MONEY_PER_UNIT, type EpochDay, type Lots } from "../base/units.ts";
import type { Recorder } from "../record/recorder.ts";
import { ComputeRecording } from "./compute-recording.ts";
import { MarketRecording } from "./market-recording.ts";
import { MoneyRecording } from "./money-recording.ts";
import { RulesRecording } from "./rules-recording.ts";

/** Which heavy tables are kept. */
export interface RecordingOptions {
  readonly quotes: "grid" | "every_change";
  readonly orders: boolean;
  readonly trades: boolean;
  readonly regions: boolean;
  readonly labUse: boolean;
}

interface RunNames {
  readonly scenarioName: string;
  readonly variant: string;
  readonly version: string;
  readonly configSha256: string;
}

interface RunScenario {
  readonly seed: string;
  readonly start: EpochDay;
  readonly warmupSessions: number;
}

/** Writes what happens into the recorder's tables; knows tables and nothing of how the market works. */
export class Recording {
  readonly recorder: Recorder;
  readonly options: RecordingOptions;
  readonly compute: ComputeRecording;
  readonly market: MarketRecording;
  readonly money: MoneyRecording;
  readonly rules: RulesRecording;
  /** Trading day that rows belong to: after the close already the next one. */
  session = 0;

  /** `classes`: the class of each account; `instruments`: listed months and calendar spreads, of which `months` months. */
  constructor(
    recorder: Recorder,
    options: RecordingOptions,
    classes: readonly string[],
    instruments: number,
    months: number,
  ) {
    this.recorder = recorder;
    this.options = options;
    this.compute = new ComputeRecording(recorder, options);
    this.market = new MarketRecording(recorder, options.trades, classes, instruments, months);
    this.money = new MoneyRecording(recorder, classes.length);
    this.rules = new RulesRecording(recorder);
  }

  startSession(session: number): void {
    this.session = session;
    this.compute.session = session;
    this.market.startSession(session);
    this.money.startSession(session);
    this.rules.session = session;
  }

  plan(account: number, instrument: number, forecast: number, budgetPrice: number, targetLots: Lots): void {
    const table = this.recorder.tables.hedge_plans;
    const row = table.addRow();
    const { columns } = table;
    columns.agent_id.values[row] = account;
    columns.instrument_id.values[row] = instrument;
    columns.session_no.values[row] = this.session;
    columns.qty_forecast.values[row] = forecast;
    columns.budget_price.values[row] = budgetPrice;
    columns.target_lots.values[row] = targetLots;
  }

  /** The run's own row, once at the end. */
  run(options: RunNames, scenario: RunScenario, sessions: number, events: number, messages: number): void {
    const table = this.recorder.tables.runs;
    const row = table.addRow();
    const { columns } = table;
    columns.scenario.values[row] = options.scenarioName;
    columns.variant.values[row] = options.variant;
    columns.root_seed.values[row] = scenario.seed;
    columns.rng.values[row] = "alea, seedrandom 3.0.5, seeded with SHA-256 of seed/replication/stream";
    columns.engine_version.values[row] = options.version;
    columns.config_sha256.values[row] = options.configSha256;
    columns.start_date.values[row] = scenario.start;
    columns.n_sessions.values[row] = sessions;
    columns.warmup_sessions.values[row] = scenario.warmupSessions;
    columns.n_events.values[row] = events;
    columns.n_messages.values[row] = messages;
    columns.status.values[row] = 0;
  }

  agent(account: number, id: string, kind: string, group: string, capitalCny: number, parameters: string): void {
    const table = this.recorder.tables.agents;
    const row = table.addRow();
    const { columns } = table;
    this.recorder.dictionaries.agent.push(id);
    columns.agent_id.values[row] = account;
    columns.class.values[row] = kind;
    columns.group_id.values[row] = group;
    columns.capital_ccy.values[row] = roundHalfEven(capitalCny * MONEY_PER_UNIT);
    columns.params_json.values[row] = parameters;
    columns.label_manip.values[row] = 0;
  }
}
