import { describe, expect, it } from "vitest";
import { at, block, MarkedBook, settlementBy } from "../../testing/settlement-days.ts";
import {
  BY_CLOSING_AUCTION,
  BY_DAY_VWAP,
  BY_EARLIER_WINDOW,
  BY_LAST_TRADE,
  BY_SPREAD_VWAP,
  BY_WINDOW_VWAP,
} from "./methods.ts";
import { momentsOf, windowProblem } from "./moments.ts";
import type { SettlementParameters } from "./parameters.ts";
import { SettlementDay } from "./settlement-day.ts";

const SHANGHAI = [block("09:00", "10:15"), block("10:30", "11:30"), block("13:30", "15:00")];
const CLOSE = 900;

type Step = readonly [string, (month: MarkedBook) => void];

/** Plays trades and quotes of one month through a day and returns its settlement price. */
function settled(changes: Partial<SettlementParameters>, steps: readonly Step[], blocks = SHANGHAI, close = CLOSE) {
  const month = new MarkedBook(0, 202601);
  const day = new SettlementDay(settlementBy(changes), close);
  const moments = [...day.start(blocks, [month.asInstrument()])];
  for (const [time, act] of steps) {
    while (moments.length > 0 && moments[0]! <= at(time)) day.mark(moments.shift()!);
    act(month);
  }
  for (const moment of moments) day.mark(moment);
  return day.settle([month.asMonth()], [])[0]!;
}

const trade = (time: string, ticks: number, lots: number): Step => [time, (month) => month.trade(ticks, lots)];
const quote = (time: string, bid: number, ask: number): Step => [time, (month) => month.quote(bid, ask)];

