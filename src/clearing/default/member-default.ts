import { assert } from "../../base/assert.ts";
import type { Stream } from "../../base/random.ts";
import type { Lots, Money } from "../../base/units.ts";
import { CloseOut, portingTargets } from "./close-out.ts";
import { Debts } from "./debts.ts";
import type { DefaultDesk } from "./default-desk.ts";
import { AssessmentSources } from "./layer-sources.ts";
import type { DefaultManagement, WaterfallLayer } from "./parameters.ts";
import { type LayerKind, payLoss, waterfallProblem } from "./waterfall.ts";
import { type DefaultParties, WaterfallSources } from "./waterfall-sources.ts";

export interface LayerUse {
  readonly layer: LayerKind;
  readonly available: Money;
  readonly used: Money;
}

/** A member's default and who paid: loss = memberPaid + what the layers used + uncovered. */
export interface DefaultRecord {
  readonly member: number;
  /** What the closed-out accounts owed before their margin, with the auction's discounts. */
  readonly loss: Money;
  /** Out of the defaulter's own money outside the house. */
  readonly memberPaid: Money;
  /** In the rulebook's order. */
  readonly layers: readonly LayerUse[];
  readonly uncovered: Money;
  readonly auctionedLots: Lots;
  readonly tornUpLots: Lots;
  readonly portedClients: number;
  /** Members that could not pay their assessment in full: they are in default next. */
  readonly failedMembers: readonly number[];
}

/**
 * A clearing member's default, from porting its good clients to the last layer of the waterfall. It is called after the
 * variation margin of a cycle has been posted and before margin is reviewed; calling it again for the same member deals
 * with what it still holds and owes. Caps that hold for all defaults of a run are kept between the calls.
 *
 * Not modelled: recoveries from the defaulter's estate; the fund is filled up again by the house, not here.
 */
export class DefaultProcess {
  private readonly management: DefaultManagement;
  private readonly desk: DefaultDesk;
  private readonly stream: Stream;
  private readonly waterfall: WaterfallSources;

  /** The stream gives the private part of the auction's bids. */
  constructor(management: DefaultManagement, layers: readonly WaterfallLayer[], desk: DefaultDesk, stream: Stream) {
    assert(waterfallProblem(layers) === undefined, "the layers of the waterfall are in an order that cannot be");
    this.management = management;
    this.desk = desk;
    this.stream = stream;
    this.waterfall = new WaterfallSources(layers, desk);
  }

  /** Variation margin of a new cycle has been posted. */
  startCycle(): void {
    this.waterfall.startCycle();
  }

  run(member: number): DefaultRecord {
    const { desk } = this;
    const survivors = this.survivors(member);
    const portedClients = this.port(member, survivors);
    const closed = this.closedOut(member, survivors);
    const closeOut = new CloseOut(this.management, desk, this.stream, survivors, closed);
    const { auctionedLots, tornUp } = closeOut.run();
    const debts = new Debts(desk, closed, desk.houseAccount(member));
    const loss = debts.clientMargin + debts.total;
    const memberPaid = this.payOwn(member, debts);
    const { layers, failedMembers } = this.payLayers({ member, survivors, closed, tornUp }, debts);
    const uncovered = debts.total;
    debts.payFrom(desk.ledgerAccounts.deficit, uncovered);
    const tornUpLots = tornUp.reduce((sum, { lots }) => sum + lots, 0);
    return {
      ...{ member, loss, memberPaid, layers, uncovered },
      ...{ auctionedLots, tornUpLots, portedClients, failedMembers },
    };
  }

  private survivors(defaulter: number): number[] {
    const members = Array.from({ length: this.desk.members }, (_, member) => member);
    return members.filter((member) => member !== defaulter && !this.desk.isInDefault(member));
  }

  /** Good clients move to survivors, where there are any and the rulebook has porting. */
  private port(member: number, survivors: readonly number[]): number {
    if (!this.management.portClients || survivors.length === 0) return 0;
    const { desk } = this;
    const clients = this.clients(member).filter((account) => !desk.hasFailed(account));
    const capitals = survivors.map((survivor) => desk.balance(desk.ledgerAccounts.memberCapital[survivor]!));
    const targets = portingTargets(clients.length, survivors, capitals);
    for (const [i, client] of clients.entries()) desk.port(client, targets[i]!);
    return clients.length;
  }

  /**
   * The member's own account, its failed clients, and clients that could have been ported but for the rulebook. Without a
   * survivor the good clients stay where they are and the house goes on with them.
   */
  private closedOut(member: number, survivors: readonly number[]): number[] {
    const isAlone = survivors.length === 0;
    const clients = this.clients(member).filter((account) => !isAlone || this.desk.hasFailed(account));
    return [this.desk.houseAccount(member), ...clients];
  }

  private clients(member: number): number[] {
    const own = this.desk.houseAccount(member);
    const accounts = Array.from({ length: this.desk.accounts }, (_, account) => account);
    return accounts.filter((account) => account !== own && this.desk.memberOf(account) === member);
  }

  private payOwn(member: number, debts: Debts): Money {
    const capital = this.desk.ledgerAccounts.memberCapital[member]!;
    const paid = Math.min(debts.total, Math.max(0, this.desk.balance(capital)));
    debts.payFrom(capital, paid);
    return paid;
  }

  private payLayers(
    parties: DefaultParties,
    debts: Debts,
  ): { readonly layers: LayerUse[]; readonly failedMembers: readonly number[] } {
    const sources = this.waterfall.of(parties);
    const used = payLoss(debts.total, sources);
    for (const [i, source] of sources.entries()) {
      if (used[i] === 0) continue;
      const shares = source.split(used[i]!, debts.total);
      for (const [j, share] of shares.entries()) {
        debts.payFrom(source.payers[j]!, share);
        if (source.layer === "vm_haircut") this.waterfall.usedGain(source.payers[j]!, share);
      }
      if (source.layer === "house_capital") this.waterfall.usedHouse(i, used[i]!);
    }
    return {
      layers: sources.map(({ layer, available }, i) => {
        // The margin of clients has paid already, for their own losses only.
        const before = layer === "defaulter_margin" ? debts.clientMargin : 0;
        return { layer, available: before + available, used: before + used[i]! };
      }),
      failedMembers: sources.flatMap((source) => (source instanceof AssessmentSources ? source.failed : [])),
    };
  }
}
