import { median } from "./median.ts";
import type { Method } from "./method.ts";
import { providerMean } from "./provider-mean.ts";
import { volumeWeighted } from "./volume-weighted.ts";
import { winsorisedMean } from "./winsorised-mean.ts";

/** Names of the methods in a scenario. */
export const methodNames = ["volume_weighted", "provider_mean", "winsorised_mean", "median"] as const;

/** The methods by their names in a scenario. A new one is a file here and a line in each of the two lists. */
export const methods: Readonly<Record<(typeof methodNames)[number], Method>> = {
  volume_weighted: volumeWeighted,
  provider_mean: providerMean,
  winsorised_mean: winsorisedMean,
  median,
};
