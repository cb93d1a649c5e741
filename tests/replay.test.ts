import { beforeAll, describe, expect, it } from "vitest";
import { SessionCalendar, type Block } from "../src/market/calendar.ts";
import { NaiveBook } from "../src/market/engine/naive-book.ts";
import { ORDER_RESTING, OrderStore, TIF_DAY, TIF_IMMEDIATE } from "../src/market/engine/order-store.ts";
import type { Side } from "../src/base/units.ts";
import type { TableSet } from "../src/record/table.ts";
import { run, surge } from "./worlds.ts";

/*
 * The tables tell the whole story: positions follow from trades, and trades from orders.
 */

const NEW = 0;
const REPLACE = 1;
const CANCEL = 2;
const REJECT = 3;

const SET = ["start=2025-03-25", "end=2025-04-03", "record.orders=true"];
/** So few and such large orders that immediate ones are killed. */
const THIN = ["agents.maker.count=0", "agents.noise.size_mean_lots=30", "agents.noise.max_size_lots=300"];

const { venues, start, end } = surge(SET);
const calendar = new SessionCalendar(venues["shfe"]!, start, end);

/** Session, instrument, agent and lots of every position that the trades add up to, in the order of the table. */
function positionsOf({ trades, settlements }: TableSet): string[] {
  const { columns } = trades;
  const finals = settlements.columns;
  const held = new Map<number, Map<number, number>>();
  const lines: string[] = [];
  const book = (agent: number, instrument: number, lots: number) => {
    const own = held.get(agent) ?? new Map<number, number>();
    held.set(agent, own.set(instrument, (own.get(instrument) ?? 0) + lots));
  };
  let trade = 0;
  calendar.days.forEach((_, session) => {
    for (; trade < trades.rows && columns.session_no.values[trade] === session; trade++) {
      const instrument = columns.instrument_id.values[trade]!;
      book(columns.buy_agent_id.values[trade]!, instrument, columns.qty_lots.values[trade]!);
      book(columns.sell_agent_id.values[trade]!, instrument, -columns.qty_lots.values[trade]!);
    }
    for (let row = 0; row < settlements.rows; row++)
      if (finals.session_no.values[row] === session && finals.is_final.values[row] === 1)
        for (const own of held.values()) own.delete(finals.instrument_id.values[row]!);
    for (const [agent, own] of held)
      for (const [instrument, lots] of own) if (lots !== 0) lines.push(positionLine(session, agent, instrument, lots));
  });
  expect(trade).toBe(trades.rows);
  return lines.sort();
}

function positionLine(session: number, agent: number, instrument: number, lots: number): string {
  return `session ${String(session)}: agent ${String(agent)}, month ${String(instrument)}, ${String(lots)} lots`;
}

function recordedPositions({ positions }: TableSet): string[] {
  const { session_no, agent_id, instrument_id, position_lots } = positions.columns;
  return Array.from({ length: positions.rows }, (_, row) =>
    positionLine(
      session_no.values[row]!,
      agent_id.values[row]!,
      instrument_id.values[row]!,
      position_lots.values[row]!,
    ),
  ).sort();
}

/** Plays the order messages of a run again, each month in a naive book, and writes down the trades. */
class Replay {
  readonly trades: string[] = [];
  /** Immediate orders that did not find enough to trade with. */
  killed = 0;
  private readonly tables: TableSet;
  private readonly store = new OrderStore(1 << 20);
  private readonly books: NaiveBook[];
  /** Slot of each order that is in a book. */
  private readonly slots = new Map<number, number>();
  private row = 0;

  constructor(tables: TableSet) {
    this.tables = tables;
    this.books = Array.from({ length: tables.instruments.rows }, () => new NaiveBook(this.store));
  }

  play(): void {
    calendar.days.forEach(({ blocks }, session) => {
      for (const block of blocks) this.playBlock(session, block);
      for (const book of this.books) while (book.takeFirst() >= 0);
      this.slots.clear();
    });
    expect(this.row).toBe(this.tables.orders.rows);
  }

  private playBlock(session: number, { openUs, closeUs }: Block): void {
    this.playUntil(openUs, false);
    this.books.forEach((book, instrument) => {
      const reference = this.referenceTicks(session, instrument);
      if (reference === undefined) return;
      book.uncross(reference);
      this.writeTrades(book, instrument, 0);
    });
    this.playUntil(closeUs, true);
  }

  private playUntil(endUs: number, continuous: boolean): void {
    const { orders } = this.tables;
    const { t_us, event } = orders.columns;
    for (; this.row < orders.rows && t_us.values[this.row]! < endUs; this.row++)
      if (event.values[this.row] !== REJECT) this.playMessage(event.values[this.row]!, continuous);
  }

