import { execFileSync } from "node:child_process";
import { availableParallelism, hostname } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { replaceJson } from "./atomic-file.ts";
import type { ReplicationTiming } from "./messages.ts";

/**
 * Writes timing.json, the only file of a run that may differ between two runs of the same scenario and seed: wall times,
 * host, worker threads, and the commit that the program was built from. It describes the last call that ran something.
 */
export function writeTiming(
  folder: string,
  workers: number,
  timings: readonly ReplicationTiming[],
  elapsedSeconds: number,
): void {
  const events = timings.reduce((sum, timing) => sum + timing.events, 0);
  replaceJson(join(folder, "timing.json"), {
    ended: new Date().toISOString(),
    host: hostname(),
    node: process.version,
    cores: availableParallelism(),
    workers,
    git_commit: gitCommit(),
    elapsed_seconds: elapsedSeconds,
    events_per_second: events / elapsedSeconds,
    replications: [...timings].sort((a, b) => a.replication - b.replication),
  });
}

/** Commit of the clone that the program runs in, null outside one. */
function gitCommit(): string | null {
  const cwd = dirname(fileURLToPath(import.meta.url));
  try {
    return execFileSync("git", ["rev-parse", "HEAD"], {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return null;
  }
}
