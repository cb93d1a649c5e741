import { CsvError } from "../record/csv-parser.ts";
import { ScenarioError } from "../scenario/error.ts";
import { FolderError } from "../sweep/run-folder.ts";
import { isSystemError } from "../sweep/system-error.ts";
import { EXIT_BUG, EXIT_ENVIRONMENT, EXIT_USER, UsageError } from "./exit-code.ts";
import { printNote } from "./print.ts";

/** Tells the user what went wrong, in the words of whose mistake it is; the exit code. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof ScenarioError) return tell(error.text(), EXIT_USER);
  if (error instanceof UsageError || error instanceof FolderError) return tell(error.message, EXIT_USER);
  if (error instanceof CsvError) return tell(error.message, EXIT_ENVIRONMENT);
  if (isSystemError(error)) return tell(`The system refused: ${error.message}`, EXIT_ENVIRONMENT);
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return tell(`This is a mistake in tokenpit, not yours:\n${details}`, EXIT_BUG);
}

function tell(text: string, code: number): number {
  printNote(text);
  return code;
}
