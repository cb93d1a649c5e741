import type { Scenario } from "../scenario/schema.ts";
import type { RunIdentity } from "./identity.ts";

/** What a worker is started with: enough to run any replication and to write it. */
export interface WorkerSetup {
  /** Module that exports runWorld. */
  readonly world: string;
  readonly scenario: Scenario;
  readonly identity: RunIdentity;
  readonly folder: string;
}

/** Main thread to worker. */
export interface RunMessage {
  readonly replication: number;
}

/**
 * "bug": the program broke one of its own rules. "thread": the replication's thread died (memory, killed). "system": the
 * machine refused something that the next replication would ask for too (disk full, no permission).
 */
export type FailureKind = "bug" | "thread" | "system";

export interface Failure {
  readonly replication: number;
  readonly kind: FailureKind;
  readonly message: string;
}

export interface ReplicationTiming {
  readonly replication: number;
  readonly events: number;
  readonly messages: number;
  readonly simulationSeconds: number;
  readonly writingSeconds: number;
}

export type WorkerMessage =
  | { readonly type: "progress"; readonly fraction: number; readonly events: number }
  | { readonly type: "done"; readonly timing: ReplicationTiming }
  | { readonly type: "failed"; readonly failure: Failure };
