import type { BookView } from "../market/engine/book-view.ts";
import type { MatchingEngine } from "../market/engine/matching-engine.ts";
import {
  ENDED_DISCONNECTED,
  ENDED_MASS_CANCEL,
  TIF_DAY,
  TIF_GOOD_TILL_DATE,
  TIF_IMMEDIATE,
  TYPE_LIMIT,
  TYPE_STOP,
} from "../market/engine/order-kinds.ts";
import { ORDER_RESTING, ORDER_STOPPED } from "../market/engine/order-record.ts";
import { OrderStore } from "../market/engine/order-store.ts";
import { type EngineCommand, type EngineWorld, priceOf } from "./engine-commands.ts";
import type { NewEngine } from "./engine-desk.ts";
import { OrderLedger } from "./order-ledger.ts";

const MOST_LOTS = 0x7fff_ffff;

/** Plays random commands on an engine of its own, keeps the ledger and releases orders that are done. */
export class EnginePlayer {
  readonly store = new OrderStore(10_000);
  readonly engine: MatchingEngine;
  /** What was really commanded, in words. */
  said = "";
  /** Whether the last auction traded. */
  hasUncrossed = false;
  private readonly world: EngineWorld;
  private readonly ledger: OrderLedger;
  private played = 0;
  private nextOrderId = 1;
  private price = 0;

  constructor(newEngine: NewEngine, world: EngineWorld) {
    this.engine = newEngine(this.store);
    this.world = world;
    this.ledger = new OrderLedger(this.store);
    for (const terms of world.terms) this.engine.list(terms);
  }

  /** Live orders, in the order in which they came. */
  get live(): number[] {
    return this.ledger.live;
  }

  /** Carries a command out; returns the orders that it ended, which the caller has released by `release`. */
  play(command: EngineCommand): number[] {
    const { terms } = this.world;
    const position = this.position(command);
    this.price = priceOf(this.world, position, this.played++, command.step, command.side);
    this.said = "nothing";
    this.engine.outcomes.clear();
    this.execute(command, terms[position].instrument, position);
    return this.ledger.settle(this.engine.outcomes);
  }

  /** The instrument meant; auctions and resumptions prefer those that collect. */
  private position({ kind, instrument }: EngineCommand): number {
    const all = this.world.terms.map((_, i) => i);
    const collecting = all.filter((i) => this.engine.book(this.world.terms[i].instrument).collecting);
    const meant = (kind === "uncross" || kind === "resume") && collecting.length > 0 ? collecting : all;
    return meant[instrument % meant.length];
  }

  release(slots: readonly number[]): void {
    for (const slot of slots) this.store.release(slot);
  }

  private execute(command: EngineCommand, instrument: number, position: number): void {
    const { engine, price } = this;
    const book = engine.book(instrument);
    const isBatch = this.world.terms[position].allocation.algorithm === "frequent_batch";
    switch (command.kind) {
      case "submit":
        this.submit(command, instrument, position, isBatch);
        return;
      case "cancel": {
        const slot = this.pick(command.pick, () => true);
        if (slot === undefined) return;
        this.said = `cancel ${this.store.orderIdOf(slot)}`;
        engine.cancel(slot);
        return;
      }
      case "replace":
        this.replace(command);
        return;
      case "restop":
        this.restop(command);
        return;
      case "collect":
        this.said = `collect ${instrument}`;
        engine.collect(instrument);
        return;
      case "uncross":
        if (book.collecting) this.uncross(instrument, price);
        return;
      case "resume":
        if (!book.collecting) return;
        if (isBatch || (book.hasBid && book.hasAsk && book.bidTicks >= book.askTicks)) this.uncross(instrument, price);
        else {
          this.said = `resume ${instrument}`;
          engine.resume(instrument);
        }
        return;
      case "massCancel": {
        const account = command.pick % 3 === 0 ? -1 : command.account;
        const where = command.pick % 2 === 0 ? -1 : instrument;
        const reason = command.side === 1 ? ENDED_MASS_CANCEL : ENDED_DISCONNECTED;
        this.said = `mass cancel of account ${account} in ${where}`;
        engine.massCancel(account, where, reason);
        return;
      }
      case "expire":
        this.said = `expire ${instrument} day ${command.part} ${command.pick % 4 === 0 ? "last" : ""}`;
        engine.expire(instrument, command.part, command.pick % 4 === 0);
        return;
      case "purge":
        this.said = `purge ${instrument}`;
        engine.purge(instrument);
        return;
      case "band": {
        const wide = command.pick % 3 === 0;
        const low = wide ? -0x8000_0000 : priceOf(this.world, position, this.played, -5);
        const high = wide ? MOST_LOTS : priceOf(this.world, position, this.played, 5);
        this.said = `band ${instrument} ${low} ${high}`;
        engine.setBand(instrument, low, high);
        return;
      }
    }
  }

  private uncross(instrument: number, price: number): void {
    this.said = `uncross ${instrument} ${price}`;
    this.hasUncrossed = this.engine.uncross(instrument, price);
  }

