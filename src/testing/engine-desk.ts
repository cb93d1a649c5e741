import type { Side } from "../base/units.ts";
import type { MatchingEngine } from "../market/engine/matching-engine.ts";
import { FastEngine } from "../market/engine/fast-engine.ts";
import { NaiveEngine } from "../market/engine/naive-engine.ts";
import {
  END_REASONS,
  ENDED_MASS_CANCEL,
  STP_CANCEL_BOTH,
  STP_CANCEL_NEWEST,
  STP_CANCEL_OLDEST,
  STP_DECREMENT,
  TIF_DAY,
  TIF_GOOD_TILL_CANCELLED,
  TIF_IMMEDIATE,
  TYPE_MARKET,
  TYPE_MARKET_TO_LIMIT,
  TYPE_STOP,
  TYPE_STOP_LIMIT,
} from "../market/engine/order-kinds.ts";
import { OrderStore } from "../market/engine/order-store.ts";
import {
  OF_EXTRA,
  OF_KIND,
  OF_LEAVES,
  OF_LOTS,
  OF_PRICE,
  OF_SLOT,
  OF_TAKER,
  OUTCOME_ENDED,
  OUTCOME_IMPLIED,
  OUTCOME_LEG,
  OUTCOME_REDUCED,
  OUTCOME_SHIFT,
  OUTCOME_TRADE,
} from "../market/engine/outcome-record.ts";
import type { Outcomes } from "../market/engine/outcomes.ts";
import type { AllocationTerms, TradingTerms } from "../market/engine/trading-terms.ts";

export type NewEngine = (store: OrderStore) => MatchingEngine;

/** The implementations that the conformance suite runs on. */
export const engines: [name: string, newEngine: NewEngine][] = [
  ["FastEngine", (store) => new FastEngine(store)],
  ["NaiveEngine", (store) => new NaiveEngine(store)],
];

export const PRICE_TIME: AllocationTerms = { algorithm: "price_time" };

/** The instrument `x` of most desks. */
export function single(allocation: AllocationTerms = PRICE_TIME, protectionTicks?: number): TradingTerms[] {
  return [{ instrument: 0, allocation, protectionTicks, spread: undefined }];
}

const NAMES = ["x", "near", "far", "spread", "far2", "spread2", "far3", "spread3", "far4", "spread4"];

/** The family of `near`, `far` and their `spread`, then as many more as wanted: `far2`, `spread2`, both with `near`... */
export function family(
  allocation: AllocationTerms = PRICE_TIME,
  ticksPerLegTick = 1,
  spreads = 2,
): [TradingTerms, ...TradingTerms[]] {
  const outright = (instrument: number): TradingTerms => ({
    instrument,
    allocation,
    protectionTicks: undefined,
    spread: undefined,
  });
  const spread = (far: number): TradingTerms => ({
    ...outright(far + 1),
    spread: { near: 1, far, ticksPerLegTick, implied: true },
  });
  const fars = Array.from({ length: spreads }, (_, i) => 2 * i + 2);
  return [outright(1), ...fars.flatMap((far) => [outright(far), spread(far)])];
}

/**
 * What an engine does with a script: its lines again, each followed by ` => ` and what happened, so that a test says what
 * should happen in the script itself. Orders are named A, B, C... as they come. A line is a command of the Desk.
 */
export function replay(newEngine: NewEngine, terms: readonly TradingTerms[], script: readonly string[]): string[] {
  const desk = new Desk(newEngine, terms);
  return script.map((line) => {
    const command = line.split(" => ")[0];
    const happened = desk.run(command);
    desk.engine.verify();
    return happened === "" ? command : `${command} => ${happened}`;
  });
}

/** An engine that takes commands in words. */
export class Desk {
  readonly store = new OrderStore(1000);
  readonly engine: MatchingEngine;
  private readonly slots: number[] = [];
  private readonly first: number;

  constructor(newEngine: NewEngine, terms: readonly TradingTerms[]) {
    this.engine = newEngine(this.store);
    for (const one of terms) this.engine.list(one);
    this.first = terms[0].instrument;
  }

