import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isPair, isScalar, isSeq, LineCounter, Parser, parseDocument, visit } from "yaml";

/*
 * Every number in a shipped scenario says where it comes from: a comment with a source, or the word assumption, on its
 * own line, right above it, or right above a block that it stands in. What a file's opening comment says counts for
 * nothing: it would excuse the whole file.
 */

const SCENARIOS = join(import.meta.dirname, "../scenarios");
const files = readdirSync(SCENARIOS, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".yaml"));

const EXCUSE = /\b(sources?|assumptions?)\b/i;
/** Settings of an experiment, not claims about the world. Dates are no numbers in YAML. */
const EXEMPT = ["seed", "replications", "start", "end"];
const TIME_OF_DAY = /^\d\d:\d\d$/;

/** The comments of a file by line, and which of them have a line of their own. Lines count from 1. */
function commentsOf(text: string, lines: LineCounter): { at: Map<number, string>; alone: Set<number> } {
  const at = new Map<number, string>();
  const alone = new Set<number>();
  const look = (token: unknown): void => {
    if (typeof token !== "object" || token === null) return;
    const { type, offset, source } = token as { type?: string; offset?: number; source?: string };
    if (type === "comment") {
      const { line } = lines.linePos(offset!);
      at.set(line, source!);
      if (text.split("\n")[line - 1]!.trimStart().startsWith("#")) alone.add(line);
    }
    for (const part of Object.values(token)) look(part);
  };
  for (const token of new Parser().parse(text)) look(token);
  return { at, alone };
}

/** Lines of numbers without a comment that says where they come from. */
function unexcused(text: string): string[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const { at, alone } = commentsOf(text, lines);
  const opening = new Set<number>();
  while (alone.has(opening.size + 1)) opening.add(opening.size + 1);

  const lineOf = (node: { range?: [number, number, number] | null }) => lines.linePos(node.range![0]).line;
  const above = (line: number): string => {
    let comment = "";
    for (let n = line - 1; alone.has(n) && !opening.has(n); n--) comment = `${at.get(n)!}\n${comment}`;
    return comment;
  };

  const found = new Set<number>();
  visit(document, {
    Scalar(key, node, path) {
      const isNumber = typeof node.value === "number" || TIME_OF_DAY.test(String(node.value));
      if (key === "key" || !isNumber) return;
      const keys = path.filter(isPair).map((pair) => pair.key);
      if (keys.length === 1 && EXEMPT.includes(String(keys[0]))) return;
      const entries = path.filter((_, n) => isSeq(path[n - 1])) as (typeof node)[];
      const blocks = [...keys.filter(isScalar), ...entries, node].map(lineOf);
      const comments = [at.get(lineOf(node)) ?? "", ...blocks.map(above)];
      if (!comments.some((comment) => EXCUSE.test(comment))) found.add(lineOf(node));
    },
  });
  return [...found].map((line) => `${String(line)}: ${text.split("\n")[line - 1]!.trim()}`);
}

describe("the numbers of a shipped scenario", () => {
  it.each(files)("have a source or are called assumptions in %s", (path) => {
    const text = readFileSync(join(SCENARIOS, path), "utf8");
    expect(unexcused(text)).toEqual([]);
  });

  it("are many", () => {
    const texts = files.map((path) => readFileSync(join(SCENARIOS, path), "utf8"));
    const bare = texts.map((text) => text.replaceAll(/(assumption|source)s?/gi, "word"));
    expect(bare.flatMap(unexcused).length).toBeGreaterThan(100);
  });
});

describe("a number without a source", () => {
  it.each([
    ["alone", "a: 5\n", ["1: a: 5"]],
    ["beside a comment that gives none", "a: 5 # five\n", ["1: a: 5 # five"]],
    ["under the file's opening comment", "# assumption: everything\na: 5\n", ["2: a: 5"]],
    ["under a comment with a line between", "t: x\n# assumption\n\na: 5\n", ["4: a: 5"]],
    ["after a block that has one", "t: x\n# source: paper\na: { b: 1 }\nc: 2\n", ["4: c: 2"]],
    ["in text that looks like a comment", 't: "# source"\na: [1, "# assumption"]\n', ['2: a: [1, "# assumption"]']],
    ["as a time of day", 't: x\nopen: "21:00"\n', ['2: open: "21:00"']],
    ["under an exempt name that is not the scenario's own", "t: x\na: { seed: 3 }\n", ["2: a: { seed: 3 }"]],
  ])("is found %s", (_, text, expected) => {
    expect(unexcused(text)).toEqual(expected);
  });

  it.each([
    ["on its line", "t: x\na: 5 # assumption\n"],
    ["right above", "t: x\n# Source: a paper\n# in two lines\na: 5\n"],
    ["right above its block", "t: x\n# assumptions\na:\n  b: { c: 1 }\n  d:\n    - 2\n"],
    ["right above its entry", "t: x\na:\n  # source: y\n  - b: c\n    d: 1\n"],
    ["in the scenario's own settings", "seed: 3\nreplications: 8\nstart: 2024-01-01\nend: 2024-02-01\n"],
    ["because it is none", "t: 5 trees\ndates: [2024-01-01]\n5: x\n"],
  ])("is none %s", (_, text) => {
    expect(unexcused(text)).toEqual([]);
  });
});
