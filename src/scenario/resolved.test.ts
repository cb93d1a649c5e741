import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveSmall } from "../testing/scenario-files.ts";
import { numberScalar } from "./yaml-text.ts";

const TEXTS = {
  "main.yaml": `extends: parts/base.yaml
start: 2024-01-15
venues: {b: {tick: 0.1}, a: {tick: 1e-7}}
agents:
  - {id: m, kind: maker, spread_ticks: {choice: [1, 2]}, skew: {lognormal: {median: 1, sigma: 0.5}}}
variants: {wide: {band.percent: 9}}
`,
  "parts/base.yaml": 'title: "yes: #1"\ngrowth:\n  - {date: 2024-01-01, value: 2}\n',
};

describe("the resolved scenario", () => {
  const options = { variant: "wide", set: ["open=20:55"], seed: "7" };
  const resolved = resolveSmall(TEXTS, options);

  it("names the origin of every value", () => {
    expect(resolved.yaml.split("\n").map((line) => line.replace(/ +# /, " # "))).toEqual([
      "# Every value of a run of main.yaml, variant wide, and where it was written. A scenario itself.",
      'title: "yes: #1" # parts/base.yaml:1',
      "start: 2024-01-15 # main.yaml:2",
      'seed: "7" # --seed',
      "replications: 2 # default",
      "regime: auction # default",
      'open: "20:55" # --set',
      "heavy: false # default",
      "band:",
      "  percent: 9 # variant wide (main.yaml:6)",
      "  days:",
      "    - 1 # default",
      "    - 2 # default",
      "growth:",
      "  - {date: 2024-01-01, value: 2} # parts/base.yaml:3",
      "venues:",
      "  a:",
      "    tick: 1e-7 # main.yaml:3",
      "    code: TK # default",
      "  b:",
      "    tick: 0.1 # main.yaml:3",
      "    code: TK # default",
      "agents:",
      "  - kind: maker # main.yaml:5",
      "    id: m # main.yaml:5",
      "    count: 1 # default",
      "    spread_ticks: {choice: [1, 2]} # main.yaml:5",
      "    latency_ms: 1 # default",
      "    skew: {lognormal: {median: 1, sigma: 0.5}} # main.yaml:5",
      "",
    ]);
  });

  it("loads to the identical scenario with the identical hash", () => {
    const again = resolveSmall({ "scenario.resolved.yaml": resolved.yaml });
    expect(again.value).toEqual(resolved.value);
    expect(again.sha256).toBe(resolved.sha256);
    expect(again.variants).toEqual([]);
  });

  it("has a hash of its content: the order of keys and the place of a value do not count, a value does", () => {
    const a = resolveSmall("start: 2024-01-15\ntitle: x\n# comment\n").sha256;
    expect(
      resolveSmall({ "b.yaml": "extends: c.yaml\ntitle: x\n", "c.yaml": "start: 2024-01-15\nreplications: 2\n" })
        .sha256,
    ).toBe(a);
    expect(resolveSmall("start: 2024-01-16\ntitle: x\n").sha256).not.toBe(a);
    expect(a).toMatch(/^[0-9a-f]{64}$/);
  });

  it("keeps any text and any number exactly", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.double({ noNaN: true, noDefaultInfinity: true }), (title, skew) => {
        const text = `start: 2024-01-15\nagents: [{id: a, kind: maker, spread_ticks: 1, skew: ${numberScalar(skew)}}]\n`;
        const first = resolveSmall(text, { seed: title });
        const second = resolveSmall(first.yaml);
        expect(second.value).toEqual(first.value);
        expect(second.sha256).toBe(first.sha256);
        expect(first.value).toMatchObject({ seed: title, agents: [{ skew: skew + 0 }] });
      }),
      { seed: 20260322, numRuns: 200 },
    );
  });

  it("is not broken by a file name with a line break in it", () => {
    const name = "a\nstart: 1.yaml";
    const first = resolveSmall({ "main.yaml": `extends: ${JSON.stringify(name)}\n`, [name]: "start: 2024-01-15\n" });
    expect(resolveSmall(first.yaml).value).toEqual(first.value);
  });
});
