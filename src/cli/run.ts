import { join } from "node:path";
import type { Engine } from "../sweep/engine.ts";
import type { Plan } from "../sweep/plan.ts";
import { planRun } from "../sweep/plan.ts";
import { checkFolder } from "../sweep/run-folder.ts";
import type { SweepResult } from "../sweep/sweep.ts";
import { runSweep } from "../sweep/sweep.ts";
import type { Command } from "./command.ts";
import { EXIT_BUG, EXIT_DONE, EXIT_ENVIRONMENT, EXIT_INTERRUPTED, UsageError } from "./exit-code.ts";
import { interruption } from "./interruption.ts";
import { printResult } from "./print.ts";
import { headerLines, resultLines, summaryJson } from "./run-text.ts";
import type { RunRequest } from "./run-request.ts";
import { loadRequested } from "./requested-scenario.ts";
import { RUN_OPTIONS, runRequest } from "./run-request.ts";
import { RunScreen } from "./run-screen.ts";

const EVERY_VARIANT = "all";
const NO_VARIANT = "base";

export const runCommand: Command = {
  name: "run",
  argument: { name: "scenario", describe: "A YAML file, or the name of a shipped scenario" },
  sentence: "Runs a scenario's replications in parallel, writes their tables and prints a summary.",
  example: "npx tokenpit run usage-surge --replications 2 --seed 7",
  options: RUN_OPTIONS,
  execute: (parsed, engine) => run(runRequest(parsed), engine),
};

async function run(request: RunRequest, engine: Engine): Promise<number> {
  const plans = plansOf(request, engine);
  for (const plan of plans) checkFolder(plan.folder, plan.identity);
  const { signal, end } = interruption();
  const outcomes: { plan: Plan; result: SweepResult }[] = [];
  try {
    for (const plan of plans) {
      const result = await runPlan(plan, request, signal);
      outcomes.push({ plan, result });
      if (signal.aborted) break;
    }
  } finally {
    end();
  }
  if (request.json) printResult(summaryJson(outcomes, plans.length > 1));
  return signal.aborted ? EXIT_INTERRUPTED : Math.max(...outcomes.map(({ result }) => exitCode(result)));
}

async function runPlan(plan: Plan, request: RunRequest, signal: AbortSignal): Promise<SweepResult> {
  const talks = !request.quiet && !request.json;
  if (talks) for (const line of headerLines(plan, request.workers)) printResult(line);
  const screen = new RunScreen(plan, request.quiet);
  const result = await runSweep(plan, { workers: request.workers, signal, listener: screen });
  screen.end(result);
  if (talks) for (const line of resultLines(plan, result)) printResult(line);
  return result;
}

function exitCode({ failures, finished, total }: SweepResult): number {
  if (failures.some(({ kind }) => kind === "bug")) return EXIT_BUG;
  return finished.length < total ? EXIT_ENVIRONMENT : EXIT_DONE;
}

/** The run, or with `--variant all` the runs, that a request asks for; every scenario is loaded before any runs. */
function plansOf(request: RunRequest, engine: Engine): Plan[] {
  const names = variantNames(request);
  return names.map((variant) => {
    const { loaded, again } = loadRequested(request, variant);
    const several = names.length > 1 && request.out !== undefined;
    const folder = several ? join(request.out, variant === "" ? NO_VARIANT : variant) : request.out;
    return planRun(engine, loaded, { variant, folder, again });
  });
}

function variantNames(request: RunRequest): string[] {
  if (request.variant === NO_VARIANT) return [""];
  if (request.variant !== EVERY_VARIANT) return [request.variant ?? ""];
  const { variants } = loadRequested(request, "").loaded;
  if (variants.length === 0) throw new UsageError(`${request.file} has no variants`);
  return ["", ...variants];
}
