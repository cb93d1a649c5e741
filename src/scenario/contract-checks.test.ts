import { describe, expect, it } from "vitest";
import { problemLines, resolveReal, WHOLE_SCENARIO } from "../testing/scenario-files.ts";
import { marketProblems, SCENARIO } from "../testing/small-market.ts";

/** The problems of the whole scenario with lines added to its venue. */
const venue = (lines: string) =>
  problemLines(() => resolveReal(WHOLE_SCENARIO.replace("    rules:\n", `    ${lines}\n    rules:\n`)));
const contract = (text: string) => venue(`contracts: [{code: TK, ${text}}]`);
const LISTINGS = "listings: [{from: 2024-01-01, lot: 730, tick: {rule: fixed, price: 0.01}}]";

describe("checks of contracts", () => {
  it("find nothing in a sound one, in two of them, and in a perpetual", () => {
    expect(contract("months_listed: 6")).toEqual([]);
    expect(venue(`contracts: [{code: TX, ${LISTINGS}}]`)).toEqual([]);
    expect(venue(`contracts: [{code: TKP, expiry: perpetual, ${LISTINGS}}]`)).toEqual([]);
  });

  it("are run with a contract's terms set by its code", () => {
    const set = ["venues.shfe.contracts.TK.months_listed=6"];
    const scenario = resolveReal(WHOLE_SCENARIO, { set }).value;
    expect(scenario.venues.shfe!.contracts.map(({ code, monthsListed }) => [code, monthsListed])).toEqual([["TK", 6]]);
  });

  it("a venue lists something, each under a name of its own", () => {
    expect(venue("contracts: []")[0]).toContain("shfe.contracts: must hold at least one contract");
    expect(venue(`contracts: [{code: T-K, ${LISTINGS}}]`)[0]).toContain(
      "contracts[1].code: must be a letter, then letters or digits",
    );
    const perpetual = (code: string) => venue(`contracts: [{code: ${code}, expiry: perpetual, ${LISTINGS}}]`);
    expect(perpetual("TK2605")[0]).toContain("contracts[1].code: reads as a month of TK");
    expect(perpetual("TK260")).toEqual([]);
  });

  it("a spread's price step is a whole part of any tick", () => {
    for (const ticks of [1, 2, 4, 5, 10])
      expect(contract(`spreads: {listed: true, ticks_per_leg_tick: ${ticks}}`)).toEqual([]);
    expect(contract("spreads: {listed: true, ticks_per_leg_tick: 3}")[0]).toContain("must be 1, 2, 4, 5, 10");
    expect(contract("spreads: {listed: false, ticks_per_leg_tick: 3}")).toEqual([]);
  });

  it("a perpetual's funding comes at the same hours every day", () => {
    const hours = (n: number, expiry = "perpetual") =>
      venue(`contracts: [{code: TKP, expiry: ${expiry}, funding: {interval_hours: ${n}}, ${LISTINGS}}]`);
    expect(hours(6)).toEqual([]);
    expect(hours(5)[0]).toContain("contracts[1].funding.interval_hours: must divide a day of 24 hours, got 5");
    expect(hours(5, "monthly")).toEqual([]);
  });

  it("a tick of a lot is a whole number of 1e-4 of the currency, in every line of the lot schedule", () => {
    const listing = (lot: number, price: string) =>
      `{from: 2024-01-0${(lot % 7) + 1}, lot: ${lot}, tick: {rule: fixed, price: ${price}}}`;
    expect(contract("listings: [{from: 2024-01-01, lot: 1000, tick: {rule: fixed, price: 0.01}}]")).toEqual([]);
    expect(contract("listings: [{from: 2024-01-01, lot: 730, tick: {rule: fixed, price: 0.000003}}]")[0]).toContain(
      "contracts[0].listings[0].tick.price: tick 0.000003 x lot 730 is 0.00219 CNY, not a whole number of 0.0001 CNY",
    );
    expect(
      contract(`listings: [${listing(1, "0.0001")}, ${listing(2, "0.0000015")}, ${listing(3, "0.00001")}]`).map(
        (line) => line.split(": ")[1],
      ),
    ).toEqual([
      "must be a whole multiple of 0.000001 CNY, got 0.0000015",
      "tick 0.00001 x lot 3 is 0.00003 CNY, not a whole number of 0.0001 CNY",
    ]);
  });

  it("lots and ticks are there from the start on, in rising order of dates", () => {
    expect(contract("listings: []")[0]).toContain(
      "is empty; months listed at the start (2024-01-15) need a lot and a tick",
    );
    expect(contract("listings: [{from: 2024-02-01, lot: 1000, tick: {rule: relative}}]")[0]).toContain(
      "listings[0].from: begins on 2024-02-01; months listed at the start (2024-01-15) need a lot and a tick",
    );
    const twice = "{from: 2024-01-01, lot: 1000, tick: {rule: relative}}";
    expect(contract(`listings: [${twice}, ${twice}]`)[0]).toContain(
      "listings[1].from: must be after the date before it",
    );
  });

  it("changes of the clocks come in rising order", () => {
    const changes = (...dates: string[]) =>
      venue(`utc_offset_changes: [${dates.map((date) => `{date: ${date}, minutes: 480}`).join(", ")}]`);
    expect(changes("2026-03-08", "2026-11-01")).toEqual([]);
    expect(changes("2026-11-01", "2026-03-08")[0]).toContain("utc_offset_changes[1].date: must be after");
  });
});

