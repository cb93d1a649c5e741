import type { Money } from "../base/units.ts";
import { assessmentCap } from "./default/assessments.ts";
import type { DeskParts } from "./house-desk.ts";
import type { CallTime, MarginCalls } from "./margin-calls.ts";
import { valuePerLot } from "./margin/month-risk.ts";
import type { ClearingParameters } from "./parameters.ts";
import { type StressResult, stressTest } from "./stress/cover.ts";

/** The clearing house after a daily cycle: the columns of the table `ccp_daily`. */
export interface CcpFigures {
  readonly houseCapital: Money;
  readonly fundRequired: Money;
  readonly fundPrefunded: Money;
  readonly assessable: Money;
  readonly cover1: Money;
  readonly cover2: Money;
  readonly worstScenario: string;
  /** NaN where the cover that sizes the fund is zero, or the waterfall has no fund. */
  readonly fundOverCover: number;
  readonly imRequired: Money;
  readonly imHouse: Money;
  readonly imHeld: Money;
  readonly vmPaid: Money;
  readonly imCalls: Money;
  readonly breaches: number;
  readonly breachMoney: Money;
  readonly openInterest: Money;
  readonly membersInDefault: number;
}

/** Runs the day's stress test and adds up what the house discloses of a day. */
export class CcpDay {
  private readonly parts: DeskParts;
  private readonly calls: MarginCalls;
  private readonly parameters: ClearingParameters;
  private readonly contracts: readonly string[];
  private readonly held: Float64Array;
  private readonly member: Int32Array;
  private breaches = 0;
  private breachMoney: Money = 0;
  private firstCall = 0;

  /** `contracts`: codes of the venue's contracts, in the order of their numbers. */
  constructor(parts: DeskParts, calls: MarginCalls, parameters: ClearingParameters, contracts: readonly string[]) {
    this.parts = parts;
    this.calls = calls;
    this.parameters = parameters;
    this.contracts = contracts;
    this.held = new Float64Array(parts.accounts.count);
    this.member = new Int32Array(parts.accounts.count);
  }

  /** After variation margin and before margin is reviewed: whose loss of the day exceeds the margin held for it. */
  countBreaches(): void {
    const { accounts, variation } = this.parts;
    this.breaches = 0;
    this.breachMoney = 0;
    for (let account = 0; account < accounts.count; account++) {
      const held = accounts.ledger.balance(accounts.held[account]!);
      const beyond = -variation.cycle[account]! - held;
      if (held === 0 || beyond <= 0) continue;
      this.breaches++;
      this.breachMoney += beyond;
    }
  }

  /** Losses beyond the margin held in the stress scenarios; accounts of members in default are left out. */
  stress(): StressResult {
    const { accounts, members, positions, margin } = this.parts;
    for (let account = 0; account < accounts.count; account++) {
      const member = members.memberOf[account]!;
      this.held[account] = accounts.ledger.balance(accounts.held[account]!);
      this.member[account] = members.inDefault[member] === 1 ? -1 : member;
    }
    const { long, short, instruments } = positions;
    const book = { member: this.member, margin: this.held, long, short, instruments, members: members.count };
    return stressTest(this.parameters.stress, margin.months, this.contracts, book);
  }

  /** Everything together, at the end of the cycle; `assessed`: called from each member beyond the fund so far. */
  figures(at: CallTime, required: Float64Array, stress: StressResult, assessed: Float64Array): CcpFigures {
    const { accounts, members, fund, variation } = this.parts;
    const { cover1, cover2, worstScenario } = stress;
    const cover = this.parameters.stress.cover === 1 ? cover1 : cover2;
    const fundPrefunded = fund.prefunded;
    return {
      houseCapital: accounts.ledger.balance(accounts.houseCapital),
      fundRequired: fund.requiredInAll,
      fundPrefunded,
      assessable: this.assessable(assessed),
      cover1,
      cover2,
      worstScenario,
      fundOverCover: cover > 0 && fund.requiredInAll > 0 ? fundPrefunded / cover : NaN,
      imRequired: sumFrom(required, 0),
      imHouse: sumFrom(required, accounts.clients),
      imHeld: accounts.held.reduce((sum, ledgerAccount) => sum + accounts.ledger.balance(ledgerAccount), 0),
      vmPaid: variation.cycle.reduce((sum, gain) => sum + Math.max(0, -gain), 0),
      imCalls: this.called(at.session),
      breaches: this.breaches,
      breachMoney: this.breachMoney,
      openInterest: this.openInterest(),
      membersInDefault: members.inDefault.reduce((sum, flag) => sum + flag, 0),
    };
  }

  private assessable(assessed: Float64Array): Money {
    const layer = this.parameters.waterfall.find((candidate) => candidate.layer === "assessments");
    if (layer?.layer !== "assessments") return 0;
    const { members, fund } = this.parts;
    let sum = 0;
    for (let m = 0; m < members.count; m++) {
      if (members.inDefault[m] === 1) continue;
      const terms = { fundRequired: fund.required[m]!, alreadyAssessed: assessed[m]!, capital: members.capital(m) };
      sum += assessmentCap(terms, layer.capPercent, layer.totalCapPercent);
    }
    return sum;
  }

  /** Margin called on a trading day, intraday and after its close. */
  private called(session: number): Money {
    const { calls } = this.calls;
    let sum = 0;
    for (; this.firstCall < calls.length; this.firstCall++) {
      const call = calls[this.firstCall]!;
      if (call.session === session) sum += call.amount;
    }
    return sum;
  }

  private openInterest(): Money {
    let sum = 0;
    for (const risk of this.parts.margin.months)
      if (risk !== undefined && !risk.isExpired)
        sum += this.parts.positions.openInterest(risk.month.index) * valuePerLot(risk);
    return sum;
  }
}

function sumFrom(column: Float64Array, from: number): number {
  let sum = 0;
  for (let i = from; i < column.length; i++) sum += column[i]!;
  return sum;
}
