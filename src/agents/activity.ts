import type { Stream } from "../base/random.ts";
import type { NumberSpec, ParametersOf } from "../base/parameters.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { AgentContext } from "./agent.ts";

/** Days before its last day at which a month stops being the one that everybody trades. */
const EXPIRING_DAYS = 7;

/** How an agent spreads its attention over the listed months. */
export const activityTable = {
  attentionDecay: {
    kind: "number",
    unit: "1",
    default: 0.55,
    minimum: 0.01,
    maximum: 1,
    varies: true,
    meaning: "Attention to a listed month relative to the one before it, counted from the front month.",
    source: "about 60 % of trading in the nearest two months, as in Chinese commodity futures; assumption",
  },
  expiringAttention: {
    kind: "number",
    unit: "1",
    default: 0.4,
    minimum: 0,
    maximum: 10,
    varies: true,
    meaning: "Attention to a month with 7 days or fewer to go, relative to the front month behind it.",
    source: "assumption: traders leave a month whose settlement price is all but known",
  },
} as const satisfies Record<string, NumberSpec>;

export type ActivityParameters = ParametersOf<typeof activityTable>;

/** Position of the front month: the first with more than 7 days to its last day; the last one if none has. */
export function frontPosition(context: AgentContext): number {
  const months = context.months;
  for (let i = 0; i < months.length; i++) if (months[i].deliveryLastDay - context.day > EXPIRING_DAYS) return i;
  return months.length - 1;
}

/** Weights of today's listed months that add up to one, and random choices by them. */
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

  /** Weight of the listed month at position i of `context.months`. */
  weight(i: number): number {
    return i === 0 ? this.cumulative[0] : this.cumulative[i] - this.cumulative[i - 1];
  }

  /** Position in `context.months` of a random listed month; only when there is one. */
  pick(stream: Stream): number {
    const u = stream.uniform();
    let i = 0;
    while (i < this.count - 1 && u >= this.cumulative[i]) i++;
    return i;
  }

  /** The same as a listed month. */
  pickMonth(context: AgentContext, stream: Stream): ListedMonth {
    return context.months[this.pick(stream)];
  }
}
