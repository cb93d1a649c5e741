import { describe, expect, it } from "vitest";
import { problemsOf, resolveSmall } from "../testing/scenario-files.ts";

const START = "start: 2024-01-15\n";

describe("numbers", () => {
  it.each([
    ["band: {percent: 7%}", 'must be a number above 0 and at most 100 (percent of the price), got "7%"; write 7'],
    ["band: {percent: 0}", "must be a number above 0 and at most 100 (percent of the price), got 0"],
    ["band: {percent: .inf}", "must be a finite number, got .inf"],
    ["band: {percent: .nan}", "must be a finite number, got .nan"],
    ["band: {percent: 1e400}", "must be a finite number, got 1e400"],
    ["band: {percent: 007}", "must be a plain decimal number, got 007; write 7"],
    ["band: {percent: 0x1F}", "must be a plain decimal number, got 0x1F; write 31"],
    ["band: {percent: true}", "got true"],
    ["band: {percent: [7]}", "got a list of 1"],
    ["band: {percent: {uniform: [1, 2]}}", "takes no distribution; must be a number"],
    ["replications: 2.5", "must be a whole number from 1 to 100 (replications), got 2.5"],
    ["replications: -1", "must be a whole number from 1 to 100 (replications), got -1"],
    [
      "replications: 9007199254740993",
      "must be a whole number of at most 9007199254740991 (beyond it digits are lost)",
    ],
    ['replications: "12"', 'got "12"; write 12'],
    ["replications: 1_0", 'got "1_0"'],
  ])("%s is refused", (text, message) => {
    const problems = problemsOf(START + text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });

  it("keeps every number as it is written", () => {
    const texts = ["0.1", "4.0e8", "1e-7", "-0.0", "3", "0.30000000000000004", "1.7976931348623157e+308", "5e-324"];
    for (const text of texts) {
      const { value } = resolveSmall(`${START}agents: [{id: a, kind: maker, spread_ticks: 1, skew: ${text}}]`);
      const { skew } = (value as { agents: { skew: number }[] }).agents[0];
      expect(Object.is(skew, Number(text) + 0)).toBe(true);
    }
  });
});

describe("words", () => {
  it.each([
    ["start: 2026-02-30", 'must be a date such as 2026-03-31, got "2026-02-30", a day that no calendar has'],
    ["start: 2026/02/03", "must be a date such as 2026-03-31"],
    ["start: 20260203", "must be a date such as 2026-03-31, got 20260203"],
    ["start: 2026-02-03T00:00:00Z", "must be a date"],
  ])("%s is refused", (text, message) => {
    expect(problemsOf(text)[0]).toContain(message);
  });

  it.each([
    ['open: "24:00"', 'must be a time of day such as "20:55", got "24:00"'],
    ["open: 9:00", 'got "9:00"'],
    ["heavy: yes", 'must be true or false, got "yes"; write true'],
    ["heavy: 1", "must be true or false, got 1"],
    ["regime: auctoin", 'must be one of auction, posted, got "auctoin"; did you mean auction?'],
    ["title: true", "must be text, got true; write it in quotes"],
    ["seed: 1.5", "must be text, got 1.5; write it in quotes"],
    ["seed: 12345678901234567890", "must be text, got 12345678901234567890; write it in quotes"],
  ])("%s is refused", (text, message) => {
    const problems = problemsOf(START + text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });

  it("dates arrive as days, times as minutes, `yes` as text, a bare whole number as text where text is wanted", () => {
    const { value } = resolveSmall("start: 1970-01-02\nopen: 20:55\ntitle: yes\nseed: 20260322\n");
    expect(value).toMatchObject({ start: 1, open: 1255, title: "yes", seed: "20260322" });
  });
});

describe("keys", () => {
  it("a misspelt key is one error with the right word", () => {
    expect(problemsOf(`${START}bnad: {percent: 5}`)).toEqual(["main.yaml:2:1 bnad: unknown key; did you mean band?"]);
  });

  it("a misspelt required key is one error, not two", () => {
    expect(problemsOf("strat: 2024-01-15")).toEqual(["main.yaml:1:1 strat: unknown key; did you mean start?"]);
  });

  it("what stands under a misspelt key is checked as what it was meant to be", () => {
    const problems = problemsOf(`${START}bnad: {percent: -1}`);
    expect(problems).toHaveLength(2);
    expect(problems[1]).toContain("bnad.percent: must be a number above 0");
  });

  it.each(["latency_s", "latencyMs", "latency-ms", "ms_latency", "latency_minutes", "latency"])(
    "%s means latency_ms",
    (key) => {
      const text = `${START}agents:\n  - {id: a, kind: maker, spread_ticks: 3, ${key}: 1}\n`;
      expect(problemsOf(text)).toEqual([`main.yaml:3:43 agents[0].${key}: unknown key; did you mean latency_ms?`]);
    },
  );

  it("a key like no other gets the list of keys", () => {
    expect(problemsOf(`${START}band: {zzzzzz: 5}`)[0]).toContain("unknown key; known here: percent, days");
  });

  it("keys of JavaScript's own objects are unknown like others", () => {
    for (const key of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
      expect(problemsOf(`${START}${key}: 1`)[0]).toContain("unknown key");
      expect(problemsOf(`${START}agents: [{id: a, kind: ${key}}]`)[0]).toContain("agents[0].kind: must be one of");
    }
    expect(problemsOf(`${START}venues: {__proto__: {tick: 1}}`)[0]).toContain("must be a letter, then");
    const { value } = resolveSmall(`${START}venues: {constructor: {tick: 1}}`);
    expect(value).toMatchObject({ venues: { constructor: { tick: 1 } } });
  });

  it("a missing key is reported at the map that should have it", () => {
    expect(problemsOf("title: x\n")).toEqual(["main.yaml:1:1 start: is missing; must be a date such as 2026-03-31"]);
    expect(problemsOf(`${START}agents:\n  - {id: a, kind: maker}\n`)[0]).toContain(
      "main.yaml:3:5 agents[0].spread_ticks: is missing; must be a whole number from 1 to 50 (ticks) or a distribution",
    );
  });
});

describe("collections", () => {
  it("an unknown kind gets a suggestion, a missing one the list", () => {
    expect(problemsOf(`${START}agents: [{id: a, kind: nosie}]`)[0]).toContain(
      'agents[0].kind: must be one of noise, maker, got "nosie"; did you mean noise?',
    );
    expect(problemsOf(`${START}agents: [{id: a, knid: noise}]`)).toEqual([
      "main.yaml:2:10 agents[0].kind: is missing; must be one of noise, maker (is knid meant to be kind?)",
    ]);
  });

  it("two entries of a keyed list may not share their name", () => {
    const text = `${START}agents:\n  - {id: a, kind: noise}\n  - {id: a, kind: noise}\n`;
    expect(problemsOf(text)).toEqual(['main.yaml:4:10 agents[1].id: "a" is taken (main.yaml:3)']);
  });

  it("names are plain: they end up in file names", () => {
    for (const name of ["../x", "a b", "1a", "a.b", "x".repeat(41), '""']) {
      expect(problemsOf(`${START}agents: [{id: ${name}, kind: noise}]`)[0]).toContain("must be a letter, then");
    }
  });

  it("an empty item of a list is an error, an empty map a map of defaults", () => {
    expect(problemsOf(`${START}band: {days: [1, ~]}`)[0]).toContain(
      "band.days[1]: must be a whole number (days), got nothing",
    );
    expect(resolveSmall(`${START}band:\n`).value).toMatchObject({ band: { percent: 7, days: [1, 2] } });
  });

  it("a curve needs rising dates and values in range", () => {
    const text = `${START}growth:\n  - {date: 2024-02-01, value: 1}\n  - {date: 2024-01-01, value: 2}\n  - {date: 2024-03-01, value: 0}\n`;
    expect(problemsOf(text)).toEqual([
      "main.yaml:4:12 growth[1].date: must be after the knot before it (2024-02-01), got 2024-01-01",
      "main.yaml:5:31 growth[2].value: must be a number above 0, got 0",
    ]);
    expect(problemsOf(`${START}growth: []`)[0]).toContain("got an empty list");
    expect(problemsOf(`${START}growth: [{date: 2024-01-01}]`)[0]).toContain(
      "must be written {date: 2026-03-31, value: 1.5}",
    );
  });
});

describe("the whole", () => {
  it("reports every problem at once, in the order of the file", () => {
    const text =
      "start: 2026-02-30\nbnad: {percent: 5}\nreplications: 0\nagents:\n  - {id: a, kind: nosie}\n  - {id: b, kind: noise, count: -1}\n";
    expect(problemsOf(text).map((problem) => problem.split(": ")[0])).toEqual([
      "main.yaml:1:8 start",
      "main.yaml:2:1 bnad",
      "main.yaml:3:15 replications",
      "main.yaml:5:19 agents[0].kind",
      "main.yaml:6:33 agents[1].count",
    ]);
  });

  it("is frozen to the leaves and leaves the tables alone", () => {
    const { value } = resolveSmall<{ band: { days: number[] }; growth: object[] }>(START);
    expect(Object.isFrozen(value.band.days) && Object.isFrozen(value.growth[0])).toBe(true);
    expect(() => value.band.days.push(3)).toThrow(TypeError);
    expect(resolveSmall(START).value).toEqual(value);
  });

  it("survives a structured clone: workers get it without the loader", () => {
    const { value } = resolveSmall(`${START}agents: [{id: a, kind: maker, spread_ticks: {choice: [1, 2]}}]`);
    expect(structuredClone(value)).toEqual(value);
  });
});
