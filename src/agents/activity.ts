import type { Stream } from "../base/random.ts";
import type { ParametersOf } from "../base/parameters.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { AgentContext } from "./agent.ts";
import { real } from "./real.ts";

/** Days before its last trading day at which a month stops being the one that everybody trades. */
const EXPIRING_DAYS = 7;

/** How an agent spreads its attention over the listed months. */
export const activityTable = {
  attentionDecay: real(
    "1",
    0.55,
    0.01,
    1,
    "Attention to a listed month relative to the one before it, counted from the front month.",
    "more than 60 % of trading in the nearest two months, as in Chinese commodity futures; assumption",
  ),
  expiringAttention: real(
    "1",
    0.4,
    0,
    10,
    "Attention to a month with 7 days or fewer to go, relative to the front month behind it.",
    "traders leave a month whose settlement price is all but known; assumption",
  ),
} as const;

export type ActivityParameters = ParametersOf<typeof activityTable>;

/** Position of the front month: the first with more than 7 days to its last trading day; the last one if none has. */
export function frontPosition(context: AgentContext): number {
  const months = context.months;
  for (let i = 0; i < months.length; i++) if (months[i].lastTradeDay - context.day > EXPIRING_DAYS) return i;
  return months.length - 1;
}

/** Random choices of a listed month, by weights that fall from the front month on. */
export class Attention {
  private readonly decay: number;
  private readonly expiringWeight: number;
  private cumulative = new Float64Array(16);
  private count = 0;

  constructor(parameters: ActivityParameters) {
    this.decay = parameters.attentionDecay;
    this.expiringWeight = parameters.expiringAttention;
  }

  /** Once a day, when the listed months are known. */
  refresh(context: AgentContext): void {
    this.count = context.months.length;
    if (this.cumulative.length < this.count) this.cumulative = new Float64Array(2 * this.count);
    const front = frontPosition(context);
    let sum = 0;
    let weight = 1;
    for (let i = 0; i < this.count; i++) {
      sum += i < front ? this.expiringWeight : weight;
      if (i >= front) weight *= this.decay;
      this.cumulative[i] = sum;
    }
    for (let i = 0; i < this.count; i++) this.cumulative[i] /= sum;
  }

  /** A random listed month; only when there is one. */
  pickMonth(context: AgentContext, stream: Stream): ListedMonth {
    const u = stream.uniform();
    let i = 0;
    while (i < this.count - 1 && u >= this.cumulative[i]) i++;
    return context.months[i];
  }
}
