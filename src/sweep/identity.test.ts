import { describe, expect, it } from "vitest";
import { identityOf, runHash, runName, sameRun } from "./identity.ts";

const engine = { version: "0.1.0", fingerprint: "abc" };
const run = { scenario: "thin", variant: "", configSha256: "def", seed: "7" };
const identity = identityOf(engine, run);

describe("the identity of a run", () => {
  it("names its folder after scenario, variant and eight digits of all that decides its bytes", () => {
    expect(runName("thin", identity)).toMatch(/^thin-[0-9a-f]{8}$/);
    expect(runName("thin", { ...identity, variant: "wide" })).toMatch(/^thin\.wide-[0-9a-f]{8}$/);
  });

  it.each([{ variant: "wide" }, { configSha256: "xyz" }, { seed: "8" }, { engine: "new" }])(
    "differs by %j",
    (change) => {
      expect(runHash({ ...identity, ...change })).not.toBe(runHash(identity));
      expect(sameRun(identity, { ...identity, ...change })).toBe(false);
    },
  );

  it("is found in a manifest that says more", () => {
    expect(sameRun(identity, { ...identity, status: "complete" })).toBe(true);
  });

  it.each([undefined, null, "tokenpit", [], {}])("is not found in %j", (other) => {
    expect(sameRun(identity, other)).toBe(false);
  });
});
