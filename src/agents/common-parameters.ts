import type { NumberSpec, ParametersOf } from "../base/parameters.ts";

type Count = NumberSpec & { readonly kind: "number" };

interface CommonDefaults {
  readonly latencyMs: number;
  readonly marketDataDelayMs: number;
  readonly newsDelayMs: number;
  readonly capitalCny: number;
  readonly creditCny: number;
}

const milliseconds = (value: number, meaning: string): Count => ({
  kind: "number",
  unit: "ms",
  default: value,
  minimum: 0,
  maximum: 3_600_000,
  varies: true,
  meaning,
  source: "assumption",
});

const money = (value: number, meaning: string): Count => ({
  kind: "number",
  unit: "CNY",
  default: value,
  minimum: 0,
  maximum: 1e11,
  varies: true,
  meaning,
  source: "assumption: large enough for the market of 2026, in which a month of national use is worth CNY 4.7 bn",
});

/** What the world needs to know of every agent, with the defaults of one kind: delays and money. */
export function commonTable(
  defaults: CommonDefaults,
): Readonly<Record<keyof CommonDefaults | "latencyJitterMs", Count>> {
  return {
    latencyMs: milliseconds(defaults.latencyMs, "Shortest time that an order message needs to the venue."),
    latencyJitterMs: milliseconds(defaults.latencyMs / 2, "Mean of the random part of that time."),
    marketDataDelayMs: milliseconds(
      defaults.marketDataDelayMs,
      "Time that quotes, trades and fills need to the agent.",
    ),
    newsDelayMs: milliseconds(defaults.newsDelayMs, "Time that index values need to the agent."),
    capitalCny: money(defaults.capitalCny, "Cash deposited at the start."),
    creditCny: money(defaults.creditCny, "Credit line that margin calls may draw on."),
  };
}

export type CommonParameters = ParametersOf<ReturnType<typeof commonTable>>;
