import { describe, expect, it } from "vitest";
import { complaints, played, refusedLines } from "../../testing/command-files.ts";

describe("a line that cannot be read", () => {
  it("is named with its column and what was expected, all of them up to 20", () => {
    expect(
      complaints(`command,time_us,order_id,account,side,type,price,lots,tif,expiry,post_only
nwe,,a,,buy,,1,1,,,
new,,,,buy,,1,1,,,
new,,a,,bye,,1,1,,,
new,,a,,buy,lim,1,1,,,
new,,a,,buy,,1.2.3,1,,,
new,,a,,buy,,,1,,,
new,,a,,buy,,1,1.5,,,
new,,a,,buy,,1,1,gtd,,
new,,a,,buy,,1,1,gtd,-3,
new,,a,,buy,,1,1,,,maybe
new,5,a,,buy,,1,1,,,
new,4,b,,buy,,1,1,,,
cancel,,,,,,,,,,
replace,,a,,,,,,,,
disconnect,,,,,,,,,,
new,,"a,,buy,,1,1,,,
new,,a
`),
    ).toEqual([
      'commands.csv:2: command: must be one of new, cancel, replace, cancel_all, disconnect, collect, uncross, resume, end_day, got "nwe"; did you mean new?',
      "commands.csv:3: order_id: is missing: an order has one",
      'commands.csv:4: side: must be one of buy, sell, got "bye"',
      'commands.csv:5: type: must be one of limit, market, market_to_limit, stop, stop_limit, got "lim"',
      'commands.csv:6: price: must be a number such as 101.5, got "1.2.3"',
      "commands.csv:7: price: is missing: a limit order has one",
      'commands.csv:8: lots: must be a whole number, got "1.5"',
      "commands.csv:9: expiry: is missing: an order good till a date has its trading day",
      'commands.csv:10: expiry: must be from 0 to 536870911, got "-3"',
      'commands.csv:11: post_only: must be one of false, true, 0, 1, got "maybe"',
      "commands.csv:13: time_us: must not be before 5",
      "commands.csv:14: order_id: is missing: a cancellation names its order",
      "commands.csv:15: price: a replacement changes price, stop or lots",
      "commands.csv:16: account: is missing: a disconnection names its account",
      "commands.csv:17: a quote that is not closed on its line (field 3)",
      "commands.csv:18: must have 11 fields as the header, got 3",
      "nothing was written",
    ]);
    const many = complaints(`order_id\n${"a,b\n".repeat(30)}`);
    expect(many).toHaveLength(22);
    expect(many.slice(-2)).toEqual(["... and 10 more", "nothing was written"]);
  });

  it.each([
    ["nothing", "", "commands.csv:1: there is no header line"],
    ["nothing but ends of lines", "\r\n\n", "commands.csv:1: there is no header line"],
    ["an unknown column", "order_id,prise\n", 'commands.csv:1: there is no column "prise"; did you mean price?'],
    ["a column twice", "order_id,lots,lots\n", "commands.csv:1: lots: the column is there twice"],
    ["no instrument", "order_id,instrument,side,price,lots\na,,buy,1,1\n", "commands.csv:2: instrument: is missing"],
    [
      "a long name",
      `order_id,side,price,lots\n${"x".repeat(65)},buy,1,1\n`,
      "commands.csv:2: order_id: must be at most 64 bytes",
    ],
    ["a long line", `order_id\n${"x".repeat(10_000_000)}\n`, "commands.csv:2: the line has more than 65536 bytes"],
  ])("is named: %s", (_, text, message) => {
    expect(complaints(text)[0]).toContain(message);
  });

  it.each(["NaN", "Infinity", "1e3", "0x10", "+1", "1_000", "", "-", "--1", "١"])(
    "wrong number of lots: %s",
    (lots) => {
      expect(complaints(`order_id,side,price,lots\na,buy,1,${lots}\n`)[0]).toContain("commands.csv:2: lots:");
    },
  );

  it.each(["NaN", "-", ".", "1.", ".5", "1..2", "1e3", "1,5", "--1", "+1", "$1"])("wrong price: %s", (price) => {
    expect(complaints(`order_id,side,lots,price\na,buy,1,"${price}"\n`)[0]).toContain("commands.csv:2: price:");
  });
});

describe("numbers beyond what an order can have", () => {
  it.each([
    ["1", "0", "bad_quantity"],
    ["1", "-5", "bad_quantity"],
    ["1", "1000000001", "bad_quantity"],
    ["1", "2147483648", "bad_quantity"],
    ["1", "4294967297", "bad_quantity"],
    ["1", "9".repeat(400), "bad_quantity"],
    ["1073741825", "1", "price_outside_band"],
    ["-1073741825", "1", "price_outside_band"],
    ["4294967297", "1", "price_outside_band"],
    ["9".repeat(400), "1", "price_outside_band"],
    ["0.1", "1", "price_off_tick"],
    [`0.${"0".repeat(400)}1`, "1", "price_off_tick"],
  ])("are refused: price %s, lots %s", (price, lots, reason) => {
    const { refusals, tally } = played(`order_id,side,price,lots\na,buy,${price},${lots}\n`);
    expect(refusedLines(refusals)).toEqual([`2 ${reason}`]);
    expect(tally.open).toBe(0);
  });

  it("come together neither in a level nor by replacement", () => {
    const { refusals, tally } = played(`command,order_id,side,price,lots
new,a,buy,1,1000000000
new,b,buy,1,1000000000
new,c,buy,2,1000000000
new,c,sell,9,147483647
new,d,sell,9,1
replace,c,,,147483648
replace,c,,,147483646
new,d,sell,9,1
cancel,a,,,
new,e,sell,1,1000000000
`);
    expect(refusedLines(refusals)).toEqual(["4 too_many_orders", "6 too_many_orders", "7 too_many_orders"]);
    expect(tally.lots).toBe(1_000_000_000);
  });

  it("are taken up to the last one", () => {
    const { book } = played("order_id,side,price,lots\na,buy,1073741824,1000000000\nb,sell,1073741824,1\n");
    expect(book[0]).toBe("contract,resting,buy,a,,limit,day,1073741824,1073741824,999999999,0,,");
  });
});
