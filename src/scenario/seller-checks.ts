import type { Check, Finding } from "./check.ts";
import { regionsOf } from "./countries.ts";
import type { Scenario } from "./schema.ts";

/** Sellers sell in regions that there are. */
export const sellerChecks: readonly Check<Scenario>[] = [
  { reads: ["compute.regions", "compute.sellers"], find: (scenario) => sellers(scenario, "sellers") },
  { reads: ["compute.regions", "compute.gpu_sellers"], find: (scenario) => sellers(scenario, "gpu_sellers") },
];

function sellers(scenario: Scenario, key: "sellers" | "gpu_sellers"): Finding[] {
  const ids = regionsOf(scenario);
  const { sellers: token, gpuSellers } = scenario.compute;
  const { providers } = key === "sellers" ? token : gpuSellers;
  return providers.flatMap(({ region }, index): Finding[] => {
    if (region === "" || ids.includes(region)) return [];
    const message = `there is no region ${region}; known: ${ids.join(", ")}`;
    return [{ path: `compute.${key}.providers[${String(index)}].region`, message }];
  });
}
