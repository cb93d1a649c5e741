import { worldFile } from "./engine.ts";
import type { Failure, ReplicationTiming } from "./messages.ts";
import type { Plan } from "./plan.ts";
import { runPool } from "./pool.ts";
import { removeParts } from "./replication-folder.ts";
import { checkFolder, committedReplications, missingReplications, openFolder } from "./run-folder.ts";
import type { RunContents } from "./run-files.ts";
import { writeRunFiles } from "./run-files.ts";
import { writeTiming } from "./timing.ts";

/** Part of a replication's time that is simulation; the rest is measuring and writing. */
const SIMULATION_SHARE = 0.97;

/** How far a run is. */
export interface Progress {
  readonly finished: number;
  readonly total: number;
  /** Of the replications that this call had to run, the part done, 0 to 1. */
  readonly fraction: number;
  /** Kernel events dispatched by this call so far. */
  readonly events: number;
  readonly elapsedSeconds: number;
}

/** What is told while a run goes on. */
export interface SweepListener {
  /** Before anything runs: which replications are on disk already, and which of those had to be thrown away. */
  onStart?(reused: number, damaged: readonly number[], total: number): void;
  onProgress?(progress: Progress): void;
  onFailure?(failure: Failure): void;
}

export interface SweepOptions {
  readonly workers: number;
  readonly signal?: AbortSignal | undefined;
  readonly listener?: SweepListener;
  /** URL of the module that exports runWorld; tests put another world in its place. */
  readonly world?: string;
}

export interface SweepResult {
  readonly folder: string;
  readonly total: number;
  /** Replications on disk now, in order. */
  readonly finished: readonly number[];
  readonly reused: number;
  readonly failures: readonly Failure[];
  readonly interrupted: boolean;
  /** What the folder holds; none if the run was interrupted, the system refused to go on, or nothing finished. */
  readonly contents: RunContents | undefined;
}

/**
 * Runs what is missing of a run and writes its folder. Replications that are valid on disk stay; an abort keeps those
 * that finished. Throws FolderError if the folder is something else's, and system errors of this thread as they come;
 * failed replications are in the result.
 */
export async function runSweep(plan: Plan, options: SweepOptions): Promise<SweepResult> {
  const { folder, identity, loaded, replications } = plan;
  checkFolder(folder, identity);
  openFolder(folder, identity);
  const { missing, damaged } = missingReplications(folder, identity, replications);
  const tally = new Tally(replications, missing, options.listener ?? {});
  options.listener?.onStart?.(replications - missing.length, damaged, replications);
  const signal = options.signal ?? new AbortController().signal;
  const setup = { world: options.world ?? worldFile().href, scenario: loaded.scenario, identity, folder };
  await runPool(setup, missing, options.workers, signal, tally);
  removeParts(folder);
  const finished = committedReplications(folder, replications);
  const interrupted = signal.aborted && finished.length < replications;
  const result = { folder, total: replications, finished, reused: replications - missing.length, interrupted };
  const { failures } = tally;
  const stopped = interrupted || failures.some(({ kind }) => kind === "system");
  if (stopped || finished.length === 0) return { ...result, failures, contents: undefined };
  const contents = writeRunFiles(plan, finished);
  if (missing.length > 0) writeTiming(folder, options.workers, tally.timings, tally.elapsedSeconds());
  return { ...result, failures, contents };
}

/** Adds up what the threads report. */
class Tally {
  readonly failures: Failure[] = [];
  readonly timings: ReplicationTiming[] = [];
  readonly #total: number;
  readonly #missing: readonly number[];
  #finished: number;
  readonly #running = new Map<number, { fraction: number; events: number }>();
  readonly #listener: SweepListener;
  readonly #start = performance.now();

  constructor(total: number, missing: readonly number[], listener: SweepListener) {
    this.#total = total;
    this.#missing = missing;
    this.#listener = listener;
    this.#finished = total - missing.length;
  }

  elapsedSeconds(): number {
    return (performance.now() - this.#start) / 1000;
  }

  onProgress(replication: number, fraction: number, events: number): void {
    this.#running.set(replication, { fraction: fraction * SIMULATION_SHARE, events });
    this.#tell();
  }

  onDone(timing: ReplicationTiming): void {
    this.#finished += 1;
    this.timings.push(timing);
    this.#running.set(timing.replication, { fraction: 1, events: timing.events });
    this.#tell();
  }

  onFailure(failure: Failure): void {
    this.failures.push(failure);
    this.#running.set(failure.replication, { fraction: 1, events: 0 });
    this.#listener.onFailure?.(failure);
    this.#tell();
  }

  #tell(): void {
    const parts = [...this.#running.values()];
    const events = parts.reduce((sum, part) => sum + part.events, 0);
    const fraction = parts.reduce((sum, part) => sum + part.fraction, 0) / this.#missing.length;
    const elapsedSeconds = this.elapsedSeconds();
    this.#listener.onProgress?.({ finished: this.#finished, total: this.#total, fraction, events, elapsedSeconds });
  }
}
