import type { ParametersOf } from "../base/parameters.ts";
import { real } from "./real.ts";

type Real = ReturnType<typeof real>;

interface CommonDefaults {
  readonly latencyMs: number;
  readonly marketDataDelayMs: number;
  readonly newsDelayMs: number;
  readonly capitalCny: number;
  readonly creditCny: number;
}

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

/** What the world needs to know of every agent, with the defaults of one kind: delays and money. */
export function commonTable(
  defaults: CommonDefaults,
): Readonly<Record<keyof CommonDefaults | "latencyJitterMs" | "disconnectsPerDay" | "disconnectMinutes", Real>> {
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
  };
}

export type CommonParameters = ParametersOf<ReturnType<typeof commonTable>>;
