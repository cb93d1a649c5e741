import type { BooleanSpec, NumberSpec, ParametersOf, TextSpec } from "../base/parameters.ts";
import { real } from "./real.ts";

type Real = ReturnType<typeof real>;
type Whole = NumberSpec & { readonly kind: "integer"; readonly default: number };
type Flag = BooleanSpec & { readonly default: boolean };
type Text = TextSpec & { readonly default: string };

interface CommonDefaults {
  readonly latencyMs: number;
  readonly marketDataDelayMs: number;
  readonly newsDelayMs: number;
  readonly capitalCny: number;
  readonly creditCny: number;
  /** Whether it is a hedger by trade, whom position and opening limits do not bind unless a scenario says otherwise. */
  readonly hedgeExempt?: boolean;
}

type DelayOrMoney =
  | "latencyMs"
  | "latencyJitterMs"
  | "marketDataDelayMs"
  | "newsDelayMs"
  | "disconnectsPerDay"
  | "disconnectMinutes"
  | "capitalCny"
  | "creditCny";

type CommonTable = Readonly<
  Record<DelayOrMoney, Real> &
    Record<"contract" | "controller" | "member", Text> &
    Record<"naturalPerson" | "hedgeExempt" | "marketMaker", Flag> &
    Record<"hedgeQuotaLots", Whole>
>;

const milliseconds = (value: number, meaning: string): Real => real("ms", value, 0, 3_600_000, meaning, "assumption");

const money = (value: number, meaning: string): Real =>
  real(
    "CNY",
    value,
    0,
    1e11,
    meaning,
    "large enough for 2026, when a month of national use is worth CNY 4.7 bn; assumption",
  );

const text = (meaning: string): Text => ({ kind: "text", default: "", meaning });

const flag = (standard: boolean, meaning: string, source: string): Flag => ({
  kind: "boolean",
  unit: "1",
  default: standard,
  meaning,
  source,
});

/** What the world needs to know of every agent, with the defaults of one kind: delays, money, and what the venue's rules ask. */
export function commonTable(defaults: CommonDefaults): CommonTable {
  return {
    latencyMs: milliseconds(defaults.latencyMs, "Shortest time that an order message needs to the venue."),
    latencyJitterMs: milliseconds(defaults.latencyMs / 2, "Mean of the random part of that time."),
    marketDataDelayMs: milliseconds(
      defaults.marketDataDelayMs,
      "Time that quotes, trades and fills need to the agent.",
    ),
    newsDelayMs: milliseconds(defaults.newsDelayMs, "Time that index values need to the agent."),
    disconnectsPerDay: real(
      "per trading day",
      0,
      0,
      1000,
      "How often its line to the venue fails, in the mean; the venue then refuses its messages.",
      "assumption: never",
    ),
    disconnectMinutes: real("minutes", 5, 0.001, 10_000, "Mean time until the line is back.", "assumption"),
    capitalCny: money(defaults.capitalCny, "Cash deposited at the start."),
    creditCny: money(defaults.creditCny, "Credit line that margin calls may draw on."),
    contract: text("Code of the contract that it trades; empty: the venue's first."),
    controller: text("Name of whoever controls the account: those of one name count as one; empty: itself alone."),
    member: text("Clearing member through which it clears; empty: the members in turn."),
    naturalPerson: flag(false, "A person, whom a rulebook may keep out of the delivery month.", "assumption"),
    hedgeExempt: flag(
      defaults.hedgeExempt ?? false,
      "Its position is an approved hedge, which position and opening limits do not bind.",
      "SHFE: approved hedges are outside the limits; who has one: assumption",
    ),
    hedgeQuotaLots: {
      kind: "integer",
      unit: "lots a side of each listed month",
      minimum: 0,
      maximum: 2_000_000_000,
      default: 0,
      varies: true,
      meaning: "How many lots the approval covers; what is above counts towards the position limit. 0: all.",
      source: "SHFE: quotas by application; assumption: all",
    },
    marketMaker: flag(
      false,
      "A designated market maker, with the obligations and rebates of the rulebook.",
      "assumption: none is designated",
    ),
  };
}

export type CommonParameters = ParametersOf<CommonTable>;
