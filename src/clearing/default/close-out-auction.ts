import type { Stream } from "../../base/random.ts";
import { normal } from "../../base/samplers.ts";
import type { Lots, Money, Ticks } from "../../base/units.ts";
import type { DefaultManagement } from "./parameters.ts";

type AuctionParameters = DefaultManagement["auction"];

/** What a member offers for a defaulter's lots of one listed month. */
export interface Bid {
  readonly member: number;
  /** Distance from the settlement price, to the bidder's advantage. */
  readonly discountTicks: Ticks;
  /** Most that it takes. */
  readonly capacityLots: Lots;
}

export interface Award {
  readonly member: number;
  readonly discountTicks: Ticks;
  readonly lots: Lots;
}

/**
 * A member's bid for one listed month: discount = max(0, mean + dispersion x normal draw) percent of a lot's margin,
 * rounded up to a tick; capacity = `budget` / margin of a lot. The form is an assumption; that bids are private and that
 * capacity is limited by capital follows CPMI-IOSCO, discussion paper on default management auctions, 2019.
 */
export function drawBid(
  parameters: AuctionParameters,
  member: number,
  budget: Money,
  month: { readonly marginPerLot: Money; readonly tickMoney: Money },
  stream: Stream,
): Bid {
  const percent = Math.max(0, normal(stream, parameters.discountPercent, parameters.dispersionPercent));
  const discountTicks = Math.ceil((percent * month.marginPerLot) / (100 * month.tickMoney));
  const capacityLots = month.marginPerLot > 0 ? Math.floor(Math.max(0, budget) / month.marginPerLot) : 0;
  return { member, discountTicks, capacityLots };
}

/**
 * Awards lots to the best bids first, of equal ones to the lower member number, in whole blocks (the last one may be
 * smaller); every bidder pays its own price. What passes all capacities stays unsold.
 */
export function awardLots(lots: Lots, blockLots: Lots, bids: readonly Bid[]): Award[] {
  const ranked = [...bids].sort((a, b) => a.discountTicks - b.discountTicks || a.member - b.member);
  const awards: Award[] = [];
  let rest = lots;
  for (const { member, discountTicks, capacityLots } of ranked) {
    const inBlocks = capacityLots - (capacityLots % blockLots);
    const taken = rest <= capacityLots ? rest : Math.min(rest, inBlocks);
    if (taken === 0) continue;
    awards.push({ member, discountTicks, lots: taken });
    rest -= taken;
  }
  return awards;
}
