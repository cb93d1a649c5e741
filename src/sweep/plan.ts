import { join } from "node:path";
import type { LoadedScenario } from "../scenario/load.ts";
import type { Engine } from "./engine.ts";
import type { RunIdentity } from "./identity.ts";
import { identityOf, runName } from "./identity.ts";

/** One run: a scenario or variant, its replications, its folder. */
export interface Plan {
  readonly loaded: LoadedScenario;
  readonly identity: RunIdentity;
  readonly replications: number;
  readonly folder: string;
  /** Whether the folder was asked for; otherwise its name follows from the run. */
  readonly folderNamed: boolean;
  /** Arguments after `npx tokenpit` that make this run again, wherever it is put. */
  readonly again: string;
}

/** Folder into which runs go when none is named. */
export const RESULTS = "results";

/** A run of a loaded scenario. Without a folder it goes to results/<scenario>[.<variant>]-<hash>. */
export function planRun(
  engine: Engine,
  loaded: LoadedScenario,
  options: { readonly variant: string; readonly folder?: string | undefined; readonly again: string },
): Plan {
  const { name, sha256, scenario } = loaded;
  const { seed, replications } = scenario;
  const identity = identityOf(engine, { scenario: name, variant: options.variant, configSha256: sha256, seed });
  const folder = options.folder ?? join(RESULTS, runName(name, identity));
  return { loaded, identity, replications, folder, folderNamed: options.folder !== undefined, again: options.again };
}
