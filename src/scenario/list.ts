import { Problems } from "./error.ts";
import { filesOnDisk, scenarioName, yamlFilesIn } from "./load-files.ts";
import { textOf } from "./node.ts";
import { parseYaml } from "./parse.ts";

/** A scenario file and what it asks, as far as the file itself says. */
export interface ListedScenario {
  readonly file: string;
  readonly name: string;
  readonly title: string;
  readonly question: string;
}

/** The scenarios of a folder by name: the YAML files with a question of their own. Others are parts that they extend. */
export function listScenarios(folder: string): ListedScenario[] {
  return yamlFilesIn(folder).flatMap((file): ListedScenario[] => {
    const files = filesOnDisk(file);
    const content = files.read(files.main);
    const node = "text" in content ? parseYaml(content.text, files.main.source, new Problems()) : undefined;
    const question = textOf(node, "question");
    const name = scenarioName(file);
    return question === undefined ? [] : [{ file, name, title: textOf(node, "title") ?? name, question }];
  });
}
