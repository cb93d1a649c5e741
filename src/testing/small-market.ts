import { resolveScenario } from "../scenario/resolve.ts";
import type { Resolved } from "../scenario/resolve.ts";
import type { Scenario } from "../scenario/schema.ts";
import { scenarioSpecification } from "../scenario/specification.ts";
import { filesInMemory, problemLines, WHOLE_SCENARIO, withShippedParts } from "./scenario-files.ts";

/** A curve of one value. */
export const at = (value: number) => `[{ date: 2024-01-15, value: ${value} }]`;

/** A country with one region, one grade and one generation. */
export const COUNTRY = `utc_offset_hours: 8
pins: []
capacity:
  fleet_gpus: ${at(85000)}
  fleet_noise: 0.03
  availability: ${at(0.95)}
  throughput_mtok: ${at(1.5)}
  efficiency: ${at(1)}
  efficiency_jumps: []
  jump_adoption_half_life_days: 20
  jump_fade_half_life_days: 270
training:
  gpus: ${at(60000)}
  elasticity: 0.5
  noise_sd: 0.1
  noise_half_life_days: 30
  hourly_noise_sd: 0.03
  hourly_noise_correlation: 0.5
demand:
  tokens_per_day: ${at(0.1)}
  elasticity: 1.1
  inelastic_elasticity: 0.3
  inelastic_share: 0.35
  growth_uncertainty: 0.2
  noise_sd: 0.1
  noise_half_life_days: 30
  hourly_noise_sd: 0.03
  hourly_noise_correlation: 0.5
  season: { peak_hours: ["10:30"], peak_width_hours: 3, peak_to_mean: 1.2, weekend_to_weekday: 0.9 }
price:
  level_usd: ${at(2)}
  offered_at_level: 0.8
  offer_slope: 0.5
  cap_to_level: 10
  provider_margin: ${at(1)}
  scarcity_margin_slope: 1.5
  scarcity_margin_threshold: 0.85
  scarcity_margin_memory_days: 10
`;
/** The whole of a compute market. */
export const HOME = `kind: market
exchange_rate: { cny_per_usd: ${at(7)}, volatility: 0.03, half_life_days: 180 }
indices: [{ id: token_cn, fixing_hour: 14 }]
sellers:
  providers: [{ id: provider-1, share: 1, price_offset: 0 }, { id: provider-2, share: 1, price_offset: 0 }]
${COUNTRY}`;

/** A scenario that says nothing of its compute market. */
export const SCENARIO = WHOLE_SCENARIO.replace("extends: parts/china-compute.yaml\n", "");

/** Resolves a scenario beside a small simulated market (market.yaml) and a country (country.yaml). */
export function resolveSmallMarket(text: string, home = HOME): Resolved<Scenario> {
  const files = { ...withShippedParts(text), "market.yaml": home, "country.yaml": COUNTRY };
  return resolveScenario(filesInMemory(files), {}, scenarioSpecification);
}

/** The problems of a scenario whose compute market is the small one and what `compute` says of it. */
export function marketProblems(compute: string, scenario = SCENARIO): string[] {
  const said = compute === "{}" ? "" : `, ${compute.slice(1)}`;
  const end = said === "" ? " }" : "";
  return problemLines(() => resolveSmallMarket(`${scenario}compute: { extends: market.yaml${said}${end}\n`));
}
