import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { agentsMarkdown } from "./documentation.ts";

describe("docs/agents.md", () => {
  it("is what the registry says: run `npm run docs` after changing it", () => {
    expect(readFileSync(new URL("../../docs/agents.md", import.meta.url), "utf8")).toBe(agentsMarkdown());
  });
});
