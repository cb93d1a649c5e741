import { describe, expect, it } from "vitest";
import { problemLines, resolveReal, WHOLE_SCENARIO } from "../testing/scenario-files.ts";

/** The problems of the whole scenario with a text replaced. */
function problemsWith(from: string, to: string): string[] {
  expect(WHOLE_SCENARIO).toContain(from);
  return problemLines(() => resolveReal(WHOLE_SCENARIO.replace(from, to)));
}

describe("checks of a scenario", () => {
  it("find nothing in a sound one", () => {
    expect(problemLines(() => resolveReal(WHOLE_SCENARIO))).toEqual([]);
  });

  it.each([
    [
      "end: 2026-03-31",
      "end: 2023-12-31",
      "whole.yaml:5:6 end: must be after the start (2024-01-15): every contract would expire before it",
    ],
    ["end: 2026-03-31", "end: 2024-01-15", "end: must be after the start"],
    ["end: 2026-03-31", "end: 2034-03-31", "end: must be within ten years of the start"],
    ["seed: 20260322", "seed: ''", "whole.yaml:6:7 seed: must not be empty"],
    ["question: Does it load?", "question: ' '", "whole.yaml:2:11 question: must not be empty"],
    ["replications: 3", "warmup_sessions: 5000", "warmup_sessions: must leave trading days for the metrics"],
    [
      "  shfe:\n",
      "  cme: {extends: rulebooks/shfe.yaml}\n  shfe:\n",
      "venues: must hold exactly one venue in this version, got cme, shfe",
    ],
    ["count: 20", "count: 9997", "agents: must be 1 to 10000 agents in all, got 10001"],
    ["count: 20", "count: 5000", "agents: money of all agents, members and the house comes to"],
    [
      "kind: noise, ",
      "kind: noise, member: alpha, ",
      "agents[2].member: there is no clearing member alpha; known: member-1",
    ],
    ["replications: 3", "clearing: {members: []}", "clearing.members: must hold at least one clearing member"],
    ["end: 2026-03-31", "end: 2024-01-15\nwarmup_sessions: 0", "end: must be after the start"],
    [
      "replications: 3",
      "compute: {pins: [2025-01-16, 2024-01-16]}",
      "compute.pins[1]: must be after the date before it (2025-01-16)",
    ],
    ["replications: 3", "compute: {indices: ~}", "compute.indices: is missing"],
  ])("%j as %j", (from, to, message) => {
    const problems = problemsWith(from, to);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toContain(message);
  });

  it("lead market makers are agents of the scenario and have no more than everything between them", () => {
    const split = (makers: string) =>
      problemsWith(
        "    rules:\n",
        `    matching: {algorithm: split, lead_market_makers: [${makers}]}\n    rules:\n      closes_first: false\n`,
      );
    expect(split("{account: maker-1, percent: 40}")).toEqual([]);
    expect(split("{account: maker-9, percent: 40}")[0]).toContain("must name one agent");
    expect(split("{account: maker-1, percent: 60}, {account: maker-1, percent: 60}")[0]).toContain("add up to 120");
  });

  it("a lead market maker has one share", () => {
    const makers = "{account: maker-1, percent: 10}, {account: maker-1, percent: 20}";
    const text = `    matching: {algorithm: split, lead_market_makers: [${makers}]}\n    rules:\n`;
    expect(problemsWith("    rules:\n", text)[0]).toContain("maker-1 has a share already");
  });

  it("a venue takes some order", () => {
    const rules = (text: string) => problemsWith("      daily_band: { percent: 5 }\n", `      ${text}\n`);
    expect(rules("order_types: []")[0]).toContain("order_types: must not be empty");
    expect(rules("times_in_force: []")[0]).toContain("times_in_force: must not be empty");
    expect(rules("order_types: [limit]")).toEqual([]);
  });

  it("not more than all of a noise trader's orders are of another kind", () => {
    const noise = (text: string) => problemsWith("kind: noise, ", `kind: noise, ${text}, `);
    expect(noise("stop_share: 0.7, iceberg_share: 0.3")).toEqual([]);
    expect(noise("stop_share: 0.7, iceberg_share: 0.4, spread_share: 1")[0]).toContain("add up to 1.10");
  });

  it("agents of no group at all are none", () => {
    const problems = problemLines(() =>
      resolveReal(
        WHOLE_SCENARIO.replace(/count: \d+/g, "count: 0").replace("market-maker,", "market-maker, count: 0,"),
      ),
    );
    expect(problems).toEqual(["whole.yaml:14:3 agents: must be 1 to 10000 agents in all, got 0"]);
  });

  it("blocks of a trading day follow each other, and end before the next day's begin", () => {
    const blocks = (text: string) => problemsWith("    rules:\n", `    sessions: [${text}]\n    rules:\n`);
    const night = '{open: "21:00", close: "01:00", previous_evening: true}';
    expect(blocks(`${night}, {open: "09:00", close: "15:00"}`)).toEqual([]);
    expect(blocks('{open: "09:00", close: "09:00"}')).toEqual([]);
    expect(blocks("")[0]).toContain("sessions: must hold at least one block of trading");
    expect(blocks(`{open: "09:00", close: "15:00"}, ${night}`)[0]).toContain(
      "shfe.sessions[1].open: begins (auction included) before",
    );
    expect(blocks('{open: "09:00", close: "10:00"}, {open: "10:03", close: "11:00", auction_minutes: 5}')[0]).toContain(
      "sessions[1].open",
    );
    expect(
      blocks('{open: "20:00", close: "01:00", previous_evening: true}, {open: "09:00", close: "20:30"}')[0],
    ).toContain("sessions[0].open");
  });
});
