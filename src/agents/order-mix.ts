import type { ParametersOf } from "../base/parameters.ts";
import type { Stream } from "../base/random.ts";
import { integerBelow } from "../base/samplers.ts";
import type { Ticks } from "../base/units.ts";
import {
  TIF_GOOD_TILL_CANCELLED,
  TIF_IMMEDIATE,
  TYPE_MARKET,
  TYPE_MARKET_TO_LIMIT,
  TYPE_STOP,
  TYPE_STOP_LIMIT,
} from "../market/engine/order-kinds.ts";
import type { OrderDraft } from "../market/order-draft.ts";
import { real } from "./real.ts";

const share = (meaning: string) => real("share of limit orders", 0, 0, 1, meaning, "assumption: none");

/** Shares of limit orders that are sent as something else. */
export const orderMixTable = {
  marketShare: share("Sent as market orders that rest where their protection ends."),
  marketToLimitShare: share("Sent as market-to-limit orders."),
  stopShare: share(
    "Sent as stop orders, as far beyond the opposite quote as the limit order would have lain behind it.",
  ),
  stopLimitShare: share("Sent as stop-limit orders, limited to twice that distance."),
  icebergShare: share("Sent as icebergs of five times the lots that show the lots drawn."),
  postOnlyShare: share("Sent as post-only orders."),
  fillOrKillShare: share("Sent as fill-or-kill orders at the opposite quote."),
  minimumShare: share("Sent as fill-and-kill orders at the opposite quote with half of their lots as minimum."),
  goodTillCancelledShare: share("Good till cancelled: they outlive the day."),
  goodTillDateShare: share("Good till date: to the end of one of the next five trading days."),
} as const;

type Mix = ParametersOf<typeof orderMixTable>;

const ICEBERG_PARTS = 5;
const LONGEST_DAYS = 5;

/** Turns some of a trader's limit orders into other kinds of order, by given shares of which at most one applies. */
export class OrderMix {
  /** Whether any order is turned at all. */
  readonly isUsed: boolean;
  private readonly p: Mix;

  constructor(parameters: Mix) {
    this.p = parameters;
    this.isUsed = (Object.keys(orderMixTable) as (keyof Mix)[]).some((name) => parameters[name] > 0);
  }

  /**
   * Draws the kind of one order and sets the draft accordingly. `opposite`: best opposite price, or the public value where
   * there is none; `distance`: ticks between it and the limit price drawn; `low`, `high`: the price band.
   */
  apply(
    draft: OrderDraft,
    stream: Stream,
    opposite: number,
    distance: Ticks,
    low: Ticks,
    high: Ticks,
    session: number,
  ): void {
    const { p } = this;
    const { side, lots } = draft;
    const inside = (ticks: number): Ticks => Math.min(high, Math.max(low, Math.round(ticks)));
    const u = stream.uniform();
    const days = 1 + integerBelow(stream, LONGEST_DAYS);
    draft.priceTicks = inside(opposite - side * distance);
    let edge = p.marketShare;
    if (u < edge) return this.market(draft, TYPE_MARKET);
    if (u < (edge += p.marketToLimitShare)) return this.market(draft, TYPE_MARKET_TO_LIMIT);
    if (u < (edge += p.stopShare)) return this.stop(draft, TYPE_STOP, inside(opposite + side * distance), 0);
    if (u < (edge += p.stopLimitShare)) {
      const stop = inside(opposite + side * distance);
      return this.stop(draft, TYPE_STOP_LIMIT, stop, inside(opposite + 2 * side * distance));
    }
    if (u < (edge += p.icebergShare)) {
      draft.shownLots = lots;
      draft.lots = Math.min(ICEBERG_PARTS * lots, draft.instrument.maxOrderLots);
      return;
    }
    if (u < (edge += p.postOnlyShare)) {
      draft.postOnly = true;
      return;
    }
    if (u < (edge += p.fillOrKillShare)) return this.immediate(draft, inside(opposite), lots);
    if (u < (edge += p.minimumShare)) return this.immediate(draft, inside(opposite), Math.ceil(lots / 2));
    if (u < (edge += p.goodTillCancelledShare)) {
      draft.tif = TIF_GOOD_TILL_CANCELLED;
      return;
    }
    if (u < edge + p.goodTillDateShare) draft.expirySession = session + days;
  }

  private market(draft: OrderDraft, type: number): void {
    draft.type = type;
    draft.priceTicks = 0;
  }

  private stop(draft: OrderDraft, type: number, stopTicks: Ticks, priceTicks: Ticks): void {
    draft.type = type;
    draft.stopTicks = stopTicks;
    draft.priceTicks = priceTicks;
  }

  private immediate(draft: OrderDraft, priceTicks: Ticks, minimumLots: number): void {
    draft.tif = TIF_IMMEDIATE;
    draft.priceTicks = priceTicks;
    draft.minimumLots = minimumLots;
  }
}
