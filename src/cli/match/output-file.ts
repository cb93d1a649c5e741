import { closeSync, existsSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from "node:fs";

/**
 * A file that is there whole or not at all: written under another name, renamed at the end. What is no regular file, a
 * device or a pipe, is written to as it is; a link is followed.
 */
export class OutputFile {
  private readonly path: string;
  private readonly partial: string | undefined;
  private readonly descriptor: number;
  private isOpen = true;
  private readonly onExit = (): void => this.discard();

  constructor(path: string) {
    const exists = existsSync(path);
    this.path = exists ? realpathSync(path) : path;
    const isRegular = !exists || statSync(this.path).isFile();
    this.partial = isRegular ? `${this.path}.${String(process.pid)}.partial` : undefined;
    this.descriptor = openSync(this.partial ?? this.path, "w");
    process.on("exit", this.onExit);
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) at += writeSync(this.descriptor, bytes, at);
  }

  /** All has been written: the file gets its name. */
  commit(): void {
    this.close();
    if (this.partial !== undefined) renameSync(this.partial, this.path);
  }

  /** Takes back what has been written, if it has not been committed. */
  discard(): void {
    if (!this.isOpen) return;
    this.close();
    if (this.partial !== undefined) rmSync(this.partial, { force: true });
  }

  private close(): void {
    this.isOpen = false;
    process.off("exit", this.onExit);
    closeSync(this.descriptor);
  }
}
