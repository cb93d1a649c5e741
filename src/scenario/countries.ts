import type { CountryParameters } from "../compute/parameters.ts";
import type { Scenario } from "./schema.ts";

/** Name of the home country where it has to have one: of its region, if it has only that. */
const HOME = "home";

/** A country of a simulated compute market. */
export interface Country {
  /** Where it stands in a scenario: compute, or compute.abroad.us. */
  readonly path: string;
  readonly name: string;
  readonly parameters: CountryParameters;
}

/** The countries of a simulated compute market, home first; none of another kind of market. */
export function countriesOf({ compute }: Scenario): Country[] {
  if (compute.kind !== "market") return [];
  const abroad = Object.entries(compute.abroad);
  return [
    { path: "compute", name: HOME, parameters: compute },
    ...abroad.map(([name, parameters]) => ({ path: `compute.abroad.${name}`, name, parameters })),
  ];
}

/** Names of a country's regions; a country without any is one region of the country's name. */
export function regionIds({ regions }: CountryParameters, name: string): string[] {
  return regions.length > 0 ? regions.map(({ id }) => id) : [name];
}

/** Names of the home country's regions, whatever the kind of market. */
export function regionsOf({ compute }: Scenario): string[] {
  return compute.kind === "market" ? regionIds(compute, HOME) : [HOME];
}
