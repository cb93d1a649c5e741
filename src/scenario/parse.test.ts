import { describe, expect, it } from "vitest";
import { problemsOf, resolveSmall } from "../testing/scenario-files.ts";

const only = (text: string): string => {
  const problems = problemsOf(text);
  expect(problems).toHaveLength(1);
  return problems[0];
};

describe("parseYaml", () => {
  it("says where a repeated key stands and where it stood first", () => {
    expect(only("start: 2024-01-15\nband:\n  percent: 5\n  percent: 6\n")).toBe(
      "main.yaml:4:3 band.percent: is written twice; first on line 3",
    );
  });

  it("refuses an alias inside its own anchor, and one without an anchor", () => {
    expect(only("start: 2024-01-15\nband: &b {days: [1, *b]}\n")).toContain(
      "main.yaml:2:21 band.days[1]: the alias *b stands inside",
    );
    expect(only("start: 2024-01-15\nband: {percent: *c}\n")).toContain("the alias *c has no anchor &c before it");
  });

  it("takes an alias for the value at its anchor", () => {
    const { value } = resolveSmall(
      "start: 2024-01-15\nband: {percent: &p 5}\nagents: [{id: a, kind: noise, size_lots: *p}]\n",
    );
    expect(value).toMatchObject({ band: { percent: 5 }, agents: [{ sizeLots: 5 }] });
  });

  it("refuses aliases that multiply", () => {
    const levels = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]`);
    const problems = problemsOf(`a0: &a0 [1, 2]\n${levels.join("\n")}\n`);
    expect(problems[0]).toContain("has more than 100000 parts with its aliases written out");
  });

  it.each([
    ["nothing at all", "", "main.yaml:1:1 : is empty; a scenario file is a map of keys to values"],
    ["only a comment", "# nothing\n", "main.yaml:1:1 : is empty"],
    ["a list", "- 1\n", "main.yaml:1:1 : must be a map"],
    [
      "two documents",
      "start: 2024-01-15\n---\na: 1\n",
      "main.yaml:2:1 : is not valid YAML: the file holds several documents",
    ],
    ["a tab as indent", "band:\n\tpercent: 5\n", "main.yaml:2:1 : is not valid YAML: tabs are not allowed"],
    ["an open bracket", "start: 2024-01-15\nband: {percent: 5\n", "main.yaml:3:1 : is not valid YAML"],
    [
      "a tag",
      "start: !!binary aGVsbG8=\n",
      "main.yaml:1:8 : is not valid YAML: tags are not allowed (tag:yaml.org,2002:binary)",
    ],
    [
      "a tag of YAML itself",
      "title: !!str 5\n",
      "main.yaml:1:14 title: has a tag (tag:yaml.org,2002:str); tags are not allowed",
    ],
    ["a merge key", "a: &a {percent: 5}\nband: {<<: *a}\n", "main.yaml:2:8 band: merge keys (<<) are not allowed"],
    ["a key that is no word", "? [1, 2]\n: 3\n", "main.yaml:1:3 : has a key that is not a plain word"],
    [
      "a control character",
      "start: 2024-01-15\nti\u0000tle: x\n",
      "main.yaml:2:3 : is not text: it holds the control character U+0000",
    ],
  ])("refuses %s", (_, text, message) => {
    expect(problemsOf(text)[0]).toContain(message);
  });

  it.each([
    ["dashes", "- ".repeat(300_000)],
    ["brackets", "[".repeat(300_000)],
    ["braces", "{a: ".repeat(100_000)],
    ["question marks", "? ".repeat(300_000)],
    ["indentation", Array.from({ length: 700 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")],
    ["sixty levels of maps", Array.from({ length: 60 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")],
  ])("survives deep nesting by %s", (_, text) => {
    expect(problemsOf(text)[0]).toMatch(/nested/);
  });

  it("refuses a text of very many small parts before parsing it", () => {
    expect(only("- a\n".repeat(150_000))).toContain("has more than 200000 words and signs");
  });

  it("does not mistake brackets in text for nesting", () => {
    expect(problemsOf(`start: 2024-01-15\ntitle: "${"[".repeat(200)}"\n# ${"{".repeat(200)}\n`)).toEqual([]);
  });
});
