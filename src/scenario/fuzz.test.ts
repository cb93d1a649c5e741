import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveReal, resolveSmall, WHOLE_SCENARIO } from "../testing/scenario-files.ts";
import { ScenarioError } from "./error.ts";

const SMALL = `# a small scenario
title: "Small"
start: 2024-01-15
seed: 20260322
open: 20:55
band: &band {percent: 5, days: [1, 2, 3]}
growth:
  - {date: 2024-01-15, value: 1.5}
  - {date: 2024-02-15, value: 2.5e0}
venues:
  shfe: {tick: 0.01, code: TK}
  cme:
    tick: 5
agents:
  - {id: a, kind: noise, count: 3, size_lots: {lognormal: {median: 2, sigma: 0.5}}}
  - id: b
    kind: maker
    spread_ticks: {choice: [1, 2]}
    skew: {uniform: [-1, 1]}
variants:
  wide: {band.percent: 9, agents.a.count: 0}
  gone: {agents: {b: ~}}
`;

const PIECES = [
  "~",
  "null",
  "{}",
  "[]",
  "- ",
  ": ",
  "\n",
  "  ",
  "\t",
  "&a ",
  "*a",
  "*band",
  "<<",
  "? ",
  "|",
  ">",
  "'",
  '"',
  "#",
  "!!str ",
  "---\n",
  ".inf",
  "-1",
  "1e999",
  "__proto__",
  "extends: x",
  "\u0000",
  "é",
  "\ud800",
  "%",
];

/** One change of a text: bytes, lines or values taken out, put in, or swapped. */
const change: fc.Arbitrary<(text: string) => string> = fc.oneof(
  fc.tuple(fc.nat(), fc.constantFrom(...PIECES)).map(
    ([at, piece]) =>
      (text: string) =>
        insert(text, at, 0, piece),
  ),
  fc.tuple(fc.nat(), fc.nat(5), fc.constantFrom(...PIECES)).map(
    ([at, n, piece]) =>
      (text: string) =>
        insert(text, at, n, piece),
  ),
  fc.tuple(fc.nat(), fc.string({ unit: "binary", maxLength: 3 })).map(
    ([at, piece]) =>
      (text: string) =>
        insert(text, at, 1, piece),
  ),
  fc.nat().map((at) => (text: string) => withLines(text, (lines) => lines.filter((_, i) => i !== at % lines.length))),
  fc.tuple(fc.nat(), fc.nat()).map(
    ([a, b]) =>
      (text: string) =>
        withLines(text, (lines) => swapped(lines, a, b)),
  ),
  fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => (text: string) => {
    const values = text.match(/[\w.-]+/g) ?? [""];
    return text.replace(values[a % values.length], values[b % values.length]);
  }),
);

function insert(text: string, at: number, remove: number, piece: string): string {
  const place = text.length === 0 ? 0 : at % text.length;
  return text.slice(0, place) + piece + text.slice(place + remove);
}

function withLines(text: string, edit: (lines: string[]) => string[]): string {
  return edit(text.split("\n")).join("\n");
}

function swapped(lines: string[], a: number, b: number): string[] {
  const result = [...lines];
  const [i, j] = [a % lines.length, b % lines.length];
  [result[i], result[j]] = [result[j], result[i]];
  return result;
}

/** Either a scenario that loads to itself, or problems that each say something. */
function holds(resolve: (text: string) => { value: unknown; yaml: string; sha256: string }, text: string): boolean {
  try {
    const first = resolve(text);
    const second = resolve(first.yaml);
    expect(second.value).toEqual(first.value);
    expect(second.sha256).toBe(first.sha256);
    return true;
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    for (const { message } of error.problems) expect(message.length).toBeGreaterThan(5);
    expect(error.text()).toContain("nothing was run");
    return false;
  }
}

describe("a scenario file with random mistakes", () => {
  it("is a valid scenario or a ScenarioError, never anything else", () => {
    let valid = 0;
    let runs = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        runs++;
        if (
          holds(
            (text) => resolveSmall(text),
            changes.reduce((text, edit) => edit(text), SMALL),
          )
        )
          valid++;
      }),
      { seed: 20260322, numRuns: 1500 },
    );
    expect(valid).toBeGreaterThan(0.05 * runs);
    expect(valid).toBeLessThan(0.95 * runs);
  });

  it("holds for the real language too", () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        holds(
          (text) => resolveReal(text),
          changes.reduce((text, edit) => edit(text), WHOLE_SCENARIO),
        );
      }),
      { seed: 20260322, numRuns: 60 },
    );
  });

  it("holds for arguments", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 20 }),
        fc.array(fc.constantFrom(...PIECES, "a", "="), { maxLength: 6 }),
        (path, pieces) => {
          holds(
            (text) =>
              resolveSmall(text, { set: text === SMALL ? [`${path}=${pieces.join("")}`, pieces.join("")] : [] }),
            SMALL,
          );
        },
      ),
      { seed: 20260322, numRuns: 500 },
    );
  });
});
