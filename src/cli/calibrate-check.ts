import { isoDate } from "../base/dates.ts";
import { checkCalibration, type CalibrationReport } from "../compute/calibration-check.ts";
import { student975 } from "../metrics/statistics.ts";
import type { Scenario } from "../scenario/schema.ts";
import { loadScenario } from "../scenario/load.ts";
import { replicationsOption, setOption } from "./arguments.ts";
import type { Command } from "./command.ts";
import { SET_OPTION, textOption } from "./command.ts";
import { EXIT_DONE, EXIT_USER, UsageError } from "./exit-code.ts";
import { printNote, printResult } from "./print.ts";
import { scenarioFile } from "./scenario-file.ts";

const REPLICATIONS = 8;

const text = (describe: string, defaultDescription: string) =>
  ({ describe, type: "string", requiresArg: true, defaultDescription }) as const;

/** Runs the compute market of a scenario alone and prints it beside official figures, observations and ranges. */
export const calibrateCheckCommand: Command = {
  name: "calibrate-check",
  argument: { name: "scenario", describe: "A YAML file, or the name of a shipped scenario" },
  sentence: "Runs a scenario's compute market alone and holds it against official figures, dated prices and ranges.",
  example: "npx tokenpit calibrate-check usage-surge",
  options: {
    replications: text("How many paths", String(REPLICATIONS)),
    seed: text("Seed of all random numbers", "the scenario's"),
    variant: text("Variant of the scenario", "none"),
    set: SET_OPTION,
    json: { describe: "Print the figures as JSON", type: "boolean", default: false },
    strict: { describe: "Exit with 1 if a required target is missed", type: "boolean", default: false },
  },
  execute: (parsed) => {
    const scenario = loaded(parsed);
    const { compute } = scenario;
    if (compute.kind !== "market") {
      throw new UsageError(
        `calibrate-check needs a simulated compute market (compute.kind: market); this scenario's is ${compute.kind}`,
      );
    }
    const replications = replicationsOption(textOption(parsed, "replications")) ?? REPLICATIONS;
    const days = scenario.end - scenario.start + 1;
    const period = `${isoDate(scenario.start)} to ${isoDate(scenario.end)}`;
    const asked = `${replications} ${replications === 1 ? "path" : "paths"}, ${period}, seed ${scenario.seed}`;
    printNote(`  the compute market alone: ${asked}`);
    const report = checkCalibration({
      parameters: compute,
      seed: scenario.seed,
      replications,
      startDay: scenario.start,
      days,
      studentPoint: student975(replications - 1),
      onPath: (done) => printNote(`  ${done} of ${replications}`),
    });
    printResult(
      parsed["json"] === true ? json(scenario, replications, report) : `${report.markdown}\n\n${verdict(report)}`,
    );
    return parsed["strict"] === true && missed(report).length > 0 ? EXIT_USER : EXIT_DONE;
  },
};

function loaded(parsed: Readonly<Record<string, unknown>>): Scenario {
  const variant = textOption(parsed, "variant");
  const seed = textOption(parsed, "seed");
  return loadScenario(scenarioFile(textOption(parsed, "scenario")!), {
    set: setOption(parsed["set"] as string[]),
    ...(variant === undefined ? {} : { variant }),
    ...(seed === undefined ? {} : { seed }),
  }).scenario;
}

/** Required targets that are not met. */
function missed({ targets }: CalibrationReport): string[] {
  return targets.filter(({ isRequired, isMet }) => isRequired && !isMet).map(({ quantity }) => quantity);
}

/** What is outside, in a sentence or two. */
function verdict(report: CalibrationReport): string {
  const outside = report.sanity.filter(({ isInside }) => !isInside).map(({ quantity }) => quantity);
  const list = (names: readonly string[]): string => (names.length === 0 ? "none" : names.join("; "));
  return `Required targets missed: ${list(missed(report))}.\nOutside their range: ${list(outside)}.`;
}

function json(
  { title, seed }: Scenario,
  replications: number,
  { official, sanity, targets }: CalibrationReport,
): string {
  return JSON.stringify({ scenario: title, seed, replications, official, targets, sanity }, undefined, 2);
}
