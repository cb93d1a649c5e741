import type { Source } from "./origin.ts";

/** A text file, or why there is none. */
export type FileText =
  { readonly text: string } | { readonly failure: string; readonly line?: number; readonly column?: number };

/** The files that a scenario consists of, so that everything but `load-files.ts` works without a disk. */
export interface Files {
  /** The scenario itself, as the user named it. */
  readonly main: FileReference;
  /** `bytesMaximum`: larger files are not read; without it the limit of a scenario file holds. */
  read(file: FileReference, bytesMaximum?: number): FileText;
  /** The file that `path` names when it is written in `from`; undefined for a path that is not allowed there. */
  resolve(path: string, from: FileReference): FileReference | undefined;
}

/** One file: its identity on the disk, and its names for people. */
export interface FileReference {
  readonly id: string;
  readonly source: Source;
}
