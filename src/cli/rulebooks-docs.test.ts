import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { refusalsByRule } from "../market/rules/refusals-by-rule.ts";
import { REJECT_REASONS } from "../record/tables.ts";
import { scenarioTable } from "../scenario/schema.ts";
import { parameterRows } from "./rulebooks/parameter-rows.ts";
import { rulebooksMarkdown } from "./rulebooks-docs.ts";

const TOP = { title: "", meaning: "" };
const PATHS = [
  ...parameterRows(scenarioTable.venues.item.fields, "", TOP),
  ...parameterRows(scenarioTable.clearing.fields, "clearing", TOP),
].map(({ path }) => path);

describe("docs/rulebooks.md", () => {
  it("is what registry and rulebooks say: run `npm run docs` after changing them", () => {
    expect(readFileSync(new URL("../../docs/rulebooks.md", import.meta.url), "utf8")).toBe(rulebooksMarkdown());
  });
});

describe("refusals by rule", () => {
  it.each(Object.keys(refusalsByRule))("%s is in the registry", (rule) => {
    expect(PATHS.some((path) => path === rule || path.startsWith(`${rule}.`) || path.startsWith(`${rule}[]`))).toBe(
      true,
    );
  });

  it("name every refusal that price and participation rules have", () => {
    const named = new Set(Object.values(refusalsByRule).flat());
    const first = REJECT_REASONS.indexOf("trading_halted");
    expect(REJECT_REASONS.filter((_, code) => code >= first && !named.has(code))).toEqual([]);
  });
});