  /**
   * `buy LOTS[@PRICE] [in NAME] [acct N] [stp newest|oldest|both|decrement] [ioc|gtc|gtd DAY|fok] [min N] [shows N] [post]
   * [market|mtl] [stop PRICE]` and `sell` alike; `cancel A`, `replace A LOTS@PRICE`, `restop A LOTS@PRICE stop PRICE`;
   * `collect`, `uncross REFERENCE`, `resume`, `band LOW HIGH`, `expire DAY [last]`, `purge`, `mass [acct N]`, each `[in
   * NAME]`; and questions: `book`, `implied`, `last`, `top`, `stops`, `auction`, each `[in NAME]`, `order A`, `ahead A`.
   */
  run(command: string): string {
    const words = command.trim().split(/\s+/);
    const [verb, ...rest] = words;
    const instrument = this.instrument(rest);
    const answer = this.answer(verb, rest, instrument);
    if (answer !== undefined) return answer;
    this.act(verb, rest, instrument);
    return this.outcomes().join(", ");
  }

  /** The slot of an order named by its letter. */
  slot(name: string): number {
    return this.slots[name.charCodeAt(0) - "A".charCodeAt(0)];
  }

  /** What the last command did, in words. */
  outcomes(): string[] {
    const { outcomes } = this.engine;
    return Array.from({ length: outcomes.count }, (_, row) => this.words(outcomes, row << OUTCOME_SHIFT));
  }

  private act(verb: string, words: string[], instrument: number): void {
    const { engine } = this;
    switch (verb) {
      case "buy":
      case "sell":
        engine.submit(this.order(verb === "buy" ? 1 : -1, words, instrument));
        return;
      case "cancel":
        engine.cancel(this.slot(words[0]));
        return;
      case "replace":
      case "restop": {
        const [lots, price] = words[1].split("@").map(Number);
        if (verb === "replace") engine.replace(this.slot(words[0]), price, lots);
        else engine.replaceStop(this.slot(words[0]), after(words, "stop")!, price, lots);
        return;
      }
      case "collect":
        engine.collect(instrument);
        return;
      case "uncross":
        engine.uncross(instrument, Number(words[0]));
        return;
      case "resume":
        engine.resume(instrument);
        return;
      case "band":
        engine.setBand(instrument, Number(words[0]), Number(words[1]));
        return;
      case "expire":
        engine.expire(instrument, Number(words[0]), words.includes("last"));
        return;
      case "purge":
        engine.purge(instrument);
        return;
      case "mass":
        engine.massCancel(after(words, "acct") ?? -1, words.includes("in") ? instrument : -1, ENDED_MASS_CANCEL);
        return;
      default:
        throw new Error(`the desk does not know "${verb}"`);
    }
  }

  private answer(verb: string, words: string[], instrument: number): string | undefined {
    const book = this.engine.book(instrument);
    switch (verb) {
      case "book":
        return `${this.depth(instrument, 1)} / ${this.depth(instrument, -1)}`;
      case "implied": {
        const bid = book.hasImpliedBid ? `${book.impliedBidLots}@${book.impliedBidTicks}` : "-";
        return `${bid} / ${book.hasImpliedAsk ? `${book.impliedAskLots}@${book.impliedAskTicks}` : "-"}`;
      }
      case "last":
        return book.hasTraded ? String(book.lastTicks) : "-";
      case "top":
        return `${this.name(book.topOrder(1))} / ${this.name(book.topOrder(-1))}`;
      case "stops":
        return String(book.stops);
      case "auction":
        return `${book.auctionLots}@${book.auctionPriceTicks} imbalance ${book.imbalance}`;
      case "ahead":
        return String(this.bookOf(words[0]).lotsAhead(this.slot(words[0])));
      case "order": {
        const slot = this.slot(words[0]);
        const { store } = this;
        const state = ["free", "pending", "resting", "done", "stopped"][store.stateOf(slot)];
        return `${state} ${store.leavesOf(slot)} of ${store.lotsOf(slot)} shown ${store.shownOf(slot)} @${store.priceTicksOf(slot)}`;
      }
      default:
        return undefined;
    }
  }

