import { InvariantError } from "../base/assert.ts";
import type { BookView } from "../market/engine/book-view.ts";
import type { MatchingEngine } from "../market/engine/matching-engine.ts";
import { ORDER_RESTING } from "../market/engine/order-record.ts";
import type { OrderStore } from "../market/engine/order-store.ts";
import { OUTCOME_SHIFT } from "../market/engine/outcome-record.ts";
import type { EngineCommand, EngineWorld } from "./engine-commands.ts";
import type { NewEngine } from "./engine-desk.ts";
import { EnginePlayer } from "./engine-player.ts";

const LEVELS = 32;
const ticks = new Int32Array(LEVELS);
const lots = new Int32Array(LEVELS);

/** Two engines that are given the same commands and must do the same. */
export class EnginePair {
  readonly left: EnginePlayer;
  readonly right: EnginePlayer;
  private readonly world: EngineWorld;
  /** Orders that the last command ended: their slots are used again from the next one on. */
  private done: number[] = [];

  constructor(newLeft: NewEngine, newRight: NewEngine, world: EngineWorld) {
    this.left = new EnginePlayer(newLeft, world);
    this.right = new EnginePlayer(newRight, world);
    this.world = world;
  }

  /** Plays a command on both; throws InvariantError on the first thing in which they differ afterwards. */
  play(command: EngineCommand): void {
    const { left, right } = this;
    left.release(this.done);
    right.release(this.done);
    const [done, alsoDone] = [left.play(command), right.play(command)];
    this.same("orders that are done", done, alsoDone);
    this.same("auction", [Number(left.hasUncrossed)], [Number(right.hasUncrossed)]);
    this.same("outcomes", rows(left.engine), rows(right.engine));
    for (const slot of left.live) this.same("orders", orderOf(left.store, slot), orderOf(right.store, slot));
    for (const { instrument } of this.world.terms)
      this.same("books", viewOf(left, instrument), viewOf(right, instrument));
    this.done = done;
  }

  verify(): void {
    this.left.engine.verify();
    this.right.engine.verify();
  }

  private same(what: string, a: ArrayLike<number>, b: ArrayLike<number>): void {
    const length = Math.max(a.length, b.length);
    for (let i = 0; i < length; i++)
      if (a[i] !== b[i])
        throw new InvariantError(`${what} differ in number ${i}, ${a[i]} and ${b[i]}, after "${this.left.said}"`);
  }
}

function rows({ outcomes }: MatchingEngine): Int32Array {
  return outcomes.words.subarray(0, outcomes.count << OUTCOME_SHIFT);
}

function orderOf(store: OrderStore, slot: number): number[] {
  return [
    slot,
    store.stateOf(slot),
    store.orderIdOf(slot),
    store.priceTicksOf(slot),
    store.lotsOf(slot),
    store.leavesOf(slot),
    store.shownOf(slot),
    store.stopTicksOf(slot),
    store.typeOf(slot),
  ];
}

/** Everything that a book lets others read, as numbers. */
function viewOf(player: EnginePlayer, instrument: number): number[] {
  const { engine, store } = player;
  const book = engine.book(instrument);
  const mine = player.live.filter((slot) => store.instrumentOf(slot) === instrument);
  const resting = mine.filter((slot) => store.stateOf(slot) === ORDER_RESTING);
  const aheads = resting.map((slot) => book.lotsAhead(slot));
  const sums = resting.map((slot) => book.lotsAt(store.sideOf(slot), store.priceTicksOf(slot)));
  return [...best(book), ...depth(book, 1), ...depth(book, -1), ...aheads, ...sums, book.hash()];
}

function best(book: BookView): number[] {
  return [
    book.orders,
    book.stops,
    Number(book.collecting),
    Number(book.hasBid),
    book.bidTicks,
    book.bidLots,
    Number(book.hasAsk),
    book.askTicks,
    book.askLots,
    Number(book.hasImpliedBid),
    book.impliedBidTicks,
    book.impliedBidLots,
    Number(book.hasImpliedAsk),
    book.impliedAskTicks,
    book.impliedAskLots,
    Number(book.hasTraded),
    book.hasTraded ? book.lastTicks : 0,
    book.auctionPriceTicks,
    book.auctionLots,
    book.imbalance,
    book.topOrder(1),
    book.topOrder(-1),
  ];
}

function depth(book: BookView, side: 1 | -1): number[] {
  const count = book.depth(side, LEVELS, ticks, lots);
  return [count, ...ticks.subarray(0, count), ...lots.subarray(0, count)];
}
