import { Worker } from "node:worker_threads";
import { workerFile } from "./engine.ts";
import type { Failure, ReplicationTiming, RunMessage, WorkerMessage, WorkerSetup } from "./messages.ts";

/** Thread id of a worker that has ended. */
const EXITED = -1;

/** What the pool tells as it goes. */
export interface PoolListener {
  onProgress(replication: number, fraction: number, events: number): void;
  onDone(timing: ReplicationTiming): void;
  onFailure(failure: Failure): void;
}

type Outcome =
  | { readonly type: "done"; readonly timing: ReplicationTiming }
  | { readonly type: "failed"; readonly failure: Failure }
  | { readonly type: "interrupted" };

/**
 * Runs replications on worker threads, each on the first free one. A replication that fails does not stop the others,
 * and its thread is replaced; a fault of the system stops those that have not begun, as it would meet them too. An abort
 * ends the threads at once. Never rejects on account of a replication.
 */
export async function runPool(
  setup: WorkerSetup,
  replications: readonly number[],
  workers: number,
  signal: AbortSignal,
  listener: PoolListener,
): Promise<void> {
  const waiting = [...replications];
  const lanes = Array.from({ length: Math.min(workers, waiting.length) }, () =>
    runLane(setup, waiting, signal, listener),
  );
  await Promise.all(lanes);
}

async function runLane(
  setup: WorkerSetup,
  waiting: number[],
  signal: AbortSignal,
  listener: PoolListener,
): Promise<void> {
  let worker: Worker | undefined;
  while (waiting.length > 0 && !signal.aborted) {
    if (worker?.threadId === EXITED) worker = undefined;
    const replication = waiting.shift()!;
    worker ??= startWorker(setup);
    const outcome = await runOn(worker, replication, signal, listener);
    if (outcome.type === "done") {
      listener.onDone(outcome.timing);
      continue;
    }
    await worker.terminate();
    worker = undefined;
    if (outcome.type === "failed") {
      listener.onFailure(outcome.failure);
      if (outcome.failure.kind === "system") waiting.length = 0;
    }
  }
  await worker?.terminate();
}

function startWorker(setup: WorkerSetup): Worker {
  const worker = new Worker(workerFile(), { workerData: setup });
  worker.on("error", () => undefined); // one that comes while nobody listens must not end the program
  return worker;
}

/** One replication on one thread, to its result, its failure, the thread's death or the abort. */
async function runOn(
  worker: Worker,
  replication: number,
  signal: AbortSignal,
  listener: PoolListener,
): Promise<Outcome> {
  const settled = new AbortController();
  try {
    return await new Promise<Outcome>((resolve) => {
      const fail = (kind: Failure["kind"], message: string) =>
        resolve({ type: "failed", failure: { replication, kind, message } });
      const onMessage = (message: WorkerMessage) => {
        if (message.type === "progress") listener.onProgress(replication, message.fraction, message.events);
        else resolve(message);
      };
      const onError = (error: Error & { code?: string }) =>
        fail(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "thread" : "bug", error.stack ?? error.message);
      const onExit = (code: number) => fail("thread", `its worker ended without a result, exit code ${code}`);
      worker.on("message", onMessage).on("error", onError).on("exit", onExit);
      settled.signal.addEventListener("abort", () => {
        worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      });
      signal.addEventListener("abort", () => resolve({ type: "interrupted" }), { signal: settled.signal });
      const message: RunMessage = { replication };
      worker.postMessage(message);
    });
  } finally {
    settled.abort();
  }
}
