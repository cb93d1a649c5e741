import type { AiLabParameters } from "../agents/ai-lab.ts";
import type { DataCentreParameters } from "../agents/data-centre.ts";
import type { Hedger } from "../compute/physical-use.ts";

/** The compute-market side of a hedging agent: its share of national use or of busy GPU-hours, and its price basis. */
export function physicalLeg(id: string, kind: Hedger["kind"], parameters: object): Hedger {
  const { basisSd, basisHalfLifeDays, region } = parameters as AiLabParameters;
  const common = { id, region, basisSd, basisHalfLifeDays };
  if (kind === "lab") {
    const lab = parameters as AiLabParameters;
    return {
      ...common,
      kind,
      share: lab.useSharePercent / 100,
      shareSd: lab.useShareSd,
      shareHalfLifeDays: lab.useShareHalfLifeDays,
      inelasticShare: lab.inelasticShare,
      tier: lab.priorityTier,
    };
  }
  const { fleetSharePercent, fleetShareSd, fleetShareHalfLifeDays } = parameters as DataCentreParameters;
  return {
    ...common,
    kind,
    share: fleetSharePercent / 100,
    shareSd: fleetShareSd,
    shareHalfLifeDays: fleetShareHalfLifeDays,
  };
}
