import type { CapacityParameters } from "../compute/fleet/parameters.ts";
import { capacityTable } from "../compute/fleet/parameters.ts";
import type { Files } from "../scenario/files.ts";
import { resolveScenario } from "../scenario/resolve.ts";

const root = { kind: "group", meaning: "A file with nothing but a fleet.", fields: capacityTable } as const;

const PLAIN = `
fleet_gpus: [{ date: 2024-01-15, value: 85000 }, { date: 2025-01-15, value: 175000 }, { date: 2026-01-15, value: 390000 }]
fleet_noise: 0.03
availability: [{ date: 2024-01-15, value: 0.95 }]
throughput_mtok: [{ date: 2024-01-15, value: 1.5 }, { date: 2026-01-15, value: 1.78 }]
efficiency: [{ date: 2024-01-15, value: 1 }, { date: 2026-03-15, value: 10.6 }]
efficiency_jumps:
  - { id: v2, date: 2024-05-07, mean: 0.2, sd: 0.06 }
  - { id: v3, date: 2024-12-26, mean: 0.15, sd: 0.04 }
jump_adoption_half_life_days: 20
jump_fade_half_life_days: 270
`;

/** A fleet as a scenario file gives it: the keys that every file needs, and what else the YAML text adds. */
export function capacityOf(yaml = ""): CapacityParameters {
  const source = { shown: "fleet.yaml", label: "fleet.yaml" };
  const files: Files = {
    main: { id: "fleet", source },
    read: () => ({ text: PLAIN + yaml }),
    resolve: () => undefined,
  };
  return resolveScenario<CapacityParameters>(files, {}, { root, checks: [] }).value;
}
