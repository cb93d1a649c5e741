import { beforeAll, describe, expect, it } from "vitest";
import { TIF_IMMEDIATE } from "../src/market/engine/order-kinds.ts";
import { SessionCalendar, type Block } from "../src/market/calendar.ts";
import { NaiveEngine } from "../src/market/engine/naive-engine.ts";
import { ORDER_RESTING } from "../src/market/engine/order-record.ts";
import { OrderStore } from "../src/market/engine/order-store.ts";
import {
  OF_KIND,
  OF_LOTS,
  OF_PRICE,
  OF_SLOT,
  OF_TAKER,
  OUTCOME_SHIFT,
  OUTCOME_TRADE,
} from "../src/market/engine/outcome-record.ts";
import type { Side } from "../src/base/units.ts";
import type { TableSet } from "../src/record/table.ts";
import { positionsOf, recordedPositions, run, surge } from "./worlds.ts";

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

/** Plays the order messages of a run again in a naive engine and writes down the trades. */
class Replay {
  readonly trades: string[] = [];
  /** Immediate orders that did not find enough to trade with. */
  killed = 0;
  private readonly tables: TableSet;
  private readonly store = new OrderStore(1 << 20);
  private readonly engine = new NaiveEngine(this.store);
  /** Slot of each order that is in a book. */
  private readonly slots = new Map<number, number>();
  private row = 0;

  constructor(tables: TableSet) {
    this.tables = tables;
    for (let instrument = 0; instrument < tables.instruments.rows; instrument++) {
      const allocation = { algorithm: "price_time" } as const;
      this.engine.list({ instrument, allocation, protectionTicks: undefined, spread: undefined });
    }
  }

  play(): void {
    calendar.days.forEach(({ blocks }, session) => {
      for (const block of blocks) this.playBlock(session, block);
      this.forEach((instrument) => this.engine.expire(instrument, session, false));
      this.slots.clear();
    });
    expect(this.row).toBe(this.tables.orders.rows);
  }

  private playBlock(session: number, { openUs, closeUs }: Block): void {
    this.forEach((instrument) => this.engine.collect(instrument));
    this.playUntil(openUs, false);
    this.forEach((instrument) => {
      const reference = this.referenceTicks(session, instrument);
      if (reference === undefined) return;
      this.engine.uncross(instrument, reference);
      this.writeTrades(instrument, 0);
    });
    this.forEach((instrument) => this.engine.resume(instrument));
    this.playUntil(closeUs, true);
  }

  private forEach(act: (instrument: number) => void): void {
    for (let instrument = 0; instrument < this.tables.instruments.rows; instrument++) act(instrument);
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
    if (event === CANCEL) this.engine.cancel(this.slots.get(id)!);
    if (event === REPLACE) this.replace(this.slots.get(id)!);
    if (event === NEW) this.enter(id, instrument, side);
    if (continuous && event !== CANCEL) this.writeTrades(instrument, side);
    expect(this.openLots(id)).toBe(columns.leaves_lots.values[this.row]);
  }

  private enter(id: number, instrument: number, side: Side): void {
    const { agent_id, tif, price_ticks, qty_lots } = this.tables.orders.columns;
    const force = tif.values[this.row]!;
    const price = price_ticks.values[this.row]!;
    const lots = qty_lots.values[this.row]!;
    const slot = this.store.allocate(id, agent_id.values[this.row]!, instrument, side, force, price, lots);
    this.slots.set(id, slot);
    this.engine.submit(slot);
    if (force === TIF_IMMEDIATE && this.store.leavesOf(slot) > 0) this.killed++;
  }

  /** The table has the order's whole quantity; what was filled before the message is no longer open. */
  private replace(slot: number): void {
    const { price_ticks, qty_lots } = this.tables.orders.columns;
    const filled = this.store.lotsOf(slot) - this.store.leavesOf(slot);
    this.engine.replace(slot, price_ticks.values[this.row]!, qty_lots.values[this.row]! - filled);
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

  private writeTrades(instrument: number, aggressorSide: number): void {
    const { words, count } = this.engine.outcomes;
    for (let at = 0; at < count << OUTCOME_SHIFT; at += 1 << OUTCOME_SHIFT) {
      if (words[at + OF_KIND] !== OUTCOME_TRADE) continue;
      const pair = [words[at + OF_SLOT]!, words[at + OF_TAKER]!];
      const [buyer, seller] = this.store.sideOf(pair[0]!) === 1 ? pair : pair.reverse();
      const ids = [this.store.orderIdOf(buyer!), this.store.orderIdOf(seller!)];
      this.trades.push([instrument, words[at + OF_PRICE], words[at + OF_LOTS], aggressorSide, ...ids].join(" "));
    }
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
