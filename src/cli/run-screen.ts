import type { Failure } from "../sweep/messages.ts";
import type { Plan } from "../sweep/plan.ts";
import type { Progress, SweepListener, SweepResult } from "../sweep/sweep.ts";
import { printNote } from "./print.ts";
import { ProgressLine } from "./progress.ts";
import { commandLine } from "./run-text.ts";

/** What a run says on standard error while it goes on: progress unless quiet, failures always. */
export class RunScreen implements SweepListener {
  readonly #plan: Plan;
  readonly #quiet: boolean;
  readonly #line = new ProgressLine(process.stderr);

  constructor(plan: Plan, quiet: boolean) {
    this.#plan = plan;
    this.#quiet = quiet;
  }

  onStart(reused: number, damaged: readonly number[], total: number): void {
    if (this.#quiet) return;
    if (damaged.length > 0) printNote(`  replications ${damaged.join(", ")} on disk are damaged: running them again`);
    if (reused === total) printNote(`  all ${total} replications are in ${this.#plan.folder} already: nothing to run`);
    else if (reused > 0) printNote(`  ${reused} of ${total} replications are in ${this.#plan.folder} already`);
  }

  onProgress(progress: Progress): void {
    if (!this.#quiet) this.#line.update(progress);
  }

  onFailure({ replication, kind, message }: Failure): void {
    this.#line.clear();
    const whose = kind === "bug" ? "a mistake in tokenpit, not yours" : "the machine, not the scenario";
    printNote(`Replication ${replication} failed (${whose}): ${message}`);
    printNote(`  to replay it (finished ones are kept): ${commandLine(this.#plan)}`);
  }

  /** Takes the progress line away and says how to go on if something is missing. */
  end({ finished, total, interrupted, folder }: SweepResult): void {
    this.#line.clear();
    if (finished.length === total) return;
    const why = interrupted ? "Stopped: " : "";
    printNote(`${why}${finished.length} of ${total} replications are finished and valid in ${folder}`);
    printNote(`  to go on with the rest: ${commandLine(this.#plan)}`);
  }
}
