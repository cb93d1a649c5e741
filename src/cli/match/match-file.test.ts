import { describe, expect, it } from "vitest";
import { played, refusedLines } from "../../testing/command-files.ts";

const HEADER = "command,order_id,account,side,type,price,lots,tif";

describe("a file of commands", () => {
  it("gives the trades in order, the orders that are left in priority order, and the refusals", () => {
    const { trades, book, refusals, tally } = played(`${HEADER}
new,s1,alice,sell,limit,101,5,
new,s2,bob,sell,limit,101,5,
new,s3,bob,sell,limit,100,1,
new,b1,carol,buy,limit,101,8,
new,b2,dave,buy,limit,99,5,gtc
new,b3,dave,buy,limit,100,5,
cancel,nobody,,,,,,
`);
    expect(trades).toEqual([
      "1,1,5,contract,s3,b1,bob,carol,buy,100,100,1,continuous",
      "2,2,5,contract,s1,b1,alice,carol,buy,101,101,5,continuous",
      "3,3,5,contract,s2,b1,bob,carol,buy,101,101,2,continuous",
    ]);
    expect(book).toEqual([
      "contract,resting,buy,b3,dave,limit,day,100,100,5,0,,",
      "contract,resting,buy,b2,dave,limit,gtc,99,99,5,0,,",
      "contract,resting,sell,s2,bob,limit,day,101,101,3,0,,",
    ]);
    expect(refusals).toEqual(["8,cancel,nobody,3,unknown_order"]);
    expect(tally).toMatchObject({ commands: 7, trades: 3, lots: 8, open: 3 });
  });

  it("needs no columns but those that its commands use, in any order", () => {
    expect(played("lots,price,side,order_id\n1,10,buy,a\n1,10,sell,b\n").trades).toHaveLength(1);
    expect(played("order_id,side,price,lots\n").book).toEqual([]);
  });

  it("does the same however its bytes come", () => {
    const text = `\ufeff${HEADER}\r\nnew,"a ""1"", x",é,sell,limit,5,5,\r\n\r\nnew,b,中,buy,market,,3,`;
    const whole = played(text);
    expect(whole.trades).toEqual(['1,1,4,contract,"a ""1"", x",b,é,中,buy,5,5,3,continuous']);
    for (const size of [1, 2, 3, 5, 7, 11]) expect(played(text, undefined, size)).toEqual(whole);
  });

  it("lets ids of ended orders be used again, and refuses those of open ones", () => {
    const { refusals, trades } = played(`${HEADER}
new,x,,buy,,10,1,
new,x,,buy,,10,1,
cancel,x,,,,,,
new,x,,buy,,10,1,
new,y,,sell,,10,1,
new,x,,sell,,11,1,
new,y,,buy,,11,1,
`);
    expect(refusedLines(refusals)).toEqual(["3 duplicate_order_id"]);
    expect(trades).toHaveLength(2);
  });

  it("cancels and replaces only for the account of the order, where the line names one", () => {
    const { refusals, book } = played(`${HEADER}
new,x,ann,buy,,10,5,
cancel,x,bob,,,,,
replace,x,bob,,,11,,
replace,x,ann,,,11,3,
`);
    expect(refusedLines(refusals)).toEqual(["3 unknown_order", "4 unknown_order"]);
    expect(book).toEqual(["contract,resting,buy,x,ann,limit,day,11,11,3,0,,"]);
  });

  it("keeps priority with fewer lots and loses it with more lots or another price", () => {
    const rest = (replacement: string) =>
      played(`${HEADER}\nnew,a,,buy,,10,5,\nnew,b,,buy,,10,5,\n${replacement}\n`).book.map((row) => row.split(",")[3]);
    expect(rest("replace,a,,,,,4,")).toEqual(["a", "b"]);
    expect(rest("replace,a,,,,10,4,")).toEqual(["a", "b"]);
    expect(rest("replace,a,,,,,6,")).toEqual(["b", "a"]);
    expect(rest("replace,b,,,,11,,")).toEqual(["b", "a"]);
  });

  it("ends orders by account, by instrument, on disconnection and at the end of their day", () => {
    const { book, tally, refusals } = played(`command,order_id,account,instrument,side,price,lots,tif,expiry,session
new,a,ann,X,buy,1,1,,,
new,b,ann,Y,buy,1,1,,,
new,c,bob,X,buy,1,1,,,
cancel_all,,ann,X,,,,,,
new,d,bob,Y,buy,1,1,gtd,2,
new,e,bob,Y,buy,1,1,gtd,0,
new,f,cat,Y,buy,1,1,gtc,,
new,g,cat,Z,buy,1,1,gtc,,
disconnect,,nobody,,,,,,,
end_day,,,,,,,,,1
new,h,dan,Z,buy,1,1,,,
disconnect,,dan,,,,,,,
cancel_all,,,Z,,,,,,
end_day,,,,,,,,,1
`);
    expect(book.map((row) => row.split(",")[3])).toEqual(["d", "f"]);
    expect(refusedLines(refusals)).toEqual(["7 conflicting_attributes", "15 wrong_phase"]);
    expect([...tally.ended]).toEqual([0, 0, 0, 0, 2, 2, 1, 0]);
  });

  it("holds call auctions, with the reference price of the command, and never leaves a book crossed", () => {
    const { trades, refusals, book } = played(`command,order_id,instrument,side,price,lots,reference
new,x,M,buy,1,1,
uncross,,M,,,,
collect,,M,,,,
collect,,M,,,,
new,a,M,buy,10,5,
new,b,M,sell,8,6,
resume,,M,,,,
uncross,,M,,,,9.5
uncross,,M,,,,9
resume,,M,,,,
resume,,M,,,,
new,c,M,buy,8,1,
`);
    expect(refusedLines(refusals)).toEqual([
      "3 wrong_phase",
      "5 wrong_phase",
      "8 wrong_phase",
      "9 price_off_tick",
      "12 wrong_phase",
    ]);
    expect(trades).toEqual(["1,1,10,M,a,b,,,,8,8,5,auction", "2,2,13,M,b,c,,,buy,8,8,1,continuous"]);
    expect(book).toHaveLength(1);
  });

  it("ends batches as time passes, the last one with the file", () => {
    const rules = "matching: {algorithm: frequent_batch, interval_ms: 100}";
    const { trades, book, refusals } = played(
      `time_us,order_id,side,price,lots,tif,type
0,a,buy,10,4,,
99999,b,sell,9,6,ioc,
100000,c,sell,9,6,,
100000,d,sell,9,6,,market
150000,e,buy,9,3,,
`,
      rules,
    );
    expect(trades.map((row) => row.split(",").slice(2).join())).toEqual([
      "4,contract,a,b,,,,9,9,4,auction",
      "6,contract,c,e,,,,9,9,3,auction",
    ]);
    expect(book.map((row) => row.split(",")[3])).toEqual(["c"]);
    expect(refusedLines(refusals)).toEqual(["5 order_type_not_allowed"]);
  });

  it("triggers stops, shows icebergs, and prevents self-trades", () => {
    const { trades, book, tally } = played(`order_id,account,side,type,price,lots,stop,shown,self_trade,tif
i,ann,sell,,10,9,,2,,
s,bob,buy,stop_limit,11,4,10,,,
t,bob,buy,,10,1,,,,
u,ann,buy,,10,3,,,cancel_newest,
v,bob,sell,stop,,1,5,,,
`);
    expect(trades.map((row) => row.split(",").slice(4, 6).join())).toEqual(["i,t", "i,s", "i,s", "i,s"]);
    expect(tally.triggered).toBe(1);
    expect(tally.ended[3]).toBe(1);
    expect(book).toEqual([
      "contract,resting,sell,i,ann,limit,day,10,10,1,3,,",
      "contract,waiting,sell,v,bob,stop,ioc,,,1,0,5,5",
    ]);
  });

  it("lets nothing rest of market and stop orders at a price that nobody named", () => {
    const { refusals, book } = played(`order_id,side,type,price,lots,stop,tif
a,sell,limit,10,1,,
b,buy,market,,3,,day
c,buy,stop,,3,12,gtc
d,buy,market,,3,,
`);
    expect(refusals.map((row) => row.split(",").slice(2).join())).toEqual([
      "b,12,conflicting_attributes",
      "c,12,conflicting_attributes",
    ]);
    expect(book).toEqual([]);
  });

  it("replaces the lots of a fill-or-kill stop, which stays all or none", () => {
    const commands = (lots: number) => `command,order_id,side,type,price,lots,stop,tif
new,s,buy,stop_limit,10,2,10,fok
replace,s,,,,${lots},,
new,a,sell,limit,10,4,,
new,t,buy,limit,10,1,,
`;
    expect(played(commands(5)).trades.length).toBe(1);
    expect(played(commands(3)).trades.length).toBe(2);
    expect(played(commands(1)).trades.length).toBe(2);
  });

  it("shows no more of an iceberg that grows than it said", () => {
    const { book } = played(`command,order_id,side,price,lots,shown
new,a,sell,10,3,3
replace,a,,,33,
`);
    expect(book).toEqual(["contract,resting,sell,a,,limit,day,10,10,3,30,,"]);
  });
});
