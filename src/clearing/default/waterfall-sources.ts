import { roundHalfEven } from "../../base/integers.ts";
import { MONEY_PER_UNIT, type Money } from "../../base/units.ts";
import type { TornUp } from "./close-out.ts";
import type { DefaultDesk } from "./default-desk.ts";
import { AssessmentSources, haircutSources, type LayerSources, proRataSources } from "./layer-sources.ts";
import type { WaterfallLayer } from "./parameters.ts";
import { SpareCash } from "./spare-cash.ts";
import { tearUpCap } from "./tear-up.ts";
import type { LayerKind } from "./waterfall.ts";

/** Who is who at one default. */
export interface DefaultParties {
  readonly member: number;
  readonly survivors: readonly number[];
  /** Accounts that are closed out. */
  readonly closed: readonly number[];
  readonly tornUp: readonly TornUp[];
}

/**
 * What the layers of a house's waterfall hold at each default. Money that an earlier layer could use does not count again
 * in a later one; what has been used of house capital and called in assessments is remembered for the next default.
 */
export class WaterfallSources {
  private readonly layers: readonly WaterfallLayer[];
  private readonly desk: DefaultDesk;
  /** By position in the waterfall. */
  private readonly houseUsed: Money[];
  /** By member. */
  private readonly assessed: Money[];
  /** Taken from winners' gains of the present cycle so far, by the ledger account that paid. */
  private readonly cut = new Map<number, Money>();

  constructor(layers: readonly WaterfallLayer[], desk: DefaultDesk) {
    this.layers = layers;
    this.desk = desk;
    this.houseUsed = layers.map(() => 0);
    this.assessed = new Array<Money>(desk.members).fill(0);
  }

  /** New variation margin: its gains have not been cut yet. */
  startCycle(): void {
    this.cut.clear();
  }

  /** Remembers what a winner has lost of its gain. */
  usedGain(payer: number, used: Money): void {
    this.cut.set(payer, (this.cut.get(payer) ?? 0) + used);
  }

  /** By position in the waterfall. */
  of(parties: DefaultParties): LayerSources[] {
    let house = this.positive(this.desk.ledgerAccounts.houseCapital);
    const spare = new SpareCash(this.desk, parties.closed);
    return this.layers.map((layer, i) => {
      if (layer.layer !== "house_capital") return this.layerOf(layer, parties, spare);
      const amount = Math.min(house, roundHalfEven(layer.amount * MONEY_PER_UNIT) - this.houseUsed[i]!);
      house -= amount;
      return proRataSources(layer.layer, [this.desk.ledgerAccounts.houseCapital], [amount]);
    });
  }

  /** Remembers what house capital has paid as a layer. */
  usedHouse(position: number, used: Money): void {
    this.houseUsed[position] = this.houseUsed[position]! + used;
  }

  private layerOf(
    layer: Exclude<WaterfallLayer, { readonly layer: "house_capital" }>,
    parties: DefaultParties,
    spare: SpareCash,
  ): LayerSources {
    const { desk } = this;
    const { free, held, memberFund } = desk.ledgerAccounts;
    switch (layer.layer) {
      case "defaulter_margin": {
        const own = desk.houseAccount(parties.member);
        return this.balances(layer.layer, [held[own]!, free[own]!]);
      }
      case "defaulter_fund":
        return this.balances(layer.layer, [memberFund[parties.member]!]);
      case "mutual_fund":
        return this.balances(
          layer.layer,
          parties.survivors.map((survivor) => memberFund[survivor]!),
        );
      case "assessments":
        return new AssessmentSources(layer, desk, parties.survivors, this.assessed);
      case "vm_haircut":
        return haircutSources(
          spare.take((account) => {
            const most = Math.floor((desk.cycleGain(account) * layer.capPercent) / 100);
            return most - (this.cut.get(free[account]!) ?? 0);
          }),
        );
      case "tear_up": {
        const caps = new Float64Array(desk.accounts);
        for (const { account, instrument, lots } of parties.tornUp)
          caps[account] = caps[account]! + tearUpCap(lots, desk.marginPerLot(instrument), layer.capPercent);
        const { payers, amounts } = spare.take((account) => caps[account]!);
        return proRataSources(layer.layer, payers, amounts);
      }
    }
  }

  private balances(layer: LayerKind, payers: readonly number[]): LayerSources {
    return proRataSources(
      layer,
      payers,
      payers.map((payer) => this.positive(payer)),
    );
  }

  private positive(ledgerAccount: number): Money {
    return Math.max(0, this.desk.balance(ledgerAccount));
  }
}
