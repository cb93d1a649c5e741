import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { WHOLE_SCENARIO, withShippedParts } from "../src/testing/scenario-files.ts";

/*
 * What users see who get a compute market wrong, in a scenario file or in a series' data: the built command says every
 * mistake with its file and line, ends with 1, and writes nothing.
 */

const COMMAND = join(import.meta.dirname, "../dist/cli/main.js");
const folder = mkdtempSync(join(tmpdir(), "tokenpit-compute-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

for (const [name, text] of Object.entries(withShippedParts(WHOLE_SCENARIO))) write(name, text);

function tokenpit(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], { cwd: folder, encoding: "utf8" });
  return { status, stdout, stderr: stderr.replace(/ {2,}/g, " ") };
}

const allFiles = () => readdirSync(folder, { recursive: true }).map(String).sort();

/** Runs a scenario that must be refused; everything that was said. */
function refused(text: string): string {
  write("wrong.yaml", text);
  const before = allFiles();
  const { status, stdout, stderr } = tokenpit("run", "wrong.yaml");
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/^wrong\.yaml: \d+ problems?, nothing was run\n/);
  expect(allFiles()).toEqual(before);
  return stderr;
}

/** The whole scenario with more said about its compute market, on lines 19 and following. */
const market = (text: string) => `${WHOLE_SCENARIO}compute:\n${text}`;

const curve = (date: string, value: string) => `[{ date: ${date}, value: ${value} }]`;

const wrong: [name: string, compute: string, ...expected: string[]][] = [
  [
    "no capacity",
    `  capacity: { fleet_gpus: ${curve("2024-01-15", "0")} }\n`,
    "20:55 compute.capacity.fleet_gpus[0].value",
    "above 0",
  ],
  [
    "no seller that reports",
    "  indices: [{ id: token_cn, covered: [nobody] }]\n",
    "20:39",
    "there is no seller nobody",
  ],
  ["no index", "  indices: ~\n", "20:12 compute.indices is missing"],
  [
    "a link to an unknown region",
    "  regions: [{ id: n, demand_percent: 1 }, { id: s, demand_percent: 1 }]\n  links: [{ from: n, to: x, capacity_percent: 5 }]\n",
    "21:26 compute.links[",
    "there is no region x; known: ",
  ],
  [
    "an elasticity of the wrong sign",
    "  demand: { elasticity: -1.1 }\n",
    "20:25 compute.demand.elasticity",
    "from 0 to 10",
  ],
  [
    "dates out of order",
    "  capacity: { efficiency: [{ date: 2025-01-15, value: 2 }, { date: 2024-01-15, value: 1 }] }\n",
    "20:68 compute.capacity.efficiency[1].date must be after the knot before it (2025-01-15), got 2024-01-15",
  ],
  [
    "official dates out of order",
    "  pins: [2025-01-16, 2024-01-16]\n",
    "20:22 compute.pins[1] must be after the date before it",
  ],
  [
    "a negative efficiency",
    `  capacity: { efficiency: ${curve("2024-01-15", "-1")} }\n`,
    "20:55",
    "must be a number from 0.001 to 1000000",
  ],
  [
    "an index that misses every day",
    "  indices: [{ id: token_cn, missing_probability: 1, fallback: skip }]\n",
    "must be below 1",
  ],
  [
    "an unknown rationing rule",
    "  rationing: { rule: lotery }\n",
    "20:22 compute.rationing.rule",
    "did you mean lottery?",
  ],
  ["no kind", "  kind: ~\n", "20:9 compute.kind is missing; must be one of market, process, series"],
  [
    "a typo in its kind",
    "  kind: proces\n",
    '20:9 compute.kind must be one of market, process, series, got "proces"; did you mean process?',
  ],
];

describe("a wrong compute market", () => {
  it.each(wrong)("with %s is refused", (_, compute, ...expected) => {
    const said = refused(market(compute));
    for (const text of expected) expect(said).toContain(text);
  });
});

const SERIES =
  WHOLE_SCENARIO.replace("extends: parts/china-compute.yaml\n", "").replace("count: 3", "count: 1") +
  `compute:
  kind: series
  file: data/prices.csv
  tokens_per_day: ${curve("2024-01-15", "1")}
  exchange_rate: { cny_per_usd: ${curve("2024-01-15", "7")}, volatility: 0.035, half_life_days: 180 }
  indices: [{ id: token_cn, fixing_hour: 14 }]
`;
const GOOD = "date,price\n2024-01-15,7\n2026-03-31,5\n";

describe("a series", () => {
  it.each([
    ["that is not there", undefined, "20:9 compute.file data/prices.csv: there is no such file"],
    ["that is empty", "", "in data/prices.csv\n 1:1 is empty; a series has a header line and rows"],
    ["in bytes that are no text", Uint8Array.of(0x64, 0x0a, 0xff), "in data/prices.csv\n 2:1 is not UTF-8 text"],
    ["without its column", "date,close\n2024-01-15,7\n", '1:1 compute.price_column there is no column "price"'],
    [
      "with a bad number",
      GOOD.replace(",5", ",five"),
      'in data/prices.csv\n 3:12 price must be a number above 0 and at most 10000, got "five"',
    ],
    ["with a bad date", GOOD.replace("2026-03-31", "31.3.2026"), "3:1 date must be a date such as 2026-03-31"],
    [
      "with rows out of order",
      GOOD.replace("2026-03-31", "2023-03-31"),
      "3:1 date must be after the row before it (2024-01-15), got 2023-03-31",
    ],
    [
      "that begins too late",
      GOOD.replace("2024-01-15", "2024-02-01"),
      "compute.file begins on 2024-02-01, after the start of the scenario (2024-01-15)",
    ],
    [
      "that ends too early",
      GOOD.replace("2026-03-31", "2026-03-30"),
      "compute.file ends on 2026-03-30, before the scenario's last day (2026-03-31)",
    ],
  ])("%s is refused", (_, content, expected) => {
    rmSync(join(folder, "data"), { recursive: true, force: true });
    if (content !== undefined) write("data/prices.csv", content);
    expect(refused(SERIES)).toContain(expected);
  });

  it("has every bad row named, beside the scenario's own mistakes", () => {
    write("data/prices.csv", GOOD.replace(",7", ",-7").replace("2026-03-31", "soon"));
    const said = refused(SERIES.replace("replications: 3", "replications: 0"));
    expect(said).toContain("wrong.yaml: 3 problems, nothing was run\n 6:15 replications must be");
    expect(said).toContain(" in data/prices.csv\n 2:12 price must be");
    expect(said).toContain("\n 3:1 date must be");
  });

  it("that is sound is valid", () => {
    write("data/prices.csv", GOOD);
    write("series.yaml", SERIES);
    const { status, stdout } = tokenpit("validate", "series.yaml");
    expect(stdout).toContain("series.yaml: valid");
    expect(status).toBe(0);
  });
});
