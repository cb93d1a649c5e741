import { createHash } from "node:crypto";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTable } from "../src/record/csv-reader.ts";
import { emptyDictionaries } from "../src/record/table.ts";
import type { LoadedScenario } from "../src/scenario/load.ts";
import type * as EngineModule from "../src/sweep/engine.ts";
import type { Failure } from "../src/sweep/messages.ts";
import type * as PlanModule from "../src/sweep/plan.ts";
import type { Plan } from "../src/sweep/plan.ts";
import type * as SweepModule from "../src/sweep/sweep.ts";
import type { SweepOptions, SweepResult } from "../src/sweep/sweep.ts";

/*
 * The built sweep with a small world in the place of the real one: worker threads load built files. The small world
 * waits random milliseconds, so replications finish in another order every time.
 */

const built = (path: string) => import(new URL(`../dist/sweep/${path}`, import.meta.url).href);
const { runSweep }: typeof SweepModule = await built("sweep.js");
const { planRun }: typeof PlanModule = await built("plan.js");
const { readEngine }: typeof EngineModule = await built("engine.js");

const WORLD = pathToFileURL(join(import.meta.dirname, "fake-world.mjs")).href;
const REPLICATIONS = 5;
const TABLES_OFF = { quotes: "grid", quoteGridMinutes: 60, orders: false, tradesReplications: 10_000 };

let root = "";
let folders = 0;
/** A run on one worker that nothing disturbed. */
let undisturbed = "";
let contents: SweepResult["contents"];
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "tokenpit-sweep-"));
  undisturbed = newFolder();
  ({ contents } = await run(undisturbed, "", { workers: 1 }));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
const newFolder = () => join(root, String(folders++));

function finishedRun(): string {
  const folder = newFolder();
  cpSync(undisturbed, folder, { recursive: true });
  return folder;
}

function plan(folder: string, seed = "1", record: object = TABLES_OFF): Plan {
  const scenario = { title: "Fake", question: "Is it the same?", seed, replications: REPLICATIONS, record, venues: {} };
  const loaded = {
    file: "fake.yaml",
    name: "fake",
    scenario,
    resolvedYaml: `seed: ${seed}\n`,
    attachments: [],
    sha256: `sha-${seed}`,
    variants: [],
  };
  const again = `run fake.yaml --seed ${seed}`;
  return planRun(readEngine(), loaded as unknown as LoadedScenario, { variant: "", folder, again });
}

function run(folder: string, fault = "", options: Partial<SweepOptions> = {}, seed = "1"): Promise<SweepResult> {
  return runSweep(plan(folder, seed), { workers: 2, world: WORLD + fault, ...options });
}

function sha256(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

/** Every file of a folder but timing.json, by its path. */
function bytesOf(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.endsWith("timing.json"));
  return new Map(paths.sort().map((path) => [relative(folder, path), sha256(path)]));
}

const failed = ({ replication, kind }: Failure) => ({ replication, kind });

