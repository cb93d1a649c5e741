import { describe, expect, it } from "vitest";
import { epochDay } from "../base/dates.ts";
import { sha256Hex } from "../base/random.ts";
import { filesInMemory, problemLines, withShippedParts } from "../testing/scenario-files.ts";
import type { LoadOptions } from "./resolve.ts";
import { resolveScenario } from "./resolve.ts";
import { scenarioSpecification } from "./specification.ts";

const SCENARIO = `title: A series
question: Does it load?
start: 2024-01-15
end: 2024-03-31
compute:
  extends: parts/series.yaml
venues:
  shfe: { extends: rulebooks/shfe.yaml }
agents:
  - { id: maker, kind: market-maker }
variants:
  other: { compute.file: other.csv }
`;
const PART = `kind: series
file: data/prices.csv
tokens_per_day: [{ date: 2024-01-15, value: 1 }]
exchange_rate:
  cny_per_usd: [{ date: 2024-01-15, value: 7 }]
  volatility: 0.035
  half_life_days: 180
indices: [{ id: token_cn }]
`;
const PRICES = "date,price\n2024-01-15,7\n2024-02-15,6\n2024-03-31,5\n";
const FILES = {
  "whole.yaml": SCENARIO,
  ...withShippedParts(""),
  "parts/series.yaml": PART,
  "parts/data/prices.csv": PRICES,
  "other.csv": PRICES.replace(",6", ",9"),
};

/** The shipped parts' own scenario is the first file; ours takes its place. */
function resolve(changes: Record<string, string> = {}, options: LoadOptions = {}) {
  return resolveScenario(
    filesInMemory({ ...FILES, "whole.yaml": SCENARIO, ...changes }),
    options,
    scenarioSpecification,
  );
}

const problems = (changes: Record<string, string>, options: LoadOptions = {}) =>
  problemLines(() => resolve(changes, options));

const withPart = (from: string, to: string) => ({ "parts/series.yaml": PART.replace(from, to) });

describe("a compute market of a series", () => {
  it("has the rows of the file that it names beside itself", () => {
    const { compute } = resolve().value;
    expect(compute.kind === "series" && compute.rows).toEqual({
      hours: [epochDay(2024, 1, 15) * 24 - 8, epochDay(2024, 2, 15) * 24 - 8, epochDay(2024, 3, 31) * 24 - 8],
      price: [7, 6, 5],
      gpuUsdHour: undefined,
      tokensPerDay: undefined,
    });
    expect(Object.isFrozen(compute)).toBe(true);
  });

  it("keeps the file and names it by its content: the resolved scenario beside it loads to the same", () => {
    const first = resolve();
    expect(first.attachments).toEqual([{ path: "inputs/prices.csv", text: PRICES }]);
    expect(first.yaml).toContain('file: "inputs/prices.csv"');
    expect(first.yaml).toMatch(new RegExp(`sha256: "?${sha256Hex(PRICES)}`));
    expect(first.yaml).not.toContain("rows");
    const second = resolve({ "whole.yaml": first.yaml, "inputs/prices.csv": PRICES });
    expect(second.value).toEqual(first.value);
    expect(second.sha256).toBe(first.sha256);
    expect(second.attachments).toEqual(first.attachments);
  });

  it("has another hash where the file has other content, and the same where it lies elsewhere", () => {
    const hash = resolve().sha256;
    expect(resolve({ "parts/data/prices.csv": PRICES.replace(",6", ",6.1") }).sha256).not.toBe(hash);
    const moved = { ...withPart("data/prices.csv", "../prices.csv"), "prices.csv": PRICES };
    expect(resolve(moved).sha256).toBe(hash);
  });

  it("takes another file by a variant or an argument, from the scenario's own folder", () => {
    for (const options of [{ variant: "other" }, { set: ["compute.file=other.csv"] }]) {
      const { compute } = resolve({}, options).value;
      expect(compute.kind === "series" && compute.rows.price).toEqual([7, 9, 5]);
    }
  });

  it.each([
    ["data/prices.csv", "nope.csv", "parts/series.yaml:2:7 compute.file: nope.csv: there is no such file"],
    ["data/prices.csv", "/etc/passwd", "parts/series.yaml:2:7 compute.file: must be the path of a CSV file"],
    ["data/prices.csv", "''", "parts/series.yaml:2:7 compute.file: must be the path of a CSV file"],
    ["file: data/prices.csv\n", "", "whole.yaml:6:3 compute.file: is missing; must be text"],
    ["file:", "sha256: abc\nfile:", "parts/series.yaml:2:9 compute.sha256: is not that of data/prices.csv"],
    ["file:", "price_column: close\nfile:", "parts/data/prices.csv:1:1 compute.price_column: there is no column"],
  ])("with %j as %j is refused", (from, to, message) => {
    const found = problems(withPart(from, to));
    expect(found.join("\n")).toContain(message);
  });

  it("names the row of a bad value, and of a variant's too", () => {
    expect(problems({ "parts/data/prices.csv": PRICES.replace(",6", ",six") })).toEqual([
      'parts/data/prices.csv:3:12 price: must be a number above 0 and at most 10000, got "six"',
    ]);
    expect(problems({ "other.csv": PRICES.replace(",9", ",nine").replace(",6", ",six") })).toEqual([
      'other.csv:3:12 price: must be a number above 0 and at most 10000, got "six"',
    ]);
  });

  it("must cover the scenario's period: its last row holds until the next one only", () => {
    const late = PRICES.replace("2024-01-15", "2024-01-16");
    expect(problems({ "parts/data/prices.csv": late })[0]).toContain(
      "compute.file: begins on 2024-01-16, after the start of the scenario (2024-01-15)",
    );
    const short = PRICES.replace("2024-03-31", "2024-03-30");
    expect(problems({ "parts/data/prices.csv": short })[0]).toContain(
      "parts/series.yaml:2:7 compute.file: ends on 2024-03-30, before the scenario's last day (2024-03-31)",
    );
    // Behind UTC the first local day begins after the first hour; that is no gap.
    const west = { "parts/series.yaml": PART.replace("kind: series", "kind: series\nutc_offset_hours: -5") };
    expect(problems(west).filter((line) => line.includes("compute.file"))).toEqual([]);
  });

  it("gets its volume from the file or from a curve, not from both and not from neither", () => {
    expect(problems(withPart("tokens_per_day: [{ date: 2024-01-15, value: 1 }]\n", "")).join("\n")).toContain(
      "compute.tokens_per_day: is missing; must be given where no volume_column names the tokens used",
    );
    const volumes = PRICES.replace("price", "price,volume").replace(/(,\d)\n/g, "$1,2\n");
    const both = { ...withPart("file:", "volume_column: volume\nfile:"), "parts/data/prices.csv": volumes };
    expect(problems(both, {}).join("\n")).toContain("is given beside volume_column");
  });
});
