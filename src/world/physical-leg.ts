import type { AiLabParameters } from "../agents/ai-lab.ts";
import type { DataCentreParameters } from "../agents/data-centre.ts";
import type { Hedger } from "../compute/physical-use.ts";

/** The compute-market side of a hedging agent: its share of national use or of busy GPU-hours, and its price basis. */
export function physicalLeg(id: string, kind: Hedger["kind"], parameters: object): Hedger {
  const { basisSd, basisHalfLifeDays } = parameters as AiLabParameters;
  const basis = { basisSd, basisHalfLifeDays };
  if (kind === "lab") {
    const { useSharePercent, useShareSd, useShareHalfLifeDays } = parameters as AiLabParameters;
    return {
      id,
      kind,
      share: useSharePercent / 100,
      shareSd: useShareSd,
      shareHalfLifeDays: useShareHalfLifeDays,
      ...basis,
    };
  }
  const { fleetSharePercent, fleetShareSd, fleetShareHalfLifeDays } = parameters as DataCentreParameters;
  return {
    id,
    kind,
    share: fleetSharePercent / 100,
    shareSd: fleetShareSd,
    shareHalfLifeDays: fleetShareHalfLifeDays,
    ...basis,
  };
}
