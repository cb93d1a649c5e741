import type { ParametersOf } from "../base/parameters.ts";
import type { Stream } from "../base/random.ts";
import type { Lots, Side } from "../base/units.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { AgentContext } from "./agent.ts";
import { OrderMix, orderMixTable } from "./order-mix.ts";
import { insideBand } from "./prices.ts";
import { real } from "./real.ts";

/** What becomes of a trader's limit orders: shares of them are sent as other kinds of order, or for calendar spreads. */
export const limitOrdersTable = {
  ...orderMixTable,
  spreadShare: real(
    "share of limit orders",
    0,
    0,
    1,
    "Sent to a calendar spread's book, any of those listed, instead of a month's; limit or immediate alike.",
    "assumption: none",
  ),
} as const;

/** Sends limit orders, or what the shares make of them. Orders that are limit orders for a month after all cost no draws. */
export class LimitOrders {
  private readonly spreadShare: number;
  private readonly mix: OrderMix;
  private kinds!: Stream;
  private spreadChoices!: Stream;

  constructor(parameters: ParametersOf<typeof limitOrdersTable>) {
    this.spreadShare = parameters.spreadShare;
    this.mix = new OrderMix(parameters);
  }

  start(context: AgentContext): void {
    this.kinds = context.stream("order-kind");
    this.spreadChoices = context.stream("spread-choice");
  }

  /** The limit order itself, or what its share of other kinds and of spreads makes of it. */
  send(context: AgentContext, month: ListedMonth, side: Side, lots: Lots, from: number, distance: number): number {
    const goesToSpread = this.spreadShare > 0 && this.spreadChoices.uniform() < this.spreadShare;
    if (goesToSpread && context.spreads.length > 0) return this.sendSpread(context, side, lots, distance);
    if (!this.mix.isUsed) return context.limit(month, side, insideBand(context, month, from - side * distance), lots);
    const draft = context.order(month, side, lots);
    const low = context.bandLowTicks(month);
    const high = context.bandHighTicks(month);
    this.mix.apply(draft, this.kinds, from, distance, low, high, context.session);
    return context.send(draft);
  }

  /** An order for a spread around its last quote, as far from it as drawn, on the side that trades in half of the cases. */
  private sendSpread(context: AgentContext, side: Side, lots: Lots, distance: number): number {
    const spread = context.spreads[Math.floor(this.spreadChoices.uniform() * context.spreads.length)];
    const quote = context.look(spread);
    const opposite = side > 0 ? quote.askTicks : quote.bidTicks;
    const hasOpposite = side > 0 ? quote.hasAsk : quote.hasBid;
    const from = hasOpposite ? opposite : context.settlementTicks(spread);
    const away = this.spreadChoices.uniform() < 0.5 ? 0 : side * distance;
    const draft = context.order(spread, side, lots);
    draft.priceTicks = insideBand(context, spread, from - away);
    return context.send(draft);
  }
}
