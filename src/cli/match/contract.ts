import type { GroupSpec, ParameterTable, ParametersOf } from "../../base/parameters.ts";
import { allocationTable, orderRulesTable } from "../../market/matching/parameters.ts";
import type { Files } from "../../scenario/files.ts";
import { filesOnDisk } from "../../scenario/load-files.ts";
import { resolveScenario } from "../../scenario/resolve.ts";
import { contractChecks } from "./contract-checks.ts";

/** Further than any price. */
const FAR = 1e15;

const bandFields = {
  low: {
    kind: "number",
    unit: "currency",
    minimum: -FAR,
    maximum: FAR,
    default: -FAR,
    meaning: "lowest price of an order",
    source: "default: none",
  },
  high: {
    kind: "number",
    unit: "currency",
    minimum: -FAR,
    maximum: FAR,
    default: FAR,
    meaning: "highest price of an order",
    source: "default: none",
  },
} as const satisfies ParameterTable;

const band = { kind: "group", meaning: "orders with prices outside are refused", fields: bandFields } as const;

const spreadFields = {
  id: { kind: "text", meaning: "name of the spread in the command file" },
  near: { kind: "text", meaning: "instrument that a buyer of the spread buys" },
  far: { kind: "text", meaning: "instrument that a buyer of the spread sells" },
  ticksPerLegTick: {
    kind: "integer",
    unit: "ticks of the spread",
    minimum: 1,
    maximum: 1000,
    default: 1,
    meaning: "price steps of the spread in one step of its legs",
    source: "default: the same tick",
  },
  implied: {
    kind: "boolean",
    unit: "1",
    default: true,
    meaning: "whether spread and legs make implied orders in each other's books",
    source: "default: CME Globex futures",
  },
  band,
} as const satisfies ParameterTable;

/** All that a contract's rules file may say. */
export const contractTable = {
  tick: {
    kind: "number",
    unit: "currency",
    above: 0,
    maximum: 1_000_000,
    default: 1,
    meaning: "price step, a decimal of at most 9 places",
    source: "default: prices are whole numbers",
  },
  band,
  matching: allocationTable,
  orders: {
    kind: "group",
    meaning: "which orders are taken",
    fields: {
      ...orderRulesTable,
      maxOrderLots: { ...orderRulesTable.maxOrderLots, default: 1_000_000_000, source: "default: none" },
    },
  },
  instruments: {
    kind: "list",
    item: { kind: "text", meaning: "name of an instrument" },
    default: [],
    meaning: "instruments that are listed; none: those that the commands name",
  },
  spreads: {
    kind: "list",
    item: { kind: "group", meaning: "a calendar spread", fields: spreadFields },
    default: [],
    meaning: "calendar spreads between them",
  },
} as const satisfies ParameterTable;

/** Rules of a contract. */
export type Contract = ParametersOf<typeof contractTable>;

const contractRoot: GroupSpec = { kind: "group", meaning: "the rules of a contract", fields: contractTable };
const NO_RULES: Files = {
  main: { id: "", source: { shown: "no rules", label: "no rules" } },
  read: () => ({ text: "matching: {algorithm: price_time}" }),
  resolve: () => undefined,
};

/** The rules in a file, or every mistake in it at once as a ScenarioError. Without a file: price-time, tick 1, no band. */
export function loadContract(path: string | undefined): Contract {
  const files = path === undefined ? NO_RULES : filesOnDisk(path);
  return resolveScenario<Contract>(files, {}, { root: contractRoot, checks: contractChecks }).value;
}
