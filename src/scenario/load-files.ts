import { readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { FileReference, Files, FileText } from "./files.ts";

/** Largest scenario file, bytes. */
const BYTES_MAXIMUM = 1_000_000;

/** The files of a scenario on the disk. Labels are relative to the scenario's folder, so that nothing names a machine. */
export function filesOnDisk(path: string): Files {
  const folder = resolve(dirname(path));
  const reference = (shown: string): FileReference => ({
    id: identity(shown),
    source: { shown: slashes(shown), label: slashes(relative(folder, resolve(shown))) },
  });
  return {
    main: reference(path),
    read: (file, bytesMaximum) => readText(file.source.shown, bytesMaximum),
    resolve: (name, from) => {
      if (isAbsolute(name) || /^[A-Za-z]:|[\0\\]/.test(name)) return undefined;
      return reference(join(dirname(from.source.shown), name));
    },
  };
}

/** A file's text, or what hinders reading it. */
export function readText(path: string, bytesMaximum = BYTES_MAXIMUM): FileText {
  const bytes = readBytes(path, bytesMaximum);
  return typeof bytes === "string" ? { failure: bytes } : decode(bytes);
}

/** A scenario's name: its file's without the ending. */
export function scenarioName(path: string): string {
  return basename(path).replace(/\.ya?ml$/, "");
}

export function writeText(path: string, text: string): void {
  writeFileSync(path, text);
}

function readBytes(path: string, bytesMaximum: number): Uint8Array | string {
  try {
    const status = statSync(path);
    if (status.isDirectory()) return "is a directory, not a file";
    if (!status.isFile()) return "is not a regular file";
    if (status.size > bytesMaximum) {
      const what = bytesMaximum === BYTES_MAXIMUM ? "scenario file" : "data file";
      return `has ${String(status.size)} bytes; a ${what} has at most ${String(bytesMaximum)}`;
    }
    return readFileSync(path);
  } catch (error) {
    return systemMessage(error);
  }
}

function systemMessage(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT" || code === "ENOTDIR") return "there is no such file";
  if (code === "EACCES" || code === "EPERM") return "may not be read (permissions)";
  return `cannot be read (${code === "" ? String(error) : code})`;
}

function decode(bytes: Uint8Array): FileText {
  const whole = decoded(bytes);
  if (whole !== undefined) return { text: whole };
  let low = 0;
  let high = bytes.length; // the first `low` bytes are sound, the first `high` are not
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (decoded(bytes.subarray(0, middle), true) === undefined) high = middle;
    else low = middle;
  }
  const before = (decoded(bytes.subarray(0, low), true) ?? "").split("\n");
  const failure = `is not UTF-8 text (byte ${String(low + 1)} is 0x${bytes[low].toString(16).padStart(2, "0")})`;
  return { failure, line: before.length, column: before[before.length - 1].length + 1 };
}

/** The text of bytes, undefined where they are not UTF-8; `open`: they may end inside a character. */
function decoded(bytes: Uint8Array, open = false): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: open });
  } catch {
    return undefined;
  }
}

function identity(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function slashes(path: string): string {
  return sep === "/" ? path : path.split(sep).join("/");
}
