import { scenarioJsonSchema } from "./json-schema.ts";
import { writeText } from "./load-files.ts";

/** Writes the JSON Schema of scenario files, by which editors complete and check them. */
export function writeSchema(path: string): void {
  writeText(path, scenarioJsonSchema());
}