  private playMessage(event: number, continuous: boolean): void {
    const { columns } = this.tables.orders;
    const id = columns.order_id.values[this.row]!;
    const instrument = columns.instrument_id.values[this.row]!;
    const side = columns.side.values[this.row] as Side;
    const book = this.books[instrument]!;
    if (event === CANCEL) book.cancel(this.slots.get(id)!);
    if (event === REPLACE) this.replace(book, this.slots.get(id)!, continuous);
    if (event === NEW) this.enter(book, id, instrument, side, continuous);
    if (continuous && event !== CANCEL) this.writeTrades(book, instrument, side);
    expect(this.openLots(id)).toBe(columns.leaves_lots.values[this.row]);
  }

  private enter(book: NaiveBook, id: number, instrument: number, side: Side, continuous: boolean): void {
    const { agent_id, tif, price_ticks, qty_lots } = this.tables.orders.columns;
    const force = tif.values[this.row] === 1 ? TIF_IMMEDIATE : TIF_DAY;
    const price = price_ticks.values[this.row]!;
    const lots = qty_lots.values[this.row]!;
    const slot = this.store.allocate(id, agent_id.values[this.row]!, instrument, side, force, price, lots);
    this.slots.set(id, slot);
    if (continuous) book.submit(slot);
    else book.rest(slot);
    if (force === TIF_IMMEDIATE && this.store.leavesOf(slot) > 0) this.killed++;
  }

  /** The table has the order's whole quantity; what was filled before the message is no longer open. */
  private replace(book: NaiveBook, slot: number, continuous: boolean): void {
    const { price_ticks, qty_lots } = this.tables.orders.columns;
    const filled = this.store.lotsOf(slot) - this.store.leavesOf(slot);
    book.replace(slot, price_ticks.values[this.row]!, qty_lots.values[this.row]! - filled, continuous);
  }

  private openLots(id: number): number {
    const slot = this.slots.get(id)!;
    return this.store.stateOf(slot) === ORDER_RESTING ? this.store.leavesOf(slot) : 0;
  }

  /** Settlement price of the day before, or the listing price, of a month that trades in this session. */
  private referenceTicks(session: number, instrument: number): number | undefined {
    const { settlements, instruments } = this.tables;
    const { instrument_id, session_no, settle_price } = settlements.columns;
    const tick = instruments.columns.tick_size.values[instrument]!;
    const priceIn = (wanted: number) => {
      for (let row = 0; row < settlements.rows; row++)
        if (instrument_id.values[row] === instrument && session_no.values[row] === wanted)
          return settle_price.values[row]!;
      return undefined;
    };
    if (priceIn(session) === undefined) return undefined;
    return (priceIn(session - 1) ?? instruments.columns.list_price.values[instrument]!) / tick;
  }

  private writeTrades(book: NaiveBook, instrument: number, aggressorSide: number): void {
    const { fills } = book;
    for (let k = 0; k < fills.count; k++) {
      const pair = [fills.makerSlot[k]!, fills.takerSlot[k]!];
      const [buyer, seller] = this.store.sideOf(pair[0]!) === 1 ? pair : pair.reverse();
      const ids = [this.store.orderIdOf(buyer!), this.store.orderIdOf(seller!)];
      this.trades.push([instrument, fills.priceTicks[k], fills.lots[k], aggressorSide, ...ids].join(" "));
    }
    fills.count = 0;
  }
}

function replayed(tables: TableSet): Replay {
  const replay = new Replay(tables);
  replay.play();
  return replay;
}

function recordedTrades({ trades }: TableSet): string[] {
  const { instrument_id, price_ticks, qty_lots, aggressor_side, buy_order_id, sell_order_id } = trades.columns;
  const columns = [instrument_id, price_ticks, qty_lots, aggressor_side, buy_order_id, sell_order_id];
  return Array.from({ length: trades.rows }, (_, row) => columns.map(({ values }) => values[row]).join(" "));
}

describe.each([
  ["with makers", []],
  ["without makers", THIN],
])("from the tables of a run %s alone", (_, set) => {
  let tables: TableSet;
  beforeAll(() => {
    ({ tables } = run(surge([...SET, ...set])).recorder);
  });

  it("the positions of every session follow from the trades", () => {
    const positions = positionsOf(tables);
    expect(positions.length).toBeGreaterThan(500);
    expect(positions).toEqual(recordedPositions(tables));
  });

  it("the trades of auctions and continuous trading follow from the order messages", () => {
    const { trades, killed } = replayed(tables);
    expect(trades.length).toBeGreaterThan(1000);
    const inAuctions = trades.filter((trade) => trade.split(" ")[3] === "0").length;
    expect(set === THIN ? killed : inAuctions).toBeGreaterThan(10);
    expect(trades).toEqual(recordedTrades(tables));
  });

  it("another order would have made another story", () => {
    const { orders, trades } = tables;
    const taker = trades.columns.aggressor_side.values.indexOf(1);
    const order = orders.columns.order_id.values.indexOf(trades.columns.buy_order_id.values[taker]!);
    orders.columns.price_ticks.values[order] = 1;
    expect(() => expect(replayed(tables).trades).toEqual(recordedTrades(tables))).toThrow();
  });
});