describe("a day of settlement", () => {
  it("needs no marks for the day's mean", () => {
    const day = new SettlementDay(settlementBy({}), CLOSE);
    expect(day.start(SHANGHAI, [])).toEqual([]);
    expect(settled({}, [trade("09:00", 1000, 10), trade("14:59", 1006, 5)])).toEqual({
      ticks: 1002,
      method: BY_DAY_VWAP,
      windowLots: 15,
    });
  });

  it("counts the last hour in trading time, over breaks: from 14:00, 11:30 - 30 min, 10:30 - 30 min of 10:15", () => {
    const moments = momentsOf(settlementBy({ method: "last_hour_vwap" }), SHANGHAI, CLOSE);
    expect(moments.cutsUs).toEqual([at("14:00"), at("11:00"), at("9:45")]);
    expect(moments.earlyUntilUs).toBe(at("10:00"));
  });

  it("begins a stretch at the opening after a break rather than at the close before it", () => {
    const moments = momentsOf(settlementBy({ method: "last_hour_vwap", lastMinutes: 90 }), SHANGHAI, CLOSE);
    expect(moments.cutsUs).toEqual([at("13:30"), at("9:45")]);
  });

  it("counts a trade at 14:00 into the last hour and one before it not", () => {
    const steps = [trade("13:59", 990, 10), trade("14:00", 1004, 3), trade("14:59", 1008, 1)];
    expect(settled({ method: "last_hour_vwap" }, steps)).toEqual({
      ticks: 1005,
      method: BY_WINDOW_VWAP,
      windowLots: 4,
    });
  });

  it("reaches back to the hour from 11:00 to 14:00", () => {
    const steps = [trade("10:45", 980, 10), trade("11:15", 1003, 2), trade("13:45", 1005, 2)];
    expect(settled({ method: "last_hour_vwap" }, steps)).toEqual({
      ticks: 1004,
      method: BY_EARLIER_WINDOW,
      windowLots: 4,
    });
  });

  it("takes the whole day where the last trade was at 09:50, fifty minutes after the opening", () => {
    const steps = [trade("09:10", 990, 1), trade("09:50", 1000, 1)];
    expect(settled({ method: "last_hour_vwap" }, steps)).toEqual({ ticks: 995, method: BY_DAY_VWAP, windowLots: 2 });
    expect(settled({ method: "last_hour_vwap" }, [...steps, trade("10:05", 1006, 1)])).toEqual({
      ticks: 1003,
      method: BY_EARLIER_WINDOW,
      windowLots: 2,
    });
  });

  it("takes the whole day where the day is no longer than an hour", () => {
    const steps = [trade("09:10", 990, 1), trade("09:50", 1000, 1)];
    expect(settled({ method: "last_hour_vwap" }, steps, [block("09:00", "10:00")], 600).ticks).toBe(995);
  });

  it("looks at trades from 14:28 on and before 14:30", () => {
    const steps = [trade("14:27", 900, 9), trade("14:28", 1002, 1), trade("14:29", 1004, 1), trade("14:30", 1100, 9)];
    expect(settled({ method: "window_vwap" }, steps)).toEqual({ ticks: 1003, method: BY_WINDOW_VWAP, windowLots: 2 });
  });

  it("takes the quotes and the last trade as they stood at 14:30", () => {
    const steps = [
      trade("11:00", 1010, 1),
      quote("14:00", 1012, 1016),
      trade("14:31", 1050, 1),
      quote("14:40", 1049, 1051),
    ];
    expect(settled({ method: "window_vwap" }, steps)).toEqual({ ticks: 1012, method: BY_LAST_TRADE, windowLots: 0 });
  });

  it("ends the window at a close that comes before it", () => {
    const { windowFromUs, standingUs } = momentsOf(
      settlementBy({ method: "window_vwap" }),
      [block("09:00", "13:00")],
      780,
    );
    expect([windowFromUs, standingUs]).toEqual([at("12:58"), at("13:00")]);
  });

  it("takes the spreads of its months from the window", () => {
    const [near, far, spread] = [new MarkedBook(0, 202512), new MarkedBook(1, 202602), new MarkedBook(2, 0)];
    const spreads = [spread.asSpread(near, far)];
    const day = new SettlementDay(settlementBy({ method: "window_vwap" }), CLOSE);
    const moments = day.start(SHANGHAI, [near.asInstrument(), far.asInstrument(), spread.asInstrument()]);
    spread.trade(-99, 5);
    day.mark(moments[0]!);
    near.trade(1010, 2);
    spread.trade(-20, 3);
    day.mark(moments[1]!);
    spread.trade(-99, 5);
    expect(day.settle([near.asMonth(), far.asMonth()], spreads)).toEqual([
      { ticks: 1010, method: BY_WINDOW_VWAP, windowLots: 2 },
      { ticks: 1030, method: BY_SPREAD_VWAP, windowLots: 3 },
    ]);
    expect(day.settle([far.asMonth()], spreads)[0]!.method).not.toBe(BY_SPREAD_VWAP);
  });

  it("takes what trades from the end of the closing auction's order entry on as the auction", () => {
    const blocks = [block("09:00", "15:00", "15:05")];
    const steps = [trade("14:59", 990, 50), trade("15:00", 991, 1), trade("15:05", 1020, 12)];
    expect(settled({ method: "closing_auction" }, steps, blocks)).toEqual({
      ticks: 1020,
      method: BY_CLOSING_AUCTION,
      windowLots: 12,
    });
    expect(settled({ method: "closing_auction" }, [trade("14:59", 990, 50)], blocks).method).toBe(BY_DAY_VWAP);
    expect(settled({ method: "closing_auction" }, [trade("14:59", 990, 50)]).method).toBe(BY_DAY_VWAP);
  });

  it("is refused a window outside the last session", () => {
    const window = settlementBy({ method: "window_vwap" });
    expect(windowProblem(window, { open: 810, close: 900 })).toBeUndefined();
    expect(windowProblem(window, { open: 1020, close: 960 })).toBeUndefined();
    expect(windowProblem(window, { open: 869, close: 900 })).toMatch("outside");
    expect(windowProblem(settlementBy({}), { open: 869, close: 900 })).toBeUndefined();
  });
});
