import { filesOnDisk, scenarioName } from "./load-files.ts";
import type { Attachment, LoadOptions } from "./resolve.ts";
import { resolveScenario } from "./resolve.ts";
import type { Scenario } from "./schema.ts";
import { scenarioSpecification } from "./specification.ts";

/** A scenario that can be run. */
export interface LoadedScenario {
  /** As it was given. */
  readonly file: string;
  /** The file's name without its ending. */
  readonly name: string;
  /** Complete and deeply frozen. */
  readonly scenario: Scenario;
  /** Every value with its origin, as a scenario file that loads to the same scenario. */
  readonly resolvedYaml: string;
  /** SHA-256 of the scenario's content: equal for equal scenarios, wherever their values were written. */
  readonly sha256: string;
  /** Data files that the resolved scenario needs beside itself, at their paths. */
  readonly attachments: readonly Attachment[];
  /** Names of the variants, in the order of the file. */
  readonly variants: readonly string[];
}

/**
 * Loads a scenario file: text to a complete scenario, or every mistake at once. All variants are checked too. Throws
 * ScenarioError.
 */
export function loadScenario(path: string, options: LoadOptions = {}): LoadedScenario {
  const { value, yaml, sha256, attachments, variants } = resolveScenario<Scenario>(
    filesOnDisk(path),
    options,
    scenarioSpecification,
  );
  const name = scenarioName(path);
  return { file: path, name, scenario: value, resolvedYaml: yaml, sha256, attachments, variants };
}
