import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import type { Engine } from "../sweep/engine.ts";
import { WHOLE_SCENARIO, withShippedParts } from "../testing/scenario-files.ts";
import { calibrateCheckCommand } from "./calibrate-check.ts";

afterEach(() => vi.restoreAllMocks());

const folder = mkdtempSync(join(tmpdir(), "tokenpit-check-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ENGINE = {} as Engine; // not looked at

/** Runs the command; its exit code and what it printed as a result. */
async function run(options: Readonly<Record<string, unknown>>): Promise<{ code: number; text: string }> {
  const texts: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => texts.push(String(text)) > 0);
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const code = await calibrateCheckCommand.execute({ set: [], ...options }, ENGINE);
  return { code, text: texts.join("") };
}

const QUARTER = { scenario: "usage-surge", replications: "2", set: ["end=2024-04-10"] };

describe("calibrate-check", () => {
  it("prints what the scenario's period can be held against, and says what is outside", async () => {
    const { code, text } = await run(QUARTER);
    expect(code).toBe(0);
    expect(text).toMatch(/\| 2024-01 \| 0\.1 \| 0\.\d+ \|/);
    expect(text).not.toContain("2025-01");
    expect(text).toContain("| 2024 Q1 |");
    expect(text).not.toContain("2024 Q2");
    expect(text).toContain("| volatility of the H100 index a year");
    expect(text).toMatch(/\nRequired targets missed: .*\.\nOutside their range: .*\.\n$/);
    expect(text).not.toContain("NaN");
  });

  it("is the same for the same seed and another for another", async () => {
    const { text } = await run(QUARTER);
    expect((await run(QUARTER)).text).toBe(text);
    expect((await run({ ...QUARTER, seed: "other" })).text).not.toBe(text);
  });

  it("prints JSON with the figures behind the tables", async () => {
    const { text } = await run({ ...QUARTER, json: true });
    const { replications, official, targets, sanity } = JSON.parse(text);
    expect(replications).toBe(2);
    expect(official).toHaveLength(1);
    expect(targets[0].values).toHaveLength(2);
    expect(sanity.every((row: { isInside: unknown }) => typeof row.isInside === "boolean")).toBe(true);
  });

  it("fails a strict check whose interval cannot be made, and not one that asks for nothing", async () => {
    const one = { ...QUARTER, replications: "1", strict: true };
    expect((await run(one)).code).toBe(1);
    // too short for a volatility
    expect((await run({ ...one, set: ["end=2024-02-20"] })).code).toBe(0);
  });

  it("refuses a compute market that is not simulated", async () => {
    const compute = `compute:
  kind: process
  tokens_per_day: [{ date: 2024-01-15, value: 1 }]
  price: { model: jump_diffusion, start_price: 8 }
  exchange_rate: { cny_per_usd: [{ date: 2024-01-15, value: 7 }], volatility: 0.03, half_life_days: 180 }
  indices: [{ id: token_cn }]
`;
    for (const [name, text] of Object.entries(withShippedParts(WHOLE_SCENARIO + compute))) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const [main] = Object.keys(withShippedParts(""));
    await expect(run({ scenario: join(folder, main!) })).rejects.toThrow(/this scenario's is process$/);
  });
});
