import { describe, expect, it } from "vitest";
import { problemLines } from "../testing/scenario-files.ts";
import { HOME, marketProblems, resolveSmallMarket, SCENARIO } from "../testing/small-market.ts";

describe("sellers and indices", () => {
  it.each([
    [
      "{ sellers: { providers: [{ id: p, share: 1, price_offset: 0, region: east }] } }",
      "there is no region east; known: home",
    ],
    [
      "{ gpu_sellers: { providers: [{ id: p, share: 1, price_offset: 0, region: east }] } }",
      "compute.gpu_sellers.providers[0].region: there is no region east",
    ],
    ["{ sellers: { providers: [{ id: p, share: 0, price_offset: 0 }] } }", "share: must be a number above 0"],
    [
      "{ indices: [{ id: token_cn, covered: [nobody] }] }",
      "compute.indices[0].covered[0]: there is no seller nobody; known: provider-1, provider-2",
    ],
    [
      "{ indices: [{ id: token_cn, covered: [provider-1, provider-1] }] }",
      "compute.indices[0].covered[1]: provider-1 is covered already",
    ],
    [
      "{ indices: [{ id: token_cn, minimum_submissions: 100 }] }",
      "compute.indices[0].minimum_submissions: must be at most the number of sellers that it covers",
    ],
    [
      "{ indices: [{ id: h100, underlying: gpu_hour, minimum_submissions: 2 }] }",
      "must be at most the number of sellers that it covers, 1, got 2",
    ],
    [
      "{ indices: [{ id: b, underlying: gpu_hour, generation: b200 }] }",
      "compute.indices[1].generation: there is no generation b200; known: h100",
    ],
    [
      "{ indices: [{ id: b, underlying: gpu_hour, tokens: output }] }",
      "compute.indices[1].tokens: must be traded for an index of GPU-hours, got output",
    ],
    [
      "{ indices: [{ id: token_cn, generation: h100 }] }",
      "compute.indices[0].generation: must be empty for an index of tokens",
    ],
    [
      "{ indices: [{ id: token_cn, missing_probability: 1, fallback: skip }] }",
      "compute.indices[0].missing_probability: must be below 1",
    ],
    [
      "{ indices: [{ id: token_cn, breaks: [{ date: 2025-01-01, percent: 5 }, { date: 2024-06-01, percent: 5 }] }] }",
      "compute.indices[0].breaks[1].date: must be after the date before it (2025-01-01), got 2024-06-01",
    ],
    [
      "{ indices: [{ id: token_cn, fixing_hour: 20 }] }",
      "compute.indices[0].fixing_hour: must be before the venue's last close",
    ],
    [
      "{ sellers: { providers: [{ id: p, share: 1, price_offset: 0, quality_log: -1 }] }, indices: [{ id: token_cn, quality: frozen_bar, covered: [p] }] }",
      "compute.indices[0].quality: leaves nobody: no seller that it covers has a quality_log of 0 or more",
    ],
  ])("%s is refused", (compute, message) => {
    expect(marketProblems(compute).join("\n")).toContain(message);
  });

  it("there is an index at all", () => {
    const none = HOME.replace(/indices: .*/, "indices: []");
    const text = `${SCENARIO}compute: { extends: market.yaml }\n`;
    expect(problemLines(() => resolveSmallMarket(text, none)).join("\n")).toContain(
      "compute.indices: must hold at least one index: futures settle to it",
    );
  });
});
