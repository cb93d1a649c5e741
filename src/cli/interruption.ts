import { EXIT_INTERRUPTED } from "./exit-code.ts";

/** Turns Ctrl-C and a polite kill into an abort; the second one ends the program at once. `end` gives them back. */
export function interruption(): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(EXIT_INTERRUPTED);
    controller.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  const end = () => void process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  return { signal: controller.signal, end };
}