  private submit(command: EngineCommand, instrument: number, position: number, isBatch: boolean): void {
    const { store } = this;
    const lots = this.lotsFor(instrument, command.lots);
    if (lots === 0) return;
    const book = this.engine.book(instrument);
    const type = book.collecting && command.type < TYPE_STOP ? TYPE_LIMIT : command.type;
    const tif = command.tif === TIF_IMMEDIATE && book.collecting && !isBatch ? TIF_DAY : command.tif;
    const price = type === TYPE_LIMIT || type > TYPE_STOP ? this.price : 0;
    const isGtd = tif === TIF_GOOD_TILL_DATE;
    const id = this.nextOrderId++;
    const slot = store.allocate(id, command.account, instrument, command.side, isGtd ? TIF_DAY : tif, price, lots);
    const postOnly =
      command.special === "postOnly" &&
      type === TYPE_LIMIT &&
      tif !== TIF_IMMEDIATE &&
      !book.collecting &&
      !wouldTrade(book, command.side, price);
    store.describe(slot, type, command.pick & 3, command.stp, postOnly);
    if (isGtd) store.setExpiry(slot, command.part);
    const stop = priceOf(this.world, position, this.played - 1, command.stopStep);
    if (type >= TYPE_STOP) store.setStop(slot, stop);
    this.setSpecial(slot, command, lots, isBatch);
    this.said = [
      `${command.side === 1 ? "buy" : "sell"} ${lots}@${price} in ${instrument} as ${id} by account ${command.account}:`,
      `type ${type}, stop ${stop}, tif ${store.tifOf(slot)}, stp ${command.stp}, shows ${store.shownAtATimeOf(slot)},`,
      `minimum ${store.minimumOf(slot)}${postOnly ? ", post-only" : ""}`,
    ].join(" ");
    this.ledger.accept(slot);
    this.engine.submit(slot);
  }

  private setSpecial(slot: number, command: EngineCommand, lots: number, isBatch: boolean): void {
    const { store, world } = this;
    const part = Math.min(command.part * world.unit, lots);
    if (command.special === "iceberg" && part < lots) store.setShown(slot, part);
    const mayHaveMinimum = store.tifOf(slot) === TIF_IMMEDIATE && !isBatch;
    if (command.special === "minimum" && mayHaveMinimum) store.setMinimum(slot, part);
    if (command.special === "all" && mayHaveMinimum) store.setMinimum(slot, lots);
  }

  /** Of every three replacements one keeps the price, so that fewer lots keep the place. */
  private replace(command: EngineCommand): void {
    const { store, engine } = this;
    const slot = this.pick(
      command.pick,
      (one) => store.typeOf(one) !== TYPE_STOP || store.stateOf(one) === ORDER_RESTING,
    );
    if (slot === undefined) return;
    const instrument = store.instrumentOf(slot);
    const position = this.world.terms.findIndex((terms) => terms.instrument === instrument);
    const moved = priceOf(this.world, position, this.played, command.step, store.sideOf(slot));
    const price = command.pick % 3 === 0 ? store.priceTicksOf(slot) : moved;
    const lots = this.lotsFor(instrument, command.part, slot);
    const book = engine.book(instrument);
    if (lots === 0) return;
    if (store.isPostOnly(slot) && !book.collecting && wouldTrade(book, store.sideOf(slot), price)) return;
    this.said = `replace ${store.orderIdOf(slot)} ${lots}@${price}`;
    this.ledger.amend(slot, lots);
    engine.replace(slot, price, lots);
  }

  private restop(command: EngineCommand): void {
    const { store, engine } = this;
    const slot = this.pick(command.pick, (one) => store.stateOf(one) === ORDER_STOPPED);
    if (slot === undefined) return;
    const instrument = store.instrumentOf(slot);
    const position = this.world.terms.findIndex((terms) => terms.instrument === instrument);
    const keeps = command.pick % 3 === 0;
    const stop = keeps ? store.stopTicksOf(slot) : priceOf(this.world, position, this.played, command.stopStep);
    const moved = priceOf(this.world, position, this.played, command.step, store.sideOf(slot));
    const price = keeps || store.typeOf(slot) === TYPE_STOP ? store.priceTicksOf(slot) : moved;
    const lots = this.lotsFor(instrument, command.part, slot);
    if (lots === 0) return;
    this.said = `restop ${store.orderIdOf(slot)} ${lots}@${price} stop ${stop}`;
    this.ledger.amend(slot, lots);
    engine.replaceStop(slot, stop, price, lots);
  }

  private pick(pick: number, isMeant: (slot: number) => boolean): number | undefined {
    const meant = this.live.filter(isMeant);
    return meant[pick % Math.max(1, meant.length)];
  }

  /** So many lots of the world's unit, or what is left of the most that one instrument's orders may have open together. */
  private lotsFor(instrument: number, lots: number, replaced = -1): number {
    const { store, world } = this;
    if (world.unit === 1) return lots;
    const others = this.live.filter((slot) => slot !== replaced && store.instrumentOf(slot) === instrument);
    const open = others.reduce((total, slot) => total + store.leavesOf(slot), 0);
    const filled = replaced === -1 ? 0 : store.lotsOf(replaced) - store.leavesOf(replaced);
    return Math.max(0, Math.min(lots * world.unit, MOST_LOTS - open - filled));
  }
}

function wouldTrade(book: BookView, side: number, price: number): boolean {
  if (side === 1)
    return (book.hasAsk && book.askTicks <= price) || (book.hasImpliedAsk && book.impliedAskTicks <= price);
  return (book.hasBid && book.bidTicks >= price) || (book.hasImpliedBid && book.impliedBidTicks >= price);
}
