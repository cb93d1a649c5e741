import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { complaints, played } from "../../testing/command-files.ts";

describe("hostile files", () => {
  it("of any bytes end with complaints or results, never otherwise", () => {
    const property = fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const header = new TextEncoder().encode("order_id,side,price,lots\n");
      expect(() => complaints(bytes)).not.toThrow();
      expect(() => complaints(Uint8Array.from([...header, ...bytes]))).not.toThrow();
    });
    fc.assert(property, { seed: 20260322, numRuns: 300 });
  });

  it.each([
    ["price_time", 2],
    ["pro_rata, minimum_lots: 2, top_order: {maximum_lots: 100}", 1],
    ["split, time_percent: 40, levelling: true, lead_market_makers: [{account: a, percent: 20}]", 1],
    ["frequent_batch", 1],
  ])("of any commands leave the books as they must be: %s", (algorithm, ticksPerLegTick) => {
    const rules = `matching: {algorithm: ${algorithm}}
orders: {refuse_reached_stops: false, protection_ticks: 2}
instruments: [N, F]
spreads: [{id: S, near: N, far: F, ticks_per_leg_tick: ${ticksPerLegTick}}]`;
    const word = (...words: string[]) => fc.constantFrom(...words);
    const price = fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 97, max: 103 }).map(String) },
      word("", "-1", "2147483647", "178956970", "-178956970"),
    );
    const spreadPrice = fc.integer({ min: -4, max: 4 }).map(String);
    const lots = fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 1, max: 30 }).map(String) },
      word("0", "-1", "1000000000", "2147483648"),
    );
    const id = fc.integer({ min: 1, max: 150 }).map(String);
    const optional = <T>(value: fc.Arbitrary<T>) => fc.oneof({ weight: 12, arbitrary: fc.constant("") }, value);
    const account = word("a", "b", "c", "");
    const order = fc
      .tuple(
        id,
        account,
        word("N", "F", "S"),
        word("buy", "sell"),
        word("limit", "limit", "limit", "market", "market_to_limit", "stop", "stop_limit"),
        price,
        spreadPrice,
        lots,
        word("day", "day", "ioc", "fok", "gtc", "gtd"),
        optional(lots),
        optional(lots),
        optional(word("true")),
        optional(word("cancel_newest", "cancel_oldest", "cancel_both", "decrement")),
      )
      .map(([orderId, owner, instrument, side, type, legPrice, ownPrice, size, tif, shown, minimum, post, stp]) => {
        const at = instrument === "S" ? ownPrice : legPrice === "" ? "100" : legPrice;
        const stop = type.startsWith("stop") ? at : "";
        const limit = type === "limit" || type === "stop_limit" ? at : "";
        return `new,${orderId},${owner},${instrument},${side},${type},${limit},${size},${tif},${tif === "gtd" ? 3 : ""},${stop},${shown},${tif === "fok" ? "" : minimum},${post},${stp},`;
      });
    const some = (weight: number, arbitrary: fc.Arbitrary<string>) => ({ weight, arbitrary });
    const line = fc.oneof(
      some(60, order),
      some(
        8,
        id.map((orderId) => `cancel,${orderId},,,,,,,,,,,,,,`),
      ),
      some(
        8,
        fc
          .tuple(id, price, optional(lots), optional(price))
          .map(([orderId, to, size, stop]) => `replace,${orderId},,,,,${to},${size || 3},,,${stop},,,,,`),
      ),
      some(
        1,
        word("N", "F", "S").map((instrument) => `collect,,,${instrument},,,,,,,,,,,,`),
      ),
      some(
        4,
        word("N", "F", "S").map((instrument) => `uncross,,,${instrument},,,,,,,,,,,,`),
      ),
      some(
        4,
        word("N", "F", "S").map((instrument) => `resume,,,${instrument},,,,,,,,,,,,`),
      ),
      some(
        1,
        word("end_day,,,", "cancel_all,,a,", "disconnect,,b,", "cancel_all,,,N").map((end) => `${end},,,,,,,,,,,,`),
      ),
    );
    const header =
      "command,order_id,account,instrument,side,type,price,lots,tif,expiry,stop,shown,minimum,post_only,self_trade,effect\n";
    let trades = 0;
    const property = fc.property(fc.array(line, { minLength: 40, maxLength: 200, size: "max" }), (lines) => {
      const text = `${header}${lines.join("\n")}\n`;
      const result = played(text, rules);
      trades += result.tally.trades;
      expect(result.book).toHaveLength(result.tally.open);
      expect(result.tally.commands).toBe(lines.length);
    });
    fc.assert(property, { seed: 20260322, numRuns: 80 });
    expect(trades).toBeGreaterThan(100);
  });
});
