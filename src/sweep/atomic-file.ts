import { randomBytes } from "node:crypto";
import { renameSync, rmSync } from "node:fs";
import type { WrittenFile } from "../record/file-sink.ts";
import { FileSink } from "../record/file-sink.ts";

/** Ending of files that are being written. */
export const UNFINISHED = ".new";

/** Replaces a file in one step: a reader sees the old one or the whole new one. */
export function replaceFile(path: string, write: (temporaryPath: string) => WrittenFile): WrittenFile {
  // Another process may be replacing the same file at this moment.
  const temporary = `${path}.${randomBytes(4).toString("hex")}${UNFINISHED}`;
  try {
    const file = write(temporary);
    renameSync(temporary, path);
    return file;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Replaces a text file in one step. */
export function replaceText(path: string, text: string): WrittenFile {
  return replaceFile(path, (temporary) => {
    const sink = new FileSink(temporary);
    sink.write(new TextEncoder().encode(text));
    return sink.finish();
  });
}

/** Replaces a JSON file in one step. */
export function replaceJson(path: string, value: unknown): WrittenFile {
  return replaceText(path, `${JSON.stringify(value, undefined, 2)}\n`);
}
