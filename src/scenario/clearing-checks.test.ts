import { describe, expect, it } from "vitest";
import { problemLines, resolveReal, WHOLE_SCENARIO } from "../testing/scenario-files.ts";

const clearing = (text: string) => problemLines(() => resolveReal(`${WHOLE_SCENARIO}clearing: {${text}}\n`));
const venue = (lines: string) =>
  problemLines(() => resolveReal(WHOLE_SCENARIO.replace("    rules:\n", `    ${lines}\n    rules:\n`)));

describe("checks of the clearing house", () => {
  it("there are members, and agents name one of them", () => {
    const member = (name: string) =>
      problemLines(() => resolveReal(WHOLE_SCENARIO.replace("kind: noise, ", `kind: noise, member: ${name}, `)));
    expect(member("member-1")).toEqual([]);
    expect(member("alpha")[0]).toContain("agents[2].member: there is no clearing member alpha; known: member-1");
    expect(clearing("members: []")[0]).toContain("clearing.members: must hold at least one clearing member");
  });

  it("the layers of the waterfall begin with the defaulter's money, and the money of others comes after it", () => {
    const layers = (...names: string[]) =>
      clearing(`waterfall: [${names.map((layer) => `{layer: ${layer}}`).join(", ")}]`);
    expect(layers("defaulter_margin", "defaulter_fund", "house_capital", "mutual_fund", "house_capital")).toEqual([]);
    expect(layers("mutual_fund")[0]).toContain("clearing.waterfall: must begin with defaulter_margin");
    expect(layers("defaulter_margin", "mutual_fund", "defaulter_fund")[0]).toContain("before the money of others");
  });

  it("margin models and stress scenarios name contracts that there are", () => {
    expect(clearing("margin: {model: scan, contracts: [{code: TK, factor: 2}]}")).toEqual([]);
    expect(clearing("margin: {model: scan, contracts: [{code: GPU1, factor: 2}]}")[0]).toContain(
      "clearing.margin.contracts[0].code: there is no contract GPU1; known: TK",
    );
    expect(
      clearing("margin: {model: historical_var, contracts: [{code: GPU1, proxy_volatility_percent: 30}]}")[0],
    ).toContain("no contract GPU1");
    const credit = (second: string) =>
      clearing(`margin: {model: scan, inter_commodity: [{first: TK, second: ${second}, credit_percent: 50}]}`);
    expect(credit("GPU1")[0]).toContain("inter_commodity[0].second: there is no contract GPU1");
    expect(credit("TK")[0]).toContain("inter_commodity[0].second: must be another contract than first, TK");
    expect(
      clearing("stress: {scenarios: [{name: a, percent: 5, contracts: [{code: GPU1, percent: 9}]}]}")[0],
    ).toContain("clearing.stress.scenarios[0].contracts[0].code: there is no contract GPU1; known: TK");
  });

  it("intraday cycles run in continuous trading, and there is one where they are enabled", () => {
    const at = (...times: string[]) => clearing(`calls: {intraday: {enabled: true, times: [${times.join(", ")}]}}`);
    expect(at('"09:00"', '"22:00"', '"00:30"')).toEqual([]);
    expect(at('"09:00"', '"15:00"')[0]).toContain("clearing.calls.intraday.times[1]: must lie in a block");
    expect(at('"12:00"')[0]).toContain("must lie in a block of continuous trading");
    expect(at()[0]).toContain("must hold a time");
  });

  it("the settlement window lies in the day's last block", () => {
    const window = (end: string, minutes: number) =>
      venue(`settlement: {method: window_vwap, window_end: "${end}", window_minutes: ${minutes}}`);
    expect(window("14:30", 2)).toEqual([]);
    expect(window("13:31", 2)[0]).toContain("venues.shfe.settlement.window_end: the window lies outside");
  });
});