describe("a run", () => {
  it("has the same bytes for 1, 2 and 3 workers and whatever the finishing order, other bytes for another seed", async () => {
    for (const workers of [2, 3]) {
      const folder = newFolder();
      await run(folder, "", { workers });
      expect(bytesOf(folder)).toEqual(bytesOf(undisturbed));
    }
    const another = newFolder();
    await run(another, "", {}, "2");
    const trades = join("runs", "0000", "trades.csv");
    expect(readFileSync(join(another, trades))).not.toEqual(readFileSync(join(undisturbed, trades)));
  });

  it("writes the tables of every replication, the metrics of all, and what explains them", async () => {
    const folder = newFolder();
    const result = await run(folder);
    expect(result).toMatchObject({ finished: [0, 1, 2, 3, 4], failures: [], reused: 0, interrupted: false });
    expect(readdirSync(folder).sort()).toEqual(
      [
        "README.md",
        "datapackage.json",
        "manifest.json",
        "metric_dictionary.csv",
        "metrics.csv",
        "metrics_summary.csv",
      ].concat(["runs", "scenario.resolved.yaml", "timing.json"]),
    );
    expect(readdirSync(join(folder, "runs"))).toEqual(["0000", "0001", "0002", "0003", "0004"]);
    const trades = readTable("trades", join(folder, "runs", "0003", "trades.csv"), emptyDictionaries());
    expect(trades.rows).toBe(20);
    expect(trades.columns.run_id.values[19]).toBe(3);
    const metrics = readTable("metrics", join(folder, "metrics.csv"), emptyDictionaries());
    expect(new Set(metrics.columns.run_id.values.slice(0, metrics.rows))).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"))).toMatchObject({
      status: "complete",
      seed: "1",
    });
    expect(JSON.parse(readFileSync(join(folder, "timing.json"), "utf8"))).toMatchObject({ workers: 2 });
  });

  it("describes every CSV file in its data package, each column with a type", () => {
    const folder = undisturbed;
    const { resources } = JSON.parse(readFileSync(join(folder, "datapackage.json"), "utf8"));
    const paths: string[] = resources.flatMap((resource: { path: string | string[] }) => resource.path);
    const perReplication = [...bytesOf(folder).keys()].filter(
      (path) => /^runs.*csv$/.test(path) && !path.endsWith("metrics.csv"),
    );
    expect(paths.length).toBe(perReplication.length + 3);
    expect(contents).toMatchObject({ tables: resources.length, files: paths.length });
    for (const resource of resources) {
      const header = readFileSync(join(folder, [resource.path].flat()[0]), "utf8").split("\n")[0];
      expect(resource.schema.fields.map(({ name }: { name: string }) => name).join()).toBe(header);
      for (const { type } of resource.schema.fields)
        expect(["integer", "number", "string", "boolean", "date"]).toContain(type);
    }
  });

  it("leaves out a table that the scenario switched off", async () => {
    const folder = newFolder();
    const off = plan(folder, "1", { ...TABLES_OFF, tradesReplications: 0, orders: true });
    await runSweep(off, { workers: 1, world: WORLD });
    expect(existsSync(join(folder, "runs", "0000", "trades.csv"))).toBe(false);
    expect(existsSync(join(folder, "runs", "0000", "orders.csv"))).toBe(true);
  });

  it("tells how far it is, up to the end", async () => {
    const fractions: number[] = [];
    let last = {};
    const onProgress = (progress: { fraction: number }) => {
      fractions.push(progress.fraction);
      last = progress;
    };
    await run(newFolder(), "", { listener: { onProgress } });
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(last).toMatchObject({ finished: 5, total: 5, fraction: 1, events: 100_000 });
  });
});

describe("a run that is started again", () => {
  it("uses what is valid, runs what is missing or damaged, and ends with the same bytes", async () => {
    const folder = finishedRun();
    rmSync(join(folder, "runs", "0001"), { recursive: true });
    appendFileSync(join(folder, "runs", "0003", "trades.csv"), "x");
    const flipped = join(folder, "runs", "0004", "session_stats.csv");
    writeFileSync(flipped, readFileSync(flipped, "utf8").replace("2024", "2042"));
    const starts: unknown[] = [];
    const result = await run(folder, "", { listener: { onStart: (...args) => starts.push(args) } });
    expect(starts).toEqual([[2, [3, 4], 5]]);
    expect(result).toMatchObject({ reused: 2, finished: [0, 1, 2, 3, 4] });
    expect(bytesOf(folder)).toEqual(bytesOf(undisturbed));
    expect(await run(folder, "?fail=0")).toMatchObject({ reused: 5, failures: [] });
  });

  it("does not count a part that an interrupted writer left, and clears it away", async () => {
    const folder = finishedRun();
    const runs = join(folder, "runs");
    rmSync(join(runs, "0002"), { recursive: true });
    mkdirSync(join(runs, "0002.part-999999999-1a2b3c4d"));
    writeFileSync(join(runs, "0002.part-999999999-1a2b3c4d", "trades.csv"), "half a li");
    expect(await run(folder)).toMatchObject({ reused: 4, finished: [0, 1, 2, 3, 4] });
    expect(readdirSync(runs)).toEqual(["0000", "0001", "0002", "0003", "0004"]);
  });
});

