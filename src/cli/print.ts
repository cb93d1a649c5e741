import { EXIT_DONE, EXIT_ENVIRONMENT } from "./exit-code.ts";

/** Results go to standard output. */
export function printResult(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Progress and mistakes go to standard error. */
export function printNote(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A reader that closes its end early (`| head`) ends the program quietly; what the system refuses otherwise is said. */
export function endWithReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(EXIT_DONE);
    printNote(`The system refused standard output: ${error.message}`);
    process.exit(EXIT_ENVIRONMENT);
  });
}
