import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { WHOLE_SCENARIO, withShippedParts } from "../src/testing/scenario-files.ts";

/*
 * What users see who get a scenario file wrong: the built command says every mistake with its line, ends with 1, and
 * writes nothing.
 */

const COMMAND = join(import.meta.dirname, "../dist/cli/main.js");
const folder = mkdtempSync(join(tmpdir(), "tokenpit-wrong-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

for (const [name, text] of Object.entries(withShippedParts(WHOLE_SCENARIO))) write(name, text);
write("wrong/.keep", "");

/** The whole scenario, one folder further down, with a text replaced. */
function wholeWith(from: string, to: string): string {
  expect(WHOLE_SCENARIO).toContain(from);
  return WHOLE_SCENARIO.replace(from, to).replaceAll(/extends: (?=parts|rulebooks)/g, "extends: ../");
}

function tokenpit(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], { cwd: folder, encoding: "utf8" });
  return { status, stdout, stderr };
}

const allFiles = () => readdirSync(folder, { recursive: true }).map(String).sort();

const listing = (text: string) => `    contracts: [{ code: TK, listings: [{ ${text} }] }]\n    rules:\n`;

const wrong: [name: string, text: string | Uint8Array, ...expected: string[]][] = [
  [
    "a typo in a key",
    wholeWith("count: 20", "cuont: 20"),
    "16:31",
    "agents[2].cuont",
    "unknown key; did you mean count?",
  ],
  ["a typo in a required key", wholeWith("start:", "strat:"), "4:1", "strat", "unknown key; did you mean start?"],
  [
    "a wrong unit",
    wholeWith("count: 20", "latency_s: 1"),
    "agents[2].latency_s",
    "unknown key; did you mean latency_ms?",
  ],
  [
    "half a lot",
    wholeWith("      daily_band", "      max_order_lots: 0.5\n      daily_band"),
    "12:23",
    "must be a whole number from 1 to",
  ],
  [
    "half a tick",
    wholeWith("    rules:\n", listing("from: 2024-01-01, lot: 1000, tick: { rule: fixed, price: 0.0000005 }")),
    "11:",
    "must be a whole multiple of 0.000001 CNY, got 5e-7",
  ],
  [
    "a tick that does not divide the money unit",
    wholeWith("    rules:\n", listing("from: 2024-01-01, lot: 730, tick: { rule: fixed, price: 0.000003 }")),
    "11:",
    "is 0.00219 CNY, not a whole number of 0.0001 CNY",
  ],
  [
    "an unknown agent",
    wholeWith("kind: noise", "kind: nosie"),
    "16:24",
    "agents[2].kind",
    'got "nosie"; did you mean noise?',
  ],
  [
    "a negative count",
    wholeWith("count: 20", "count: -20"),
    "16:38",
    "agents[2].count",
    "from 0 to 10000 (agents), got -20",
  ],
  [
    "a billion agents",
    wholeWith("count: 20", "count: 1000000000"),
    "16:38",
    "from 0 to 10000 (agents), got 1000000000",
  ],
  [
    "more agents in all than there may be",
    wholeWith("count: 20", "count: 9999"),
    "14:3",
    "must be 1 to 10000 agents in all, got 10003",
  ],
  ["a repeated key", `${wholeWith("seed", "seed")}seed: 7\n`, "19:1", "seed", "is written twice; first on line 6"],
  [
    "a cyclic alias",
    wholeWith("seed: 20260322", "seed: &s [*s]"),
    "6:11",
    "the alias *s stands inside its own anchor &s: a cycle",
  ],
  [
    "an alias bomb",
    `a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]\n${["b", "c", "d", "e", "f", "g"].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${"abcdef"[i]}`).join(", ")}]\n`).join("")}`,
    "with its aliases written out",
  ],
  [
    "an expiry before the start",
    wholeWith("end: 2026-03-31", "end: 2023-03-31"),
    "5:6",
    "must be after the start (2024-01-15): every contract would expire before it, got 2023-03-31",
  ],
  [
    "a day that no calendar has",
    wholeWith("start: 2024-01-15", "start: 2024-02-30"),
    "4:8",
    "a day that no calendar has",
  ],
  [
    "a percent sign",
    wholeWith("percent: 5", "percent: 7%"),
    "12:30",
    'at most 100 (percent of the previous settlement price), got "7%"; write 7',
  ],
  [
    "an extended file that is not there",
    wholeWith("extends: parts/china-compute.yaml", "extends: nope.yaml"),
    "3:10",
    "nope.yaml: there is no such file",
  ],
  [
    "a file that extends itself",
    wholeWith("extends: parts/china-compute.yaml", "extends: scenario.yaml"),
    "3:10",
    "goes in a circle",
  ],
  ["two documents", "title: x\n---\ntitle: y\n", "2:1", "several documents"],
  ["a tab", "venues:\n\tshfe:\n", "2:1", "tabs are not allowed as indentation"],
  ["an empty file", "", "1:1", "is empty"],
  ["a binary file", Uint8Array.from({ length: 300 }, (_, i) => i), "2:118", "is not UTF-8 text (byte 129 is 0x80)"],
  [
    "bytes in another encoding",
    Uint8Array.of(...Buffer.from("title: K\n"), 0xe9, 0x74, 0xe9),
    "2:1",
    "is not UTF-8 text",
  ],
  ["a program's depth", "- ".repeat(400_000), "1:", "is nested too deeply"],
];

describe("a wrong scenario file", () => {
  it.each(wrong)("with %s is refused", (_, content, ...expected) => {
    const before = allFiles();
    write("wrong/scenario.yaml", content);
    const { status, stdout, stderr } = tokenpit("run", "wrong/scenario.yaml");
    rmSync(join(folder, "wrong/scenario.yaml"));
    expect(stderr).toMatch(/^wrong\/scenario\.yaml: \d+ problems?, nothing was run\n/);
    for (const text of expected) expect(stderr).toContain(text);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(allFiles()).toEqual(before);
  });

  it("that is a directory is refused", () => {
    const { status, stderr } = tokenpit("run", "rulebooks");
    expect(stderr).toContain("rulebooks: 1 problem, nothing was run\n  is a directory, not a file");
    expect(status).toBe(1);
  });

  it("has all its mistakes named at once, by validate as by run", () => {
    const text = wholeWith("count: 20", "cuont: 20")
      .replace("replications: 3", "replications: 0")
      .replace("percent: 5", "percent: 7%");
    write("wrong/scenario.yaml", text);
    const results = ["validate", "run"].map((command) => tokenpit(command, "wrong/scenario.yaml"));
    rmSync(join(folder, "wrong/scenario.yaml"));
    for (const { status, stderr } of results) {
      expect(
        stderr
          .trimEnd()
          .split("\n")
          .map((line) => line.replace(/ {2,}/g, " ")),
      ).toEqual([
        "wrong/scenario.yaml: 3 problems, nothing was run",
        " 7:15 replications must be a whole number from 1 to 10000 (replications), got 0",
        ' 12:30 venues.shfe.rules.daily_band.percent must be a number above 0 and at most 100 (percent of the previous settlement price), got "7%"; write 7',
        " 16:31 agents[2].cuont unknown key; did you mean count?",
      ]);
      expect(status).toBe(1);
    }
  });

  it("names the argument where the mistake is on the command line", () => {
    const { status, stderr } = tokenpit("run", "whole.yaml", "--set", "compute.foo=1");
    expect(stderr).toContain("in --set compute.foo=1");
    expect(stderr).toContain("compute.foo");
    expect(status).toBe(1);
  });
});
