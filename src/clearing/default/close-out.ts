import type { Stream } from "../../base/random.ts";
import type { Lots, Money, Side } from "../../base/units.ts";
import { apportion } from "./apportion.ts";
import { awardLots, drawBid } from "./close-out-auction.ts";
import type { DefaultDesk } from "./default-desk.ts";
import type { DefaultManagement } from "./parameters.ts";
import { tornUpLots } from "./tear-up.ts";

/** Lots of one account that were torn up. */
export interface TornUp {
  readonly account: number;
  readonly instrument: number;
  readonly lots: Lots;
}

export interface CloseOutResult {
  readonly auctionedLots: Lots;
  /** Lots of the other side that lost their contract; as many as the defaulter's. */
  readonly tornUp: readonly TornUp[];
}

interface Remainder {
  readonly side: Side;
  readonly lots: Lots;
}

/**
 * Brings the defaulter's positions to others, listed month by listed month, all at the settlement price of the day: long
 * and short lots of the closed-out accounts are closed against each other; the rest is auctioned, and the winners are paid
 * their discounts out of the accounts whose lots they take; what is left is torn up, or stays to be closed in the book.
 */
export class CloseOut {
  private readonly management: DefaultManagement;
  private readonly desk: DefaultDesk;
  private readonly stream: Stream;
  private readonly survivors: readonly number[];
  private readonly accounts: readonly number[];
  private readonly others: readonly number[];
  /** What members may still take over at this default, in margin. */
  private readonly budgets: Money[];

  /** `accounts` are closed out; `survivors` are members that bid. */
  constructor(
    management: DefaultManagement,
    desk: DefaultDesk,
    stream: Stream,
    survivors: readonly number[],
    accounts: readonly number[],
  ) {
    this.management = management;
    this.desk = desk;
    this.stream = stream;
    this.survivors = survivors;
    this.accounts = accounts;
    const closed = new Set(accounts);
    const all = Array.from({ length: desk.accounts }, (_, account) => account);
    this.others = all.filter((account) => !closed.has(account));
    this.budgets = new Array<Money>(desk.members).fill(0);
    for (const member of survivors) {
      const capital = desk.balance(desk.ledgerAccounts.memberCapital[member]!);
      this.budgets[member] = Math.floor((Math.max(0, capital) * management.auction.capacityPercent) / 100);
    }
  }

  run(): CloseOutResult {
    let auctionedLots = 0;
    const tornUp: TornUp[] = [];
    for (let instrument = 0; instrument < this.desk.instruments; instrument++) {
      this.closeAmongThemselves(instrument);
      const { side, lots } = this.remainder(instrument);
      if (lots === 0) continue;
      const sold = this.management.auction.enabled ? this.auction(instrument, side, lots) : 0;
      auctionedLots += sold;
      if (this.management.unsoldLots === "tear_up") tornUp.push(...this.tearUp(instrument, side, lots - sold));
    }
    return { auctionedLots, tornUp };
  }

  private closeAmongThemselves(instrument: number): void {
    const { accounts, desk } = this;
    const longs = accounts.filter((account) => desk.longLots(account, instrument) > 0);
    const shorts = accounts.filter((account) => desk.shortLots(account, instrument) > 0);
    for (const longAccount of longs)
      for (const shortAccount of shorts) {
        const lots = Math.min(desk.longLots(longAccount, instrument), desk.shortLots(shortAccount, instrument));
        if (lots > 0) desk.close(longAccount, shortAccount, instrument, lots);
      }
  }

  private remainder(instrument: number): Remainder {
    let long = 0;
    let short = 0;
    for (const account of this.accounts) {
      long += this.desk.longLots(account, instrument);
      short += this.desk.shortLots(account, instrument);
    }
    return long > 0 ? { side: 1, lots: long } : { side: -1, lots: short };
  }

  /** Lots sold. */
  private auction(instrument: number, side: Side, lots: Lots): Lots {
    const { desk, management } = this;
    const month = { marginPerLot: desk.marginPerLot(instrument), tickMoney: desk.tickMoney(instrument) };
    const bids = this.survivors.map((member) =>
      drawBid(management.auction, member, this.budgets[member]!, month, this.stream),
    );
    const awards = awardLots(lots, management.auction.blockLots, bids);
    for (const award of awards) {
      this.budgets[award.member] = this.budgets[award.member]! - award.lots * month.marginPerLot;
      const price = award.discountTicks * month.tickMoney;
      this.hand(desk.houseAccount(award.member), instrument, side, award.lots, price);
    }
    return awards.reduce((sum, award) => sum + award.lots, 0);
  }

  /** Moves lots to a winner and pays it its discount. */
  private hand(winner: number, instrument: number, side: Side, lots: Lots, discountPerLot: Money): void {
    const { free } = this.desk.ledgerAccounts;
    let rest = lots;
    for (const account of this.accounts) {
      const moved = Math.min(rest, this.lotsOn(side, account, instrument));
      if (moved === 0) continue;
      this.desk.move(account, winner, instrument, side, moved);
      if (discountPerLot > 0) this.desk.post(free[account]!, free[winner]!, moved * discountPerLot);
      rest -= moved;
    }
  }

  private tearUp(instrument: number, side: Side, unsold: Lots): TornUp[] {
    const opposite: Side = side === 1 ? -1 : 1;
    const shares = tornUpLots(
      unsold,
      this.others.map((account) => this.lotsOn(opposite, account, instrument)),
    );
    return this.others.flatMap((account, i) => {
      const lots = shares[i]!;
      if (lots === 0) return [];
      this.closeAgainst(account, instrument, side, lots);
      return [{ account, instrument, lots }];
    });
  }

  private closeAgainst(other: number, instrument: number, side: Side, lots: Lots): void {
    let rest = lots;
    for (const account of this.accounts) {
      const closed = Math.min(rest, this.lotsOn(side, account, instrument));
      if (closed === 0) continue;
      if (side === 1) this.desk.close(account, other, instrument, closed);
      else this.desk.close(other, account, instrument, closed);
      rest -= closed;
    }
  }

  private lotsOn(side: Side, account: number, instrument: number): Lots {
    return side === 1 ? this.desk.longLots(account, instrument) : this.desk.shortLots(account, instrument);
  }
}

/**
 * To which survivor each of `clients` accounts is ported, in order: numbers of accounts in proportion to the members'
 * capital (assumption), equal where nobody has any.
 */
export function portingTargets(clients: number, survivors: readonly number[], capitals: readonly Money[]): number[] {
  const hasCapital = capitals.some((capital) => capital > 0);
  const shares = apportion(
    clients,
    capitals.map((capital) => (hasCapital ? Math.max(0, capital) : 1)),
  );
  return survivors.flatMap((member, i) => new Array<number>(shares[i]!).fill(member));
}
