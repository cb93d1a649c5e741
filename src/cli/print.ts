/** Results go to standard output. */
export function printResult(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Progress and mistakes go to standard error. */
export function printNote(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A reader that closes its end early (`| head`) ends the program quietly. */
export function endWithReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
}
