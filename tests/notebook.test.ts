import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/*
 * The notebooks as a reader runs them: all code cells, top to bottom, on a run of the built command. Python is not needed
 * to work on this project, so what can be checked depends on the machine; the titles say what was.
 */

const ROOT = join(import.meta.dirname, "..");
const MAIN = join(ROOT, "dist", "cli", "main.js");
const WEEK = join(import.meta.dirname, "scenarios", "week.yaml");
/** Four months and a bit: the shortest run in which months with a full hedge programme end. */
const FOUR_MONTHS = ["start=2025-01-01", "end=2025-05-10", "venues.shfe.contracts.TK.months_listed=4"];
const ALLOWED_IMPORTS = ["matplotlib", "numpy", "os", "pandas", "pathlib"];

const hasPython = python(["--version"]).status === 0;
const hasPandas = hasPython && python(["-c", "import pandas"]).status === 0;
const hasMatplotlib = hasPandas && python(["-c", "import matplotlib"]).status === 0;

interface Cell {
  readonly cell_type: "code" | "markdown";
  readonly id: string;
  readonly metadata: { readonly tags?: readonly string[] };
  readonly source: readonly string[];
  readonly outputs?: readonly unknown[];
  readonly execution_count?: number | null;
}

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpit-notebook-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const notebooks = readdirSync(join(ROOT, "notebooks")).filter((name) => name.endsWith(".ipynb"));

describe.each(notebooks)("%s", (name) => {
  it("is a notebook of format 4 without outputs", () => {
    const { nbformat, nbformat_minor, metadata, cells } = read(name);
    expect([nbformat, nbformat_minor, metadata.kernelspec.language]).toEqual([4, 5, "python"]);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
    for (const { cell_type, outputs, execution_count } of cells)
      expect([outputs, execution_count]).toEqual(cell_type === "code" ? [[], null] : [undefined, undefined]);
  });

  it(`imports only ${ALLOWED_IMPORTS.join(", ")}`, () => {
    const imports = importsOf(program(name, true));
    expect(imports).toContain("pandas");
    expect(imports.filter((module) => !ALLOWED_IMPORTS.includes(module))).toEqual([]);
  });

  it("needs matplotlib in cells tagged plot only", () => {
    expect(program(name, false)).not.toMatch(/matplotlib|plt\./);
  });

  if (!hasPython)
    it("could not be run or compiled: python3 is not installed here", () => expect(hasPython).toBe(false));
  else if (!hasPandas) it("compiles; it was not run, because pandas is not installed here", () => compiles(name));
  else
    it(`runs on a run of four months${hasMatplotlib ? ", plots included" : "; without its plots, as matplotlib is not installed here"}`, () =>
      runs(name));
});

describe("the tests of the notebooks can fail", () => {
  it("finds imports of every form", () => {
    const code = "import os, sys\nimport a.b as c\nfrom d.e import f\n  import g\nx = 'import h'\n";
    expect(importsOf(code)).toEqual(["os", "sys", "a", "d", "g"]);
  });
});

function runs(name: string): void {
  const run = join(folder, "run");
  const settings = FOUR_MONTHS.flatMap((setting) => ["--set", setting]);
  const args = [MAIN, "run", WEEK, "--replications", "2", "--quiet", "--out", run, ...settings];
  expect(spawnSync(process.execPath, args, { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });

  const file = write(name, program(name, hasMatplotlib));
  const { status, stdout, stderr } = python([file], { TOKENPIT_RUN: run, MPLBACKEND: "Agg" });
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/he_net in metrics_summary\.csv +-?\d/);

  // The comparisons have teeth: without the funding of the hedges they must not hold.
  const flows = join(run, "runs", "0000", "cash_flows.csv");
  for (const path of [flows, flows.replace("0000", "0001")])
    writeFileSync(path, readFileSync(path, "utf8").replaceAll(/^.*,funding,.*\n/gm, ""));
  const changed = python([file], { TOKENPIT_RUN: run, MPLBACKEND: "Agg" });
  expect(changed.status).not.toBe(0);
  expect(changed.stderr).toContain("AssertionError");
}

function compiles(name: string): void {
  const { status, stderr } = python(["-m", "py_compile", write(name, program(name, true))]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
}

function read(name: string): {
  nbformat: number;
  nbformat_minor: number;
  metadata: { kernelspec: { language: string } };
  cells: Cell[];
} {
  return JSON.parse(readFileSync(join(ROOT, "notebooks", name), "utf8"));
}

/** The code cells as one program, with or without those that plot. */
function program(name: string, plots: boolean): string {
  return read(name)
    .cells.filter(({ cell_type, metadata }) => cell_type === "code" && (plots || !metadata.tags?.includes("plot")))
    .map(({ source }) => source.join(""))
    .join("\n\n");
}

/** Modules that a program imports, by their first names. */
function importsOf(code: string): string[] {
  const found = [...code.matchAll(/^\s*(?:from\s+([\w.]+)\s+import|import\s+(.+))/gm)];
  const names = found.flatMap(([, from, list]) => (from === undefined ? list.split(",") : [from]));
  return names.map((name) => name.trim().split(/[\s.]/)[0]);
}

function write(name: string, code: string): string {
  const file = join(folder, name.replace(/\.ipynb$/, ".py"));
  writeFileSync(file, code);
  return file;
}

function python(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const env = { ...process.env, ...environment };
  return spawnSync("python3", args, { encoding: "utf8", env });
}
