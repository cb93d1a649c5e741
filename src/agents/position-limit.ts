import type { ParametersOf } from "../base/parameters.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { AgentContext } from "./agent.ts";
import { real } from "./real.ts";

/** How large a position a trader without an exposure lets itself have in one listed month. */
export const positionLimitTable = {
  maxMonthShare: real("of equity", 0.5, 0, 100, "Largest position in one listed month, by value.", "assumption"),
  openInterestShare: real(
    "of open interest",
    0.1,
    0,
    1,
    "Largest position in one listed month as a share of its published open interest.",
    "SHFE's limit for a client, 10 %; makes speculation grow with hedging; assumption",
  ),
  positionFloorCny: real(
    "CNY",
    1_000_000,
    0,
    1e11,
    "Position that it allows itself in one listed month however small the open interest is.",
    "assumption",
  ),
} as const;

/** Share of the venue's position limit that it plans to fill: open orders count towards the limit too. */
export const ROOM_FOR_ORDERS = 0.8;

export type PositionLimitParameters = ParametersOf<typeof positionLimitTable>;

/** The largest absolute position in CNY, at CNY `lotCny` a lot. */
export function largestPositionCny(
  p: PositionLimitParameters,
  context: AgentContext,
  month: ListedMonth,
  lotCny: number,
  equityCny: number,
): number {
  const byInterest = p.openInterestShare * context.openInterestLots(month) * lotCny;
  const own = Math.min(p.maxMonthShare * equityCny, Math.max(p.positionFloorCny, byInterest));
  return Math.min(own, ROOM_FOR_ORDERS * context.positionLimitLots(month) * lotCny);
}
