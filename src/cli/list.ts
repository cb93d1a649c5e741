import { agentKinds } from "../agents/index.ts";
import { methodNames } from "../compute/index/methods/index.ts";
import { rationingMeanings, rationingTables } from "../compute/rationing/parameters.ts";
import { ORDER_TYPES, SELF_TRADE_RULES, TIMES_IN_FORCE } from "../market/engine/order-kinds.ts";
import { allocationMeanings, allocationTables, orderRulesTable } from "../market/matching/parameters.ts";
import { registry } from "../metrics/registry.ts";
import type { TableDefinition } from "../record/tables.ts";
import { tables } from "../record/tables.ts";
import { ScenarioError } from "../scenario/error.ts";
import type { LoadedScenario } from "../scenario/load.ts";
import { loadScenario } from "../scenario/load.ts";
import { snakeCase } from "../scenario/names.ts";
import type { Command } from "./command.ts";
import { EXIT_DONE } from "./exit-code.ts";
import { printResult } from "./print.ts";
import { shippedPath, shippedScenarios } from "./scenario-file.ts";

const LINE_WIDTH = 100;

export const listCommand: Command = {
  name: "list",
  sentence: "Lists scenarios, agents, matching and rationing rules, metrics with sources, and tables.",
  example: "npx tokenpit list",
  options: {},
  execute: () => {
    printSection("Scenarios", shippedScenarios().flatMap(scenarioLines));
    printSection("Agents and their parameters", agentLines());
    printSection("Matching rules and their settings (docs/matching.md)", matchingLines());
    printSection("Rationing rules and index methods of the compute market (docs/compute.md)", computeLines());
    printSection("Metrics", metricLines());
    printSection("Tables", tableLines());
    return EXIT_DONE;
  },
};

function printSection(title: string, lines: readonly string[]): void {
  printResult([title, ...lines, ""].join("\n"));
}

function scenarioLines(name: string): string[] {
  const loaded = loadWhole(shippedPath(name));
  if (loaded === undefined) return [];
  const { scenario, variants } = loaded;
  const more = variants.length === 0 ? [] : [`      variants: ${variants.join(", ")}`];
  return [`  ${name}   ${scenario.title}`, `      ${scenario.question}`, ...more];
}

/** A scenario, or undefined for a file that is only a part which others extend. */
function loadWhole(path: string): LoadedScenario | undefined {
  try {
    return loadScenario(path);
  } catch (error) {
    if (error instanceof ScenarioError) return undefined;
    throw error;
  }
}

function agentLines(): string[] {
  return Object.entries(agentKinds).flatMap(([kind, { does, papers, table }]) => [
    ...wrapped(`${kind}: ${does} (${papers})`),
    ...wrapped(`    ${Object.keys(table).map(snakeCase).join(", ")}`),
  ]);
}

function matchingLines(): string[] {
  return [
    ...choiceLines(allocationTables, allocationMeanings),
    ...wrapped(`order types: ${ORDER_TYPES.join(", ")}; times in force: ${TIMES_IN_FORCE.join(", ")}`),
    ...wrapped(`self-trade prevention: ${SELF_TRADE_RULES.join(", ")}`),
    ...wrapped(`order rules: ${Object.keys(orderRulesTable).map(snakeCase).join(", ")}`),
  ];
}

function computeLines(): string[] {
  return [...choiceLines(rationingTables, rationingMeanings), ...wrapped(`index methods: ${methodNames.join(", ")}`)];
}

/** What may be chosen, each with its meaning and its settings. */
function choiceLines<K extends string>(choices: Readonly<Record<K, object>>, meanings: Readonly<Record<K, string>>) {
  return (Object.keys(choices) as K[]).flatMap((name) => {
    const settings = Object.keys(choices[name]).map(snakeCase).join(", ");
    const meaning = wrapped(`${name}: ${meanings[name]}`);
    return settings === "" ? meaning : [...meaning, ...wrapped(`    ${settings}`)];
  });
}

function metricLines(): string[] {
  return [...registry.values()].flatMap(({ id, meaning, unit, source }) =>
    wrapped(`${id}: ${meaning} [${unit}] (${source})`),
  );
}

function tableLines(): string[] {
  const entries = Object.entries<TableDefinition>(tables);
  return entries.flatMap(([name, { meaning }]) => wrapped(`${name}: ${meaning}`));
}

/** A text as lines of at most LINE_WIDTH, the first one further out. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = " ";
  for (const word of text.split(" ")) {
    if (line.length + 1 + word.length > LINE_WIDTH) {
      lines.push(line);
      line = "     ";
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
