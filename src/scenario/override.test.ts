import { describe, expect, it } from "vitest";
import { problemsOf, resolveSmall } from "../testing/scenario-files.ts";

const BASE = `start: 2024-01-15
band: {percent: 5}
agents:
  - {id: noise, kind: noise, count: 10}
  - {id: maker, kind: maker, spread_ticks: 4}
variants:
  quiet: {agents.noise.count: 0}
  nested: {agents: {noise: {size_lots: 9}, maker: {skew: 1}}, band: {percent: 9}}
  gone: {agents.noise: ~, band.percent: ~}
`;

describe("--set", () => {
  it("puts YAML values at dotted paths, entries of keyed lists by name, later ones over earlier ones", () => {
    const set = [
      "band.percent=8",
      "agents.noise.count=3",
      "agents.maker.skew={uniform: [0, 1]}",
      "agents.noise.count=4",
      "band.days=[5]",
    ];
    const { value } = resolveSmall(BASE, { set });
    expect(value).toMatchObject({
      band: { percent: 8, days: [5] },
      agents: [{ count: 4 }, { skew: { distribution: "uniform", low: 0, high: 1 } }],
    });
  });

  it("goes over a variant", () => {
    expect(resolveSmall(BASE, { variant: "quiet", set: ["agents.noise.count=2"] }).value).toMatchObject({
      agents: [{ count: 2 }, {}],
    });
  });

  it.each([
    ["band.pecent=1", "--set band.pecent=1 band.pecent: unknown key; did you mean percent?"],
    ["band.percent=-1", "--set band.percent=-1 band.percent: must be a number above 0"],
    [
      "agents.nose.count=1",
      "--set agents.nose.count=1 agents.nose: there is no entry with the id nose; did you mean noise?",
    ],
    ["agents.zzzzzz.count=1", "agents.zzzzzz: there is no entry with the id zzzzzz; known here: noise, maker"],
    ["band.days.0=1", "--set band.days.0=1 band.days: must be a list, got a map (0)"],
    ["band", "--set band : must be written path=value, for example agents.noise.count=20"],
    ["=1", "must be written path=value"],
    ["a..b=1", "must be written path=value"],
    ["band.percent=[1", "--set band.percent=[1 : is not valid YAML"],
    ["start=", "start: is missing; must be a date"],
    ["variants.x=1", "variants: unknown key"],
    ["__proto__.x=1", "__proto__: unknown key"],
  ])("%s is refused by name", (argument, message) => {
    const problems = problemsOf(BASE, { set: [argument] });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });

  it("seed and replications have their own arguments", () => {
    expect(resolveSmall(BASE, { seed: "abc", replications: 7 }).value).toMatchObject({ seed: "abc", replications: 7 });
    expect(problemsOf(BASE, { replications: 0 })[0]).toContain(
      "--replications 0 replications: must be a whole number from 1",
    );
  });
});

describe("variants", () => {
  it("change what they name, by dotted paths or nested maps", () => {
    expect(resolveSmall(BASE).variants).toEqual(["quiet", "nested", "gone"]);
    expect(resolveSmall(BASE, { variant: "quiet" }).value).toMatchObject({ agents: [{ count: 0 }, {}] });
    expect(resolveSmall(BASE, { variant: "nested" }).value).toMatchObject({
      band: { percent: 9 },
      agents: [
        { count: 10, sizeLots: 9 },
        { skew: 1, spreadTicks: 4 },
      ],
    });
    expect(resolveSmall(BASE, { variant: "gone" }).value).toMatchObject({
      band: { percent: 7 },
      agents: [{ id: "maker" }],
    });
  });

  it("are all checked, whichever is run; the message names the variant and its line", () => {
    const text = BASE.replace("count: 0}", "count: -1}").replace("percent: 9", "percnt: 9");
    expect(problemsOf(text)).toEqual([
      "main.yaml:7:31 agents[0].count: must be a whole number from 0 to 1000 (agents), got -1 (in variant quiet)",
      "main.yaml:8:70 band.percnt: unknown key; did you mean percent? (in variant nested)",
    ]);
    expect(problemsOf(text, { variant: "gone" })).toHaveLength(2);
  });

  it("a mistake of the scenario itself counts once, not once per variant", () => {
    expect(problemsOf(BASE.replace("percent: 5", "percent: 500"))).toHaveLength(1);
  });

  it.each([
    ["an unknown one", BASE, "quite", "--variant quite : there is no such variant; did you mean quiet?"],
    [
      "one of a scenario without",
      "start: 2024-01-15",
      "x",
      "--variant x : there is no such variant; the scenario has none",
    ],
    ["a bad path", `${BASE}  bad: {a..b: 1}\n`, undefined, 'main.yaml:10:9 variants.bad: "a..b" is not a path'],
    [
      "a value that is no map",
      `${BASE}  bad: 3\n`,
      undefined,
      "main.yaml:10:8 variants.bad: must be a map of paths to values",
    ],
    ["a reserved name", `${BASE}  all: {}\n`, undefined, "main.yaml:10:3 variants.all: must be another name"],
    ["a name with a slash", `${BASE}  ../x: {}\n`, undefined, "main.yaml:10:3 variants.../x: must be a letter"],
    [
      "an unknown entry",
      `${BASE}  bad: {agents.nois.count: 1}\n`,
      undefined,
      "main.yaml:10:9 agents.nois: there is no entry with the id nois",
    ],
    [
      "variants that are a list",
      "start: 2024-01-15\nvariants: [a]\n",
      undefined,
      "main.yaml:2:11 variants: must be a map of names",
    ],
  ])("%s is refused", (_, text, variant, message) => {
    const problems = problemsOf(text, variant === undefined ? {} : { variant });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });
});
