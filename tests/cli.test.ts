import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/* The built command as people use it, in an empty folder, on a scenario of a week. */

const MAIN = join(import.meta.dirname, "..", "dist", "cli", "main.js");
const WEEK = join(import.meta.dirname, "scenarios", "week.yaml");

let cwd = "";
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "tokenpit-cli-"));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

function tokenpit(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** Starts the command; `ended` has what the other one has. */
function started(args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd });
  const texts = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (texts.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (texts.stderr += text));
  const ended = new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) =>
    child.on("close", (status) => resolve({ status, ...texts })),
  );
  return { child, texts, ended };
}

/** Runs a printed command line as if it had been pasted. */
function pasted(line: string) {
  const command = line.replace("npx tokenpit", `'${process.execPath}' '${MAIN}'`);
  const { status, stdout, stderr } = spawnSync("sh", ["-c", command], { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** What stands behind a label of the results. */
function labelled(stdout: string, label: string): string {
  return stdout
    .split("\n")
    .find((line) => line.startsWith(`${label} `))!
    .slice(label.length)
    .trim();
}

function sha256(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

function bytesOf(folder: string): Map<string, string> {
  const files = readdirSync(join(cwd, folder), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.endsWith("timing.json"));
  return new Map(paths.sort().map((path) => [relative(join(cwd, folder), path), sha256(path)]));
}

describe.concurrent("a mistake in the arguments", () => {
  it.each([
    [[], "name a command: run, validate, list"],
    [
      ["runn"],
      "runn: there is no such command; the commands are run, validate, list, match, calibrate-check; did you mean run?",
    ],
    [["run"], "run needs a scenario"],
    [["run", "nowhere.yaml"], 'there is no file or shipped scenario "nowhere.yaml"'],
    [["run", "usage-surg"], "did you mean usage-surge?"],
    [["run", "one", "two"], "Unknown argument: two"],
    [["run", WEEK, "--replicatons", "2"], "Unknown argument: replicatons; did you mean replications?"],
    [["run", WEEK, "--replications", "0"], '--replications must be a whole number from 1 to 10000, got "0"'],
    [["run", WEEK, "--replications=-1"], '--replications must be a whole number from 1 to 10000, got "-1"'],
    [["run", WEEK, "--replications"], "Not enough arguments following: replications"],
    [["run", WEEK, "--workers", "all"], '--workers must be a whole number from 1 to 512, got "all"'],
    [["run", WEEK, "--set", "replications"], '--set takes path=value, got "replications"'],
    [["run", WEEK, "--set", "replicatons=2"], "did you mean replications?"],
    [["run", WEEK, "--variant", "wid"], "did you mean wide?"],
    [["run", WEEK, "--seed", ""], "seed"],
    [["run", MAIN], "nothing was run"],
    [["validate", tmpdir()], "nothing was run"],
    [["validate", ""], 'there is no file or shipped scenario ""'],
  ])("%j is answered with exit code 1 and writes nothing", async (args, message) => {
    const { status, stdout, stderr } = await started(args).ended;
    expect(stderr).toContain(message);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe("--help", () => {
  it.each(["run", "validate", "list"])("of %s is a sentence, an example, then the options", (command) => {
    const { status, stdout, stderr } = tokenpit(command, "--help");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const [sentence, , example] = stdout.split("\n");
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(example).toMatch(new RegExp(`^npx tokenpit ${command}`));
    expect(stdout.indexOf("Options:")).toBeGreaterThan(stdout.indexOf(example));
  });

  it("shows an example of validate that works when pasted, and one of run whose arguments are understood", () => {
    const example = (command: string) => tokenpit(command, "--help").stdout.split("\n")[2];
    expect(pasted(example("validate"))).toMatchObject({ status: 0, stderr: "" });
    expect(pasted(`${example("run")} --set start=never`).stderr).toContain("nothing was run");
  });
});

describe("list", () => {
  it("names scenarios with their questions, agents, metrics and tables", () => {
    const { status, stdout, stderr } = tokenpit("list");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const text of ["usage-surge", "market-maker", "he_net", "session_stats"]) expect(stdout).toContain(text);
  });

  it("does not mind a reader that leaves early", () => {
    const { stdout, stderr } = pasted("npx tokenpit list | head -n 1");
    expect({ stdout, stderr }).toEqual({ stdout: "Scenarios\n", stderr: "" });
  });
});

describe("validate", () => {
  it("says that a scenario is valid, and writes nothing", () => {
    expect(tokenpit("validate", WEEK)).toMatchObject({ status: 0, stderr: "" });
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("names the mistakes of another one", () => {
    const { status, stderr } = tokenpit("validate", WEEK, "--set", "replications=-3");
    expect(status).toBe(1);
    expect(stderr).toContain("replications");
  });
});

describe("run", () => {
  let stdout = "";
  let folder = "";
  beforeAll(() => {
    const result = tokenpit("run", WEEK, "--workers", "1");
    expect(result.status).toBe(0);
    expect(result.stderr).toContain("100 %  2 of 2");
    stdout = result.stdout;
    folder = labelled(stdout, "Tables").split(" ")[0];
  });

  it("prints what runs, what happened, and what to do next", () => {
    const [header, question] = stdout.split("\n");
    expect(header).toMatch(/^tokenpit \d+\.\d+\.\d+ {3}.*week\.yaml {3}2 replications on 1 worker {3}seed 20260322$/);
    expect(question).toBe("  Does everything run from a scenario file to tables?");
    expect(stdout).toMatch(/^Use .*T\/day/m);
    expect(folder).toMatch(/^results\/week-[0-9a-f]{8}\/$/);
    expect(readdirSync(join(cwd, "results"))).toEqual([folder.slice("results/".length, -1)]);
  });

  it("has the same bytes on two workers, with --out in another place, and with its seed given", () => {
    expect(tokenpit("run", WEEK, "--workers", "2", "--out", "again", "--seed", "20260322", "--quiet")).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
    });
    const [expected, got] = [bytesOf(folder), bytesOf("again")];
    expect(got).toEqual(expected);
  });

  it("prints a line to run it again, and another to change a rule, that work when pasted", () => {
    const again = pasted(labelled(stdout, "Again"));
    expect(again).toMatchObject({ status: 0, stdout: stdout.replace(/\d workers?/, "2 workers") });
    expect(again.stderr).toContain("nothing to run");
    const change = pasted(`${labelled(stdout, "Change")} --replications 1`);
    expect(change.status).toBe(0);
    expect(labelled(change.stdout, "Tables")).not.toContain(folder);
  });

  it("gives the summary as JSON, and nothing else on standard output", () => {
    const { status, stdout: json } = tokenpit("run", WEEK, "--json");
    expect(status).toBe(0);
    const parsed = JSON.parse(json);
    expect(parsed).toMatchObject({ scenario: "week", seed: "20260322", replications: 2, finished: 2, failures: [] });
    expect(parsed.summary.length).toBeGreaterThan(20);
    expect(parsed.summary[0].metric_id).toBeTypeOf("string");
  });

  it("runs a scenario and all its variants side by side", () => {
    const { status, stdout: json } = tokenpit(
      "run",
      WEEK,
      "--replications",
      "1",
      "--variant",
      "all",
      "--out",
      "all",
      "--json",
    );
    expect(status).toBe(0);
    expect(JSON.parse(json).map((run: { variant: string; folder: string }) => [run.variant, run.folder])).toEqual([
      ["", "all/base"],
      ["wide", "all/wide"],
    ]);
    const base = tokenpit("run", WEEK, "--replications", "1", "--variant", "base", "--out", "all/base", "--quiet");
    expect(base).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("refuses a folder that is not its own, and leaves it alone", () => {
    mkdirSync(join(cwd, "thesis"));
    writeFileSync(join(cwd, "thesis", "chapter.tex"), "mine");
    const { status, stderr } = tokenpit("run", WEEK, "--out", "thesis");
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: "thesis exists and is not a run of tokenpit; name a folder that does not exist yet\n",
    });
    expect(readdirSync(join(cwd, "thesis"))).toEqual(["chapter.tex"]);
    expect(tokenpit("run", WEEK, "--seed", "1", "--out", folder).stderr).toContain(
      "holds another run (week, seed 20260322",
    );
  });

  it("says what the system refused, with exit code 2", () => {
    const { status, stderr } = tokenpit("run", WEEK, "--out", join("thesis", "chapter.tex", "run"));
    expect(status).toBe(2);
    expect(stderr).toContain("The system refused: ENOTDIR");
  });
});

describe("an interrupted run", () => {
  const args = ["run", WEEK, "--replications", "3", "--workers", "1", "--out"];

  /** Starts a run and sends a signal as soon as standard error says so. */
  function interrupted(out: string, signal: NodeJS.Signals, when: string) {
    const { child, texts, ended } = started([...args, out]);
    let sent = false;
    child.stderr.on("data", () => {
      if (!sent && texts.stderr.includes(when)) sent = child.kill(signal);
    });
    return ended;
  }

  it("keeps what finished, says how to go on, and ends with the bytes of one that was not interrupted", async () => {
    await interrupted("broken", "SIGKILL", "1 of 3");
    const { status, stderr } = await interrupted("broken", "SIGINT", "2 of 3");
    expect(status).toBe(130);
    expect(stderr).toContain("1 of 3 replications are in broken already");
    expect(stderr).toContain("Stopped: 2 of 3 replications are finished and valid in broken");
    expect(existsSync(join(cwd, "broken", "metrics.csv"))).toBe(false);
    expect(pasted(stderr.split("to go on with the rest: ")[1])).toMatchObject({ status: 0 });
    expect(tokenpit(...args, "whole")).toMatchObject({ status: 0 });
    expect(bytesOf("broken")).toEqual(bytesOf("whole"));
  });
});
