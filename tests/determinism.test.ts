import { beforeAll, describe, expect, it } from "vitest";
import { NaiveEngine } from "../src/market/engine/naive-engine.ts";
import type { OrderStore } from "../src/market/engine/order-store.ts";
import type { TableName } from "../src/record/tables.ts";
import type { WorldResult } from "../src/world.ts";
import { run, surge, tableHashes } from "./worlds.ts";

/*
 * A world is a function of its scenario and replication: every table of two runs is the same, whichever order book they
 * trade in. The contract is docs/determinism.md; tests/sweep.test.ts and bench/node-versions.mjs hold its other parts.
 */

const week = ["end=2025-03-28", "record.orders=true", "record.quotes=every_change"];
const DRAWN: readonly TableName[] = ["agents", "compute", "spot_index", "exposures", "orders", "trades", "quotes"];

const hashesOf = ({ recorder }: WorldResult) => tableHashes(recorder.tables);

describe("a world", () => {
  let first: WorldResult;
  beforeAll(() => {
    first = run(surge(week));
  });

  it("has the same tables whenever it is run", () => {
    const second = run(surge(week));
    expect(hashesOf(second)).toEqual(hashesOf(first));
    expect(second.eventsByKind).toEqual(first.eventsByKind);
    expect([second.events, second.messages]).toEqual([first.events, first.messages]);
  });

  it("is not disturbed by another world between", () => {
    run(surge(["end=2025-03-24"]), {}, 3);
    expect(hashesOf(run(surge(week)))).toEqual(hashesOf(first));
  });

  it.each([
    ["another seed", ["seed=another"], 0],
    ["the next replication", [], 1],
  ])("has other tables for %s", (_, set, replication) => {
    const one = hashesOf(first);
    const two = hashesOf(run(surge([...week, ...set]), {}, replication));
    expect(DRAWN.filter((name) => one[name] === two[name])).toEqual([]);
  });

  it("has the same tables with the naive matching engine as with the fast one", () => {
    let engines = 0;
    const newEngine = (store: OrderStore) => {
      engines++;
      return new NaiveEngine(store);
    };
    const naive = run(surge(week), { newEngine });
    expect(engines).toBe(1);
    expect(hashesOf(naive)).toEqual(hashesOf(first));
  });
});