  /** A pending order from its words. */
  order(side: Side, words: readonly string[], instrument: number): number {
    const { store } = this;
    const [lots, price = 0] = words[0].split("@").map(Number);
    const stop = after(words, "stop");
    const immediate = ["ioc", "fok", "min"].some((word) => words.includes(word));
    const tif = immediate ? TIF_IMMEDIATE : words.includes("gtc") ? TIF_GOOD_TILL_CANCELLED : TIF_DAY;
    const id = "A".charCodeAt(0) + this.slots.length;
    const slot = store.allocate(id, after(words, "acct") ?? 0, instrument, side, tif, price, lots);
    this.slots.push(slot);
    const limitType = stop === undefined ? 0 : words[0].includes("@") ? TYPE_STOP_LIMIT : TYPE_STOP;
    const type = words.includes("market") ? TYPE_MARKET : words.includes("mtl") ? TYPE_MARKET_TO_LIMIT : limitType;
    store.describe(slot, type, 0, stpOf(words), words.includes("post"));
    if (stop !== undefined) store.setStop(slot, stop);
    const shows = after(words, "shows");
    if (shows !== undefined) store.setShown(slot, shows);
    const minimum = words.includes("fok") ? lots : after(words, "min");
    if (minimum !== undefined) store.setMinimum(slot, minimum);
    const expiry = after(words, "gtd");
    if (expiry !== undefined) store.setExpiry(slot, expiry);
    return slot;
  }

  private instrument(words: readonly string[]): number {
    const at = words.indexOf("in");
    if (at === -1) return this.first;
    return NAMES.indexOf(words[at + 1]);
  }

  private bookOf(name: string): ReturnType<MatchingEngine["book"]> {
    return this.engine.book(this.store.instrumentOf(this.slot(name)));
  }

  private depth(instrument: number, side: Side): string {
    const [ticks, lots] = [new Int32Array(20), new Int32Array(20)];
    const count = this.engine.book(instrument).depth(side, 20, ticks, lots);
    return Array.from({ length: count }, (_, i) => `${lots[i]}@${ticks[i]}`).join(" ") || "-";
  }

  private words({ words }: Outcomes, at: number): string {
    const [name, taker] = [this.name(words[at + OF_SLOT]), this.name(words[at + OF_TAKER])];
    const [lots, price, leaves] = [words[at + OF_LOTS], words[at + OF_PRICE], words[at + OF_LEAVES]];
    const isSpread = NAMES[this.store.instrumentOf(words[at + OF_SLOT])].startsWith("spread");
    switch (words[at + OF_KIND]) {
      case OUTCOME_TRADE:
        return `${taker} takes ${lots} of ${name} at ${price}`;
      case OUTCOME_IMPLIED:
        return `${taker} takes ${lots} implied at ${price}`;
      case OUTCOME_LEG:
        return `${lots} of ${name} at ${price}${isSpread ? ` near ${words[at + OF_EXTRA]}` : ""}`;
      case OUTCOME_ENDED:
        return `${name} ends with ${lots} ${END_REASONS[price]}`;
      case OUTCOME_REDUCED:
        return `${name} loses ${lots} to ${leaves}`;
      default:
        return `${name} triggered at ${price}`;
    }
  }

  private name(slot: number): string {
    return slot === -1 ? "-" : String.fromCharCode(this.store.orderIdOf(slot));
  }
}

/** The number after a word. */
function after(words: readonly string[], word: string): number | undefined {
  const at = words.indexOf(word);
  return at === -1 ? undefined : Number(words[at + 1]);
}

function stpOf(words: readonly string[]): number {
  const at = words.indexOf("stp");
  if (at === -1) return 0;
  const rules: Readonly<Record<string, number>> = {
    newest: STP_CANCEL_NEWEST,
    oldest: STP_CANCEL_OLDEST,
    both: STP_CANCEL_BOTH,
    decrement: STP_DECREMENT,
  };
  return rules[words[at + 1]];
}
