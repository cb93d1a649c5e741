import { afterEach, describe, expect, it, vi } from "vitest";
import { InvariantError } from "../base/assert.ts";
import { ScenarioError } from "../scenario/error.ts";
import { FolderError } from "../sweep/run-folder.ts";
import { UsageError } from "./exit-code.ts";
import { exitCodeOf } from "./failures.ts";

afterEach(() => vi.restoreAllMocks());

function told(error: unknown): [number, string] {
  const texts: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => texts.push(String(text)) > 0);
  return [exitCodeOf(error), texts.join("")];
}

const scenarioError = new ScenarioError("thin.yaml", [
  { file: "thin.yaml", line: 3, column: 5, path: "seed", message: "is missing" },
]);
const systemError = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC", syscall: "write" });

describe("the exit code", () => {
  it.each([
    [scenarioError, 1, "3:5"],
    [new UsageError("--workers must be"), 1, "--workers must be"],
    [new FolderError("x is a file"), 1, "x is a file"],
    [systemError, 2, "The system refused: ENOSPC"],
    [new InvariantError("the ledger does not add up"), 70, "a mistake in tokenpit, not yours"],
    [new TypeError("undefined is not a function"), 70, "undefined is not a function"],
    ["thrown text", 70, "thrown text"],
    [undefined, 70, "undefined"],
  ])("says whose mistake it was: %#", (error, code, text) => {
    const [got, said] = told(error);
    expect(got).toBe(code);
    expect(said).toContain(text);
  });
});