describe("a failure", () => {
  it("of an invariant in one replication leaves the others valid; the same command completes the run", async () => {
    const folder = newFolder();
    const result = await run(folder, "?fail=1");
    expect(result.failures.map(failed)).toEqual([{ replication: 1, kind: "bug" }]);
    expect(result.failures[0].message).toContain("day 10: the ledger does not add up");
    expect(result.finished).toEqual([0, 2, 3, 4]);
    expect(JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")).status).toBe("incomplete");
    expect(readdirSync(join(folder, "runs"))).toEqual(["0000", "0002", "0003", "0004"]);
    expect(await run(folder)).toMatchObject({ reused: 4, failures: [] });
    expect(bytesOf(folder)).toEqual(bytesOf(undisturbed));
  });

  it("is what a thread that ends without a result is", async () => {
    const result = await run(newFolder(), "?exit=2");
    expect(result.failures.map(failed)).toEqual([{ replication: 2, kind: "thread" }]);
    expect(result.failures[0].message).toContain("exit code 9");
    expect(result.finished).toEqual([0, 1, 3, 4]);
  });

  it("of the system stops what has not begun", async () => {
    const result = await run(newFolder(), "?full=0", { workers: 1 });
    expect(result.failures.map(failed)).toEqual([{ replication: 0, kind: "system" }]);
    expect(result).toMatchObject({ finished: [], contents: undefined });
    expect(result.failures[0].message).toBe("ENOSPC: no space left on device, write");
  });

  it("of the world's module is reported, not waited for", async () => {
    const result = await runSweep(plan(newFolder()), { workers: 2, world: "file:///nowhere.mjs" });
    expect(result.failures.length).toBe(REPLICATIONS);
    expect(result.failures[0].message).toContain("nowhere.mjs");
  });
});

describe("an abort", () => {
  it("ends the threads at once and keeps what finished", async () => {
    const folder = newFolder();
    const controller = new AbortController();
    const onProgress = ({ finished }: { finished: number }) => {
      if (finished === 2) controller.abort();
    };
    const result = await run(folder, "?hang=0", { signal: controller.signal, listener: { onProgress } });
    expect(result).toMatchObject({ interrupted: true, contents: undefined, failures: [] });
    expect(result.finished.length).toBeGreaterThanOrEqual(2);
    expect(result.finished.length).toBeLessThan(REPLICATIONS);
    const names = readdirSync(join(folder, "runs"));
    expect(names.map(Number)).toEqual(result.finished);
    expect(await run(folder)).toMatchObject({ reused: result.finished.length, finished: [0, 1, 2, 3, 4] });
  });
});

describe("a folder", () => {
  it("of something else, or of another run, is refused and left alone", async () => {
    const folder = newFolder();
    mkdirSync(folder);
    writeFileSync(join(folder, "thesis.tex"), "mine");
    await expect(run(folder)).rejects.toThrow("exists and is not a run of tokenpit");
    await expect(run(join(folder, "thesis.tex"))).rejects.toThrow("is a file");
    expect(readdirSync(folder)).toEqual(["thesis.tex"]);
    const other = finishedRun();
    await expect(run(other, "", {}, "2")).rejects.toThrow("holds another run (fake, seed 1, tokenpit");
    expect(bytesOf(other)).toEqual(bytesOf(undisturbed));
  });

  it("that is empty is taken", async () => {
    const folder = newFolder();
    mkdirSync(folder);
    expect(await run(folder)).toMatchObject({ finished: [0, 1, 2, 3, 4] });
  });
});
