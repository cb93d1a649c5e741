import { describe, expect, it } from "vitest";
import { problemLines, WHOLE_SCENARIO } from "../testing/scenario-files.ts";
import { resolveSmallMarket, SCENARIO } from "../testing/small-market.ts";

const PROCESS = `kind: process
  tokens_per_day: [{ date: 2024-01-15, value: 1 }]
  price: { model: jump_diffusion, start_price: 8 }
  exchange_rate: { cny_per_usd: [{ date: 2024-01-15, value: 7 }], volatility: 0.03, half_life_days: 180 }
`;

describe("a compute market of a process", () => {
  const found = (compute: string, agent = "") =>
    problemLines(() =>
      resolveSmallMarket(`${SCENARIO.replace("agents:\n", `agents:\n${agent}`)}compute:\n  ${PROCESS}${compute}`),
    );
  const INDEX = "  indices: [{ id: token_cn }]\n";

  it("needs a process, its volume, an exchange rate and an index, and nothing of a simulated market", () => {
    expect(found(INDEX)).toEqual([]);
    expect(found("").join("\n")).toContain("compute.indices: is missing");
    expect(found(`${INDEX}  capacity: {}\n`).join("\n")).toContain("compute.capacity: unknown key");
    expect(found(`${INDEX}  gpu_usd_hour: { model: schwartz_smith, start_price: 2 }\n`)).toEqual([]);
    expect(found(`${INDEX}  gpu_usd_hour: { model: gbm }\n`).join("\n")).toContain(
      "compute.gpu_usd_hour.model: must be one of none, jump_diffusion, schwartz_smith",
    );
  });

  it("lays over a simulated one: another kind replaces it", () => {
    const text = `${WHOLE_SCENARIO}compute:\n  ${PROCESS}${INDEX}`;
    const { compute } = resolveSmallMarket(text).value;
    expect(compute.kind).toBe("process");
    expect("pins" in compute).toBe(false);
  });

  it("has one region and one generation", () => {
    const region = "  sellers: { providers: [{ id: p, share: 1, price_offset: 0, region: east }] }\n";
    expect(found(INDEX + region).join("\n")).toContain("there is no region east; known: home");
    const gpu = "  gpu_usd_hour: { model: jump_diffusion, start_price: 2 }\n";
    const index = (text: string) => `  indices: [{ id: token_cn }, { id: g, underlying: gpu_hour${text} }]\n`;
    expect(found(gpu + index(", generation: h100"))).toEqual([]);
    expect(found(gpu + index(", generation: b200")).join("\n")).toContain("there is no generation b200; known: h100");
    expect(found(index("")).join("\n")).toContain(
      "compute.indices[1].underlying: gpu_hour needs a price of GPU-hours; give compute.gpu_usd_hour",
    );
  });

  it("has further generations of GPUs that go with a price of GPU-hours", () => {
    const gpu = "  gpu_usd_hour: { model: jump_diffusion, start_price: 2 }\n";
    const further = (id: string) => `  gpu_generations: [{ id: ${id}, factor: 2 }]\n`;
    const index = "  indices: [{ id: token_cn }, { id: g, underlying: gpu_hour, generation: b200 }]\n";
    expect(found(gpu + further("b200") + index)).toEqual([]);
    expect(found(gpu + further("h100") + INDEX).join("\n")).toContain(
      "compute.gpu_generations[0].id: h100 is the name of what gpu_usd_hour prices",
    );
    expect(found(further("b200") + INDEX).join("\n")).toContain(
      "compute.gpu_generations[0].id: needs a price of GPU-hours; give compute.gpu_usd_hour",
    );
  });

  it("has data centres only where GPU-hours have a price and a number", () => {
    const centre = "  - { id: dc, kind: data-centre }\n";
    expect(found(INDEX, centre).join("\n")).toContain(
      "agents[0].kind: data-centre needs compute.serving_gpus and compute.gpu_usd_hour in a compute market of kind process",
    );
    const gpus =
      "  serving_gpus: [{ date: 2024-01-15, value: 5000 }]\n  gpu_usd_hour: { model: jump_diffusion, start_price: 2 }\n";
    expect(found(INDEX + gpus, centre)).toEqual([]);
  });
});
