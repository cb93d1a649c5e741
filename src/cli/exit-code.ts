/** What the program's exit code says. */
export const EXIT_DONE = 0;
/** The user's mistake: arguments, scenario, folder. Nothing was written. */
export const EXIT_USER = 1;
/** The machine's fault: disk full, a killed worker. What finished is valid; the same command goes on. */
export const EXIT_ENVIRONMENT = 2;
/** Our mistake: an invariant did not hold. */
export const EXIT_BUG = 70;
/** Ctrl-C. What finished is valid; the same command goes on. */
export const EXIT_INTERRUPTED = 130;

/** Arguments that cannot be meant. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
