import { assert } from "../base/assert.ts";
import type { Stream } from "../base/random.ts";
import type { Money, TimeUs } from "../base/units.ts";
import { STATUS_DEFAULTED, STATUS_GOOD, STATUS_LIQUIDATING } from "./accounts.ts";
import { FLOW_DEFAULT } from "./cash-flows.ts";
import { type DefaultRecord, DefaultProcess } from "./default/member-default.ts";
import { type DeskParts, HouseDesk } from "./house-desk.ts";
import type { CallTime, MarginCalls } from "./margin-calls.ts";
import type { ClearingParameters } from "./parameters.ts";

/** Who defaulted; codes of the table `defaults`. */
export const DEFAULT_OF_CLIENT = 0;
export const DEFAULT_OF_MEMBER = 1;

/** A default and who paid: one row of the table `defaults`. */
export interface DefaultRow {
  /** DEFAULT_OF_CLIENT or DEFAULT_OF_MEMBER. */
  readonly type: number;
  /** The client, or the member's own account. */
  readonly account: number;
  readonly member: number;
  readonly session: number;
  readonly timeUs: TimeUs;
  readonly loss: Money;
  readonly memberPaid: Money;
  /** Besides, drawn on credit lines and never paid back. */
  readonly bank: Money;
  /** What the waterfall did; undefined for a client. */
  readonly record: DefaultRecord | undefined;
}

/**
 * Clearing members answer for their clients and for themselves. After each cycle's variation margin a member pays what
 * clients that missed their calls are short of (an advance, paid back out of what they have later), and puts up the margin
 * of its own positions. A member whose money does not suffice is in default: the default process takes over. What a client
 * without positions still owes is its member's loss.
 */
export class MemberCover {
  readonly rows: DefaultRow[] = [];
  readonly desk: HouseDesk;
  private readonly parts: DeskParts;
  private readonly calls: MarginCalls;
  private readonly management: DefaultProcess;
  private turn = 0;

  constructor(parts: DeskParts, calls: MarginCalls, parameters: ClearingParameters, auctionStream: Stream) {
    this.parts = parts;
    this.calls = calls;
    this.desk = new HouseDesk(parts);
    this.management = new DefaultProcess(parameters.defaults, parameters.waterfall, this.desk, auctionStream);
  }

  /**
   * After variation margin and new prices: members pay, or default until all that are left can pay. Who cannot pay is found
   * out before anybody's default is managed, so that none of them pays for another: the order of members does not matter.
   */
  run(at: CallTime): void {
    const { members } = this.parts;
    this.management.startCycle();
    for (let m = 0; m < members.count; m++) if (members.inDefault[m] === 1 && this.owes(m)) this.manage(m, at);
    const { failing } = this.desk;
    const failed = new Set<number>();
    for (let again = true; again;) {
      for (let m = 0; m < members.count; m++)
        failing[m] = members.inDefault[m] === 0 && (failed.has(m) || !this.canPay(m)) ? 1 : 0;
      again = failing.includes(1);
      for (let m = 0; m < members.count; m++)
        if (failing[m] === 1) for (const next of this.manage(m, at)) failed.add(next);
    }
    for (let m = 0; m < members.count; m++) if (members.inDefault[m] === 0) this.pay(m);
    this.rehome();
  }

  /**
   * Before the review of an account: surplus pays back what was advanced to it; a client without positions that still owes
   * has defaulted.
   */
  review(account: number, at: CallTime, required: Money): void {
    const { accounts, positions, members } = this.parts;
    if (members.isHouseAccount(account)) {
      this.reviewOwn(account, required);
      return;
    }
    this.takeBack(account, accounts.memberPaid, required);
    this.takeBack(account, this.desk.covered, required);
    const memberPaid = accounts.memberPaid[account]!;
    const loss = memberPaid + this.desk.covered[account]!;
    if (loss > 0 && positions.isFlat(account) && accounts.balance(account) >= 0)
      this.endClient(account, at, loss, memberPaid);
  }

  /** Positions of an account that its owner may not keep whatever it has: those of a member in default. */
  isWoundUp(account: number): boolean {
    return this.desk.hasFailed(account) && this.parts.members.inDefault[this.parts.members.memberOf[account]!] === 1;
  }

  private canPay(member: number): boolean {
    return this.parts.members.capital(member) >= this.ownMissing(member) + this.shortfall(member);
  }

  private pay(member: number): void {
    const { accounts, members } = this.parts;
    for (let account = 0; account < accounts.clients; account++)
      if (this.isShort(account, member)) this.advance(account, member, -accounts.balance(account));
    const missing = this.ownMissing(member);
    const own = accounts.free[members.houseAccount(member)]!;
    if (missing > 0) accounts.ledger.post(members.capitalAccount(member), own, missing);
  }

  /** What its own account is short of for the margin of its positions. */
  private ownMissing(member: number): Money {
    const { accounts, members, margin } = this.parts;
    const own = members.houseAccount(member);
    return Math.max(0, margin.required(own) - accounts.balance(own));
  }

