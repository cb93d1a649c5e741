import type { Option } from "yargs";
import { replicationsOption, setOption, workersOption } from "./arguments.ts";
import { SET_OPTION, textOption } from "./command.ts";
import { scenarioFile } from "./scenario-file.ts";

/** What the arguments of `run` mean. */
export interface RunRequest {
  readonly file: string;
  readonly replications: number | undefined;
  readonly seed: string | undefined;
  readonly workers: number;
  readonly out: string | undefined;
  readonly variant: string | undefined;
  readonly set: readonly string[];
  readonly json: boolean;
  readonly quiet: boolean;
}

export const RUN_OPTIONS: Readonly<Record<string, Option>> = {
  replications: {
    describe: "How many replications",
    type: "string",
    requiresArg: true,
    defaultDescription: "the scenario's",
  },
  seed: {
    describe: "Seed of all random numbers",
    type: "string",
    requiresArg: true,
    defaultDescription: "the scenario's",
  },
  workers: {
    describe: "How many threads; results do not depend on it",
    type: "string",
    requiresArg: true,
    defaultDescription: "one per core",
  },
  out: {
    describe: "Folder of the run, new or this run's own",
    type: "string",
    requiresArg: true,
    defaultDescription: "results/<scenario>-<hash>",
  },
  variant: {
    describe: "Variant of the scenario, or all: the scenario and every variant",
    type: "string",
    requiresArg: true,
    defaultDescription: "none",
  },
  set: SET_OPTION,
  json: { describe: "Print the summary as JSON", type: "boolean", default: false },
  quiet: { describe: "Print nothing but errors (and the JSON, if asked for)", type: "boolean", default: false },
};

/** Reads the arguments of `run`; throws UsageError for those that cannot be meant. */
export function runRequest(parsed: Readonly<Record<string, unknown>>): RunRequest {
  return {
    file: scenarioFile(textOption(parsed, "scenario")!),
    replications: replicationsOption(textOption(parsed, "replications")),
    seed: textOption(parsed, "seed"),
    workers: workersOption(textOption(parsed, "workers")),
    out: textOption(parsed, "out"),
    variant: textOption(parsed, "variant"),
    set: setOption(parsed["set"] as string[]),
    json: parsed["json"] === true,
    quiet: parsed["quiet"] === true,
  };
}
