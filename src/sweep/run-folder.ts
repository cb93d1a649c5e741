import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { replaceJson, UNFINISHED } from "./atomic-file.ts";
import type { RunIdentity } from "./identity.ts";
import { sameRun } from "./identity.ts";
import { checkReplication, replicationFolder } from "./replication-folder.ts";

const MANIFEST = "manifest.json";

/** A folder that a run may not be written into; a user's mistake. */
export class FolderError extends Error {
  override readonly name = "FolderError";
}

/** Throws FolderError unless the folder is new, empty, or holds this very run. Writes nothing. */
export function checkFolder(folder: string, identity: RunIdentity): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory())
    throw new FolderError(`${folder} is a file; name a folder that does not exist yet`);
  if (hasNothingYet(folder)) return;
  const manifest = readManifest(folder);
  if (manifest?.tool !== "tokenpit") {
    throw new FolderError(`${folder} exists and is not a run of tokenpit; name a folder that does not exist yet`);
  }
  if (sameRun(identity, manifest)) return;
  const other = `${manifest.scenario} ${manifest.variant ?? ""}`.trim();
  throw new FolderError(
    `${folder} holds another run (${other}, seed ${manifest.seed}, tokenpit ${manifest.version}), ` +
      "made from another scenario, seed, settings or program; name another folder",
  );
}

/** Whether a folder is empty, or was left before a run in it had begun. */
function hasNothingYet(folder: string): boolean {
  return readdirSync(folder).every(
    (name) => name.endsWith(UNFINISHED) || (name === "runs" && readdirSync(join(folder, name)).length === 0),
  );
}

/** Makes the folder this run's, so that an interruption leaves something that can be gone on with. */
export function openFolder(folder: string, identity: RunIdentity): void {
  mkdirSync(join(folder, "runs"), { recursive: true });
  const complete = sameRun(identity, readManifest(folder));
  if (!complete) writeManifest(folder, { ...identity, status: "incomplete" });
}

/** Writes manifest.json. */
export function writeManifest(folder: string, manifest: object): void {
  replaceJson(join(folder, MANIFEST), manifest);
}

/** Which replications are still to be run. Damaged ones are removed. */
export function missingReplications(folder: string, identity: RunIdentity, replications: number) {
  const missing: number[] = [];
  const damaged: number[] = [];
  for (let replication = 0; replication < replications; replication++) {
    const state = checkReplication(folder, identity, replication);
    if (state === "valid") continue;
    missing.push(replication);
    if (state === "missing") continue;
    damaged.push(replication);
    rmSync(replicationFolder(folder, replication), { recursive: true });
  }
  return { missing, damaged };
}

/** The replications that are on disk, in order: their folders have their names only once they are whole. */
export function committedReplications(folder: string, replications: number): number[] {
  const all = Array.from({ length: replications }, (_, replication) => replication);
  return all.filter((replication) => existsSync(replicationFolder(folder, replication)));
}

function readManifest(folder: string): Record<string, unknown> | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, MANIFEST), "utf8"));
    return typeof manifest === "object" && manifest !== null ? (manifest as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
