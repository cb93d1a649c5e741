import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tablesMarkdown } from "./documentation.ts";

describe("docs/tables.md", () => {
  it("is what the definition of the tables says: run `npm run docs` after changing it", () => {
    expect(readFileSync(new URL("../../docs/tables.md", import.meta.url), "utf8")).toBe(tablesMarkdown());
  });
});
