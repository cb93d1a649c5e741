import { loadScenario } from "../scenario/load.ts";
import { setOption } from "./arguments.ts";
import type { Command } from "./command.ts";
import { SET_OPTION, textOption } from "./command.ts";
import { EXIT_DONE } from "./exit-code.ts";
import { printResult } from "./print.ts";
import { scenarioFile } from "./scenario-file.ts";

export const validateCommand: Command = {
  name: "validate",
  argument: { name: "scenario", describe: "A YAML file, or the name of a shipped scenario" },
  sentence: "Checks a scenario and its variants without running anything and names every mistake at once.",
  example: "npx tokenpit validate usage-surge",
  options: { set: SET_OPTION },
  execute: (parsed) => {
    const file = scenarioFile(textOption(parsed, "scenario")!);
    const set = setOption(parsed["set"] as string[]);
    const { scenario, variants } = loadScenario(file, { set });
    const named = variants.length === 0 ? "no variants" : `variants ${variants.join(", ")}`;
    printResult(`${file}: valid; ${scenario.replications} replications, seed ${scenario.seed}, ${named}`);
    return EXIT_DONE;
  },
};
