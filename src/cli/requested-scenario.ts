import type { LoadedScenario } from "../scenario/load.ts";
import { loadScenario } from "../scenario/load.ts";
import { shellQuoted } from "./arguments.ts";
import type { RunRequest } from "./run-request.ts";

/**
 * The scenario that a request asks for, and the arguments that ask for it again. A seed or number of replications that
 * is the scenario's own counts as not given, so that naming it changes no byte; the seed is printed in any case.
 */
export function loadRequested(request: RunRequest, variant: string): { loaded: LoadedScenario; again: string } {
  const options = { set: [...request.set], ...(variant === "" ? {} : { variant }) };
  const own = loadScenario(request.file, options);
  const { seed, replications } = request;
  const changes = {
    ...(seed === undefined || seed === own.scenario.seed ? {} : { seed }),
    ...(replications === undefined || replications === own.scenario.replications ? {} : { replications }),
  };
  const changed = Object.keys(changes).length > 0;
  const loaded = changed ? loadScenario(request.file, { ...options, ...changes }) : own;
  return { loaded, again: again(request, loaded.scenario.seed, changes.replications, variant) };
}

function again({ file, set }: RunRequest, seed: string, replications: number | undefined, variant: string): string {
  const args = ["run", file, "--seed", seed];
  if (replications !== undefined) args.push("--replications", String(replications));
  if (variant !== "") args.push("--variant", variant);
  for (const setting of set) args.push("--set", setting);
  return args.map(shellQuoted).join(" ");
}
