import { createHash } from "node:crypto";
import type { Engine } from "./engine.ts";

/** What decides every byte of a run but its timing.json. */
export interface RunIdentity {
  readonly tool: "tokenpit";
  readonly version: string;
  readonly engine: string;
  /** Scenario file without its folder. */
  readonly scenario: string;
  /** Name of the variant, "" for the scenario itself. */
  readonly variant: string;
  readonly configSha256: string;
  readonly seed: string;
}

/** Eight hexadecimal digits that differ between runs whose results may differ. */
export function runHash(identity: RunIdentity): string {
  const text = [identity.configSha256, identity.seed, identity.engine, identity.variant].join("/");
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

/** Folder name of a run: usage-surge-3f9a1c2b, or usage-surge.wide-band-3f9a1c2b for a variant. */
export function runName(scenarioName: string, identity: RunIdentity): string {
  const variant = identity.variant === "" ? "" : `.${identity.variant}`;
  return `${scenarioName}${variant}-${runHash(identity)}`;
}

/** The identity of a scenario's run with this program. */
export function identityOf(
  engine: Engine,
  run: { scenario: string; variant: string; configSha256: string; seed: string },
): RunIdentity {
  return { tool: "tokenpit", version: engine.version, engine: engine.fingerprint, ...run };
}

/** Whether a manifest or run.json belongs to this run. */
export function sameRun(identity: RunIdentity, other: unknown): boolean {
  if (typeof other !== "object" || other === null) return false;
  const entries = Object.entries(identity);
  return entries.every(([key, value]) => (other as Record<string, unknown>)[key] === value);
}
