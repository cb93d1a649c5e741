import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";

/** A file that is there whole or not at all: written under another name, renamed at the end. */
export class OutputFile {
  private readonly path: string;
  private readonly partial: string;
  private readonly descriptor: number;
  private isOpen = true;
  private readonly onExit = (): void => this.discard();

  constructor(path: string) {
    this.path = path;
    this.partial = `${path}.${String(process.pid)}.partial`;
    this.descriptor = openSync(this.partial, "w");
    process.on("exit", this.onExit);
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) at += writeSync(this.descriptor, bytes, at);
  }

  /** All has been written: the file gets its name. */
  commit(): void {
    this.close();
    renameSync(this.partial, this.path);
  }

  /** Takes back what has been written, if it has not been committed. */
  discard(): void {
    if (!this.isOpen) return;
    this.close();
    rmSync(this.partial, { force: true });
  }

  private close(): void {
    this.isOpen = false;
    process.off("exit", this.onExit);
    closeSync(this.descriptor);
  }
}