describe("checks of what a contract settles to", () => {
  const indices = "{ indices: [{ id: h100, underlying: gpu_hour }] }";
  const named = (id: string, more = "") =>
    SCENARIO.replace("    rules:\n", `    contracts: [{ code: TK, index: ${id} }]\n    ${more}rules:\n`);

  it("an index that there is, in the venue's currency: tokens in CNY, GPU-hours in USD", () => {
    expect(marketProblems(indices, named("token_cn"))).toEqual([]);
    expect(marketProblems(indices, named("token_us"))[0]).toContain(
      "contracts[0].index: there is no index token_us; known: token_cn, h100",
    );
    expect(marketProblems(indices, named("h100"))[0]).toContain(
      "contracts[0].index: h100 prices GPU-hours in USD, the venue's currency is CNY",
    );
    const noLab = named("h100", "currency: USD\n    ").replace("count: 3", "count: 0");
    expect(marketProblems(indices, noLab)).toEqual([]);
  });

  it("labs and data centres trade CNY", () => {
    expect(marketProblems(indices, named("h100", "currency: USD\n    "))[0]).toContain(
      "agents[0].kind: ai-lab must trade a contract in CNY in this version: its money is CNY, the venue's USD",
    );
  });

  it("an agent's contract is one that there is", () => {
    const noise = (code: string) => WHOLE_SCENARIO.replace("kind: noise, ", `kind: noise, contract: ${code}, `);
    expect(problemLines(() => resolveReal(noise("TK")))).toEqual([]);
    expect(problemLines(() => resolveReal(noise("GPU1")))[0]).toContain(
      "agents[2].contract: there is no contract GPU1; known: TK",
    );
  });

  describe("the fixing is public before the close", () => {
    const sessions = (text: string, more = "") => venue(`sessions: [${text}]\n    ${more}`);
    const evening = '{open: "17:00", close: "16:00", previous_evening: true, auction_minutes: 15}';

    it("of the last block", () => {
      expect(sessions('{open: "09:00", close: "14:01"}')).toEqual([]);
      expect(sessions('{open: "09:00", close: "14:00"}')[0]).toContain("fixing_hour");
      expect(sessions('{open: "09:00", close: "13:00"}')[0]).toContain(
        "fixing_hour: must be before the venue's last close",
      );
    });

    it("of a block that begins on the evening before and ends on the trading day", () => {
      expect(sessions(evening, "evening_before: calendar_day")).toEqual([]);
      expect(sessions(evening.replace("16:00", "13:00"), "evening_before: calendar_day")[0]).toContain("fixing_hour");
      expect(sessions(evening, "evening_before: trading_day")[0]).toContain("must end with a block that closes on");
      expect(sessions('{open: "17:00", close: "23:00", previous_evening: true}')[0]).toContain("must end with a block");
    });

    it("in another local time than the index's, before and after a change of the clocks", () => {
      // 14:00 in Beijing is 15:00 an hour to the east, 13:00 an hour to the west.
      const at = (minutes: number, close: string, changes = "") =>
        sessions(`{open: "09:00", close: "${close}"}`, `utc_offset_minutes: ${minutes}\n    ${changes}`);
      expect(at(540, "15:01")).toEqual([]);
      expect(at(540, "15:00")[0]).toContain("fixing_hour");
      expect(at(420, "13:01")).toEqual([]);
      expect(at(420, "13:01", "utc_offset_changes: [{date: 2025-03-09, minutes: 480}]\n    ")[0]).toContain(
        "fixing_hour",
      );
      expect(at(420, "14:01", "utc_offset_changes: [{date: 2025-03-09, minutes: 480}]\n    ")).toEqual([]);
    });

    it("unless hourly values settle the contract", () => {
      const early = (method: string) =>
        venue(
          `sessions: [{open: "09:00", close: "11:00"}]\n    contracts: [{code: TK, final_settlement: {method: ${method}}}]`,
        );
      expect(early("index_day")[0]).toContain("fixing_hour");
      expect(early("index_last_hours")).toEqual([]);
      expect(early("index_instant")).toEqual([]);
    });
  });
});