  /** What the clients that missed their calls are short of. */
  private shortfall(member: number): Money {
    let sum = 0;
    for (let account = 0; account < this.parts.accounts.clients; account++)
      if (this.isShort(account, member)) sum -= this.parts.accounts.balance(account);
    return sum;
  }

  private isShort(account: number, member: number): boolean {
    const { accounts, members } = this.parts;
    const hasFailed = accounts.status[account] === STATUS_LIQUIDATING;
    return hasFailed && members.memberOf[account] === member && accounts.balance(account) < 0;
  }

  private owes(member: number): boolean {
    return this.shortfall(member) > 0 || this.parts.accounts.balance(this.parts.members.houseAccount(member)) < 0;
  }

  private advance(account: number, member: number, amount: Money): void {
    const { accounts, members, flows } = this.parts;
    accounts.ledger.post(members.capitalAccount(member), accounts.free[account]!, amount);
    accounts.memberPaid[account] = accounts.memberPaid[account]! + amount;
    flows.add(FLOW_DEFAULT, account, flows.noInstrument, amount);
    flows.add(FLOW_DEFAULT, members.houseAccount(member), flows.noInstrument, -amount);
  }

  /** Brings a surplus over the requirement to the member, as far as `claims` go. */
  private takeBack(account: number, claims: Float64Array, required: Money): void {
    const amount = Math.min(claims[account]!, this.parts.accounts.balance(account) - required);
    if (amount <= 0) return;
    claims[account] = claims[account]! - amount;
    const { accounts, members, flows } = this.parts;
    const member = members.memberOf[account]!;
    accounts.ledger.post(accounts.free[account]!, members.capitalAccount(member), amount);
    flows.add(FLOW_DEFAULT, account, flows.noInstrument, -amount);
    flows.add(FLOW_DEFAULT, members.houseAccount(member), flows.noInstrument, amount);
  }

  private endClient(account: number, at: CallTime, loss: Money, memberPaid: Money): void {
    const { accounts, members } = this.parts;
    const member = members.memberOf[account]!;
    const bank = this.calls.defaulted(account, at.session);
    accounts.hold(account, 0);
    accounts.memberPaid[account] = 0;
    this.desk.covered[account] = 0;
    const { session, nowUs: timeUs } = at;
    this.rows.push({
      type: DEFAULT_OF_CLIENT,
      account,
      member,
      session,
      timeUs,
      loss,
      memberPaid,
      bank,
      record: undefined,
    });
  }

  /** A member's own account holds its margin; what it does not need belongs to the member's capital. */
  private reviewOwn(account: number, required: Money): void {
    const { accounts, members, positions } = this.parts;
    const member = members.memberOf[account]!;
    if (members.inDefault[member] === 1 && positions.isFlat(account)) accounts.status[account] = STATUS_DEFAULTED;
    const balance = accounts.balance(account);
    accounts.hold(account, Math.max(0, Math.min(balance, required)));
    const surplus = balance - required;
    if (surplus > 0) accounts.ledger.post(accounts.free[account]!, members.capitalAccount(member), surplus);
  }

  /** Runs the default process for a member; returns the members that fail with it. */
  private manage(member: number, at: CallTime): readonly number[] {
    const { members, accounts } = this.parts;
    const hasSurvivors = this.survivors(member).length > 0;
    // Where nobody can take them, good clients clear with the house directly and are not closed out.
    if (!hasSurvivors) members.inDefault[member] = 1;
    this.desk.defaulter = member;
    const record = this.management.run(member);
    const own = members.houseAccount(member);
    for (let account = 0; account < accounts.count; account++)
      if (this.desk.memberOf(account) === member && accounts.status[account] !== STATUS_DEFAULTED)
        accounts.status[account] = STATUS_LIQUIDATING;
    members.inDefault[member] = 1;
    assert(!this.owes(member), "a default has left a debt");
    const { session, nowUs: timeUs } = at;
    const { loss, memberPaid } = record;
    this.rows.push({
      type: DEFAULT_OF_MEMBER,
      account: own,
      member,
      session,
      timeUs,
      loss,
      memberPaid,
      bank: 0,
      record,
    });
    return record.failedMembers;
  }

  private survivors(member: number): number[] {
    const { members } = this.parts;
    const all = Array.from({ length: members.count }, (_, m) => m);
    return all.filter((m) => m !== member && !this.desk.isInDefault(m));
  }

  /** Good clients whose member is in default go to the others in turn. */
  private rehome(): void {
    const { members, accounts } = this.parts;
    if (!members.inDefault.includes(1)) return;
    const survivors = this.survivors(-1);
    if (survivors.length === 0) return;
    for (let account = 0; account < accounts.clients; account++) {
      if (members.inDefault[members.memberOf[account]!] === 0 || accounts.status[account] !== STATUS_GOOD) continue;
      members.memberOf[account] = survivors[this.turn++ % survivors.length]!;
    }
  }
}

/** What all layers of a kind paid in a default. */
export function usedOf(record: DefaultRecord, layer: DefaultRecord["layers"][number]["layer"]): Money {
  return record.layers.reduce((sum, use) => (use.layer === layer ? sum + use.used : sum), 0);
}
