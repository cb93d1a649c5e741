import { describe, expect, it } from "vitest";
import { played, refusedLines } from "../../testing/command-files.ts";

describe("rules", () => {
  const orders = (...lines: string[]) =>
    `order_id,account,side,type,price,lots,tif,minimum,post_only\n${lines.join("\n")}\n`;

  it("give the tick and the band, in currency", () => {
    const rules = "tick: 0.25\nband: {low: 9.5, high: 10.5}\nmatching: {algorithm: price_time}";
    const { refusals, trades } = played(
      orders(
        "a,,sell,,10.25,1,,,",
        "b,,sell,,10.2,1,,,",
        "c,,buy,,9.25,1,,,",
        "d,,buy,,10.7500,1,,,",
        "e,,buy,,10.250,1,,,",
        "f,,buy,,10.2500000000000000000001,1,,,",
      ),
      rules,
    );
    expect(refusedLines(refusals)).toEqual([
      "3 price_off_tick",
      "4 price_outside_band",
      "5 price_outside_band",
      "7 price_off_tick",
    ]);
    expect(trades).toEqual(["1,1,6,contract,a,e,,,buy,41,10.25,1,continuous"]);
  });

  it("choose the algorithm with its settings", () => {
    const lines = orders("a,x,buy,,10,10,,,", "b,y,buy,,10,30,,,", "c,z,buy,,10,60,,,", "s,q,sell,,10,50,,,");
    const lots = (matching: string) =>
      played(lines, `matching: ${matching}`).trades.map((row) => `${row.split(",")[4]} ${row.split(",")[11]}`);
    expect(lots("{algorithm: price_time}")).toEqual(["a 10", "b 30", "c 10"]);
    expect(lots("{algorithm: pro_rata}")).toEqual(["a 5", "b 15", "c 30"]);
    expect(lots("{algorithm: pro_rata, top_order: {maximum_lots: 2}}")).toEqual(["a 7", "b 14", "c 29"]);
    expect(lots("{algorithm: split, lead_market_makers: [{account: z, percent: 40}]}")).toEqual([
      "a 10",
      "b 20",
      "c 20",
    ]);
  });

  it("choose the orders that are taken, and self-trade prevention for those that name none", () => {
    const rules = `matching: {algorithm: price_time}
orders: {order_types: [limit], times_in_force: [day], max_order_lots: 10, post_only: false, self_trade: cancel_oldest}`;
    const { refusals, trades, tally } = played(
      orders(
        "a,ann,buy,,10,10,,,",
        "b,ann,buy,,10,11,,,",
        "c,ann,buy,market,,1,,,",
        "d,ann,buy,,10,1,ioc,,",
        "e,ann,buy,,10,1,,,true",
        "f,ann,sell,,10,1,,,",
      ),
      rules,
    );
    expect(refusedLines(refusals)).toEqual([
      "3 bad_quantity",
      "4 order_type_not_allowed",
      "5 order_type_not_allowed",
      "6 order_type_not_allowed",
    ]);
    expect([trades.length, tally.ended[3]]).toEqual([0, 1]);
  });

  it("list instruments and spreads, whose trades with their legs are implied", () => {
    const rules = `tick: 0.5
matching: {algorithm: price_time}
instruments: [N, F]
spreads: [{id: N-F, near: N, far: F, ticks_per_leg_tick: 2}]`;
    const { trades, refusals } = played(
      `order_id,instrument,side,price,lots
a,N,sell,101.5,4
b,F,buy,100,3
c,N-F,buy,1.25,2
d,N-F,buy,1.5,2
e,M,buy,1.5,2
`,
      rules,
    );
    expect(refusedLines(refusals)).toEqual(["6 not_listed"]);
    expect(trades).toEqual([
      "1,1,5,N-F,,d,,,buy,6,1.50,2,implied",
      "2,1,5,N,a,d,,,buy,203,101.5,2,implied_leg",
      "3,1,5,F,b,d,,,sell,200,100.0,2,implied_leg",
    ]);
  });

  it("take a market order's own protection as its limit", () => {
    const { trades, book, refusals } = played(
      orders(
        "a,,sell,,10,1,,,",
        "b,,sell,,12,1,,,",
        "c,,buy,market,11,5,day,,",
        "d,,sell,market,,1,,,",
        "e,,sell,market,9,9,fok,,",
      ),
    );
    expect(trades.map((row) => row.split(",").slice(4, 6).join())).toEqual(["a,c", "c,d"]);
    expect(book.map((row) => row.split(",").slice(2, 10).join())).toEqual([
      "buy,c,,limit,day,11,11,3",
      "sell,b,,limit,day,12,12,1",
    ]);
    expect(refusals).toEqual([]);
  });

  it.each([
    ["tick: 0.3333333333333", "1:7", "tick"],
    ["band: {low: 2, high: 1}", "1:22", "band.high"],
    ["band: {low: 1.2, high: 1.4}", "1:24", "band.high"],
    ["matching: {algorithm: pro_rata, top_order: {minimum_lots: 5}}", "1:44", "matching.top_order"],
    ["matching: {algorithm: prorata}", "1:23", "matching.algorithm"],
    [
      "matching: {algorithm: split, lead_market_makers: [{account: a, percent: 60}, {account: b, percent: 50}]}",
      "1:50",
      "110",
    ],
    [
      "matching: {algorithm: split, lead_market_makers: [{account: a, percent: 6}, {account: a, percent: 5}]}",
      "1:87",
      "already",
    ],
    ["instruments: [A, A]", "1:18", "instruments[1]"],
    ["instruments: [A]\nspreads: [{id: S, near: A, far: B}]", "2:33", "not among instruments"],
    ["spreads: [{id: S, near: A, far: A}]", "1:33", "another instrument"],
    ["spreads: [{id: S, near: A, far: B, ticks_per_leg_tick: 3}]", "1:56", "decimal"],
    ["orders: {order_typs: [limit]}", "1:10", "did you mean order_types?"],
  ])("with a mistake are refused at its place: %s", (rules, place, word) => {
    const yaml = rules.includes("matching") ? rules : `${rules}\nmatching: {algorithm: price_time}`;
    const text = (() => {
      try {
        played("order_id\n", yaml);
      } catch (error) {
        return (error as { text(): string }).text();
      }
      return "";
    })();
    expect(text).toContain(place);
    expect(text).toContain(word);
  });
});
