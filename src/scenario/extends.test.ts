import { describe, expect, it } from "vitest";
import { problemsOf, resolveSmall } from "../testing/scenario-files.ts";

describe("extends", () => {
  it("lays maps over maps, replaces lists, and takes away with null", () => {
    const { value } = resolveSmall({
      "main.yaml": "extends: base.yaml\nband: {days: [9]}\nreplications: ~\ntitle: New\n",
      "base.yaml": "start: 2024-01-15\ntitle: Old\nreplications: 50\nband: {percent: 3, days: [1, 2, 3]}\n",
    });
    expect(value).toMatchObject({ title: "New", replications: 2, band: { percent: 3, days: [9] } });
  });

  it("merges keyed lists entry by entry and appends new entries", () => {
    const { value } = resolveSmall({
      "main.yaml": "extends: base.yaml\nagents:\n  - {id: b, count: 7}\n  - {id: c, kind: noise}\n",
      "base.yaml": "start: 2024-01-15\nagents:\n  - {id: a, kind: noise}\n  - {id: b, kind: maker, spread_ticks: 4}\n",
    });
    expect(value).toMatchObject({
      agents: [{ id: "a" }, { id: "b", kind: "maker", spreadTicks: 4, count: 7 }, { id: "c" }],
    });
  });

  it("an empty list takes a keyed list away, as it replaces any other", () => {
    const { value } = resolveSmall({
      "main.yaml": "extends: base.yaml\nagents: []\n",
      "base.yaml": "start: 2024-01-15\nagents: [{id: a, kind: noise}]\n",
    });
    expect(value).toMatchObject({ agents: [] });
  });

  it("an entry that changes its kind does not inherit the other kind's parameters", () => {
    const { value } = resolveSmall({
      "main.yaml": "extends: base.yaml\nagents: [{id: a, kind: noise, size_lots: 3}]\n",
      "base.yaml": "start: 2024-01-15\nagents: [{id: a, kind: maker, spread_ticks: 4}]\n",
    });
    expect(value).toMatchObject({ agents: [{ kind: "noise", sizeLots: 3 }] });
  });

  it("a distribution replaces another one", () => {
    const { value } = resolveSmall({
      "main.yaml": "extends: base.yaml\nagents: [{id: a, skew: {choice: [1]}}]\n",
      "base.yaml": "start: 2024-01-15\nagents: [{id: a, kind: maker, spread_ticks: 4, skew: {uniform: [0, 1]}}]\n",
    });
    expect(value).toMatchObject({ agents: [{ skew: { distribution: "choice", values: [1] } }] });
  });

  it("works in any map, along paths relative to the file that says it", () => {
    const { value } = resolveSmall({
      "main.yaml": "start: 2024-01-15\nvenues:\n  shfe: {extends: rulebooks/shfe.yaml, code: XX}\n",
      "rulebooks/shfe.yaml": "extends: common/base.yaml\ntick: 5\n",
      "rulebooks/common/base.yaml": "tick: 1\ncode: YY\n",
    });
    expect(value).toMatchObject({ venues: { shfe: { tick: 5, code: "XX" } } });
  });

  it("names the file and line of a mistake in an extended file, and there may be several files", () => {
    expect(
      problemsOf({
        "main.yaml": "extends: base.yaml\nband: {percent: 500}\n",
        "base.yaml": "start: 2024-01-15\n\nreplicatoins: 4\n",
      }),
    ).toEqual([
      "main.yaml:2:17 band.percent: must be a number above 0 and at most 100 (percent of the price), got 500",
      "base.yaml:3:1 replicatoins: unknown key; did you mean replications?",
    ]);
  });

  it("a circle is an error that shows the way round", () => {
    const texts = {
      "main.yaml": "extends: a.yaml\n",
      "a.yaml": "extends: b.yaml\n",
      "b.yaml": "band: {extends: a.yaml}\n",
    };
    expect(problemsOf(texts)).toContain("b.yaml:1:17 band.extends: goes in a circle: a.yaml -> b.yaml -> a.yaml");
    expect(problemsOf("start: 2024-01-15\nextends: main.yaml\n")).toEqual([
      "main.yaml:2:10 extends: goes in a circle: main.yaml -> main.yaml",
    ]);
  });

  it("a missing file names the line that asks for it; so does a path that is none", () => {
    expect(problemsOf("start: 2024-01-15\nvenues: {a: {extends: nope.yaml}}\n")[0]).toBe(
      "main.yaml:2:23 venues.a.extends: nope.yaml: there is no such file",
    );
    expect(problemsOf("start: 2024-01-15\nextends: [a]\n")[0]).toContain(
      "main.yaml:2:10 extends: must be the path of a file",
    );
    expect(problemsOf("start: 2024-01-15\nextends: /etc/passwd\n")[0]).toContain("relative to this one");
  });

  it("files that extend each other many times over come to an end", () => {
    const texts: Record<string, string> = { "main.yaml": "start: 2024-01-15\nextends: f0.yaml\n" };
    for (let i = 0; i < 30; i++)
      texts[`f${i}.yaml`] = `venues: {a: {extends: f${i + 1}.yaml}, b: {extends: f${i + 1}.yaml}}\n`;
    texts["f30.yaml"] = "tick: 1\n";
    expect(problemsOf(texts).some((problem) => problem.includes("more than 200 extensions"))).toBe(true);
  });

  it("parts need not be complete, and syntax errors in them are found", () => {
    expect(
      problemsOf({ "main.yaml": "start: 2024-01-15\nband: {extends: b.yaml}\n", "b.yaml": "percent: [\n" })[0],
    ).toContain("b.yaml:2:1 : is not valid YAML");
  });
});
