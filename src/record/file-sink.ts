import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";

/** What was written: the same numbers go into run.json and are checked before a replication is used again. */
export interface WrittenFile {
  readonly bytes: number;
  readonly sha256: string;
}

/** A new file, hashed while it is written and safe on disk once closed. Throws if the file exists already. */
export class FileSink {
  readonly #descriptor: number;
  readonly #hash = createHash("sha256");
  #bytes = 0;

  constructor(path: string) {
    this.#descriptor = openSync(path, "wx");
  }

  write(chunk: Uint8Array): void {
    this.#hash.update(chunk);
    for (let done = 0; done < chunk.length;) done += writeSync(this.#descriptor, chunk, done);
    this.#bytes += chunk.length;
  }

  /** Flushes to the disk and closes. */
  finish(): WrittenFile {
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
    return { bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }

  /** Closes after a fault; the file is worthless. */
  abandon(): void {
    closeSync(this.#descriptor);
  }
}
