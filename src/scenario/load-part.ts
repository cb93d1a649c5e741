import type { ParameterSpec } from "../base/parameters.ts";
import { Problems, ScenarioError } from "./error.ts";
import { Extender } from "./extends.ts";
import { filesOnDisk } from "./load-files.ts";
import type { Setting } from "./setting.ts";
import { validate } from "./validate.ts";

/**
 * Loads a file that is part of a scenario, such as a rulebook, with what it extends: every value, with its origin where it is
 * written and the default elsewhere. `spec` says what the file's root holds. What must hold between values of a whole
 * scenario is not checked. Throws ScenarioError.
 */
export function loadPart(path: string, spec: ParameterSpec): Setting {
  const problems = new Problems();
  const files = filesOnDisk(path);
  const root = new Extender(files, problems).readScenario(spec);
  const setting = root === undefined ? undefined : validate(root, spec, problems).setting;
  if (setting === undefined || problems.count > 0) throw new ScenarioError(files.main.source.shown, problems.list());
  return setting;
}
