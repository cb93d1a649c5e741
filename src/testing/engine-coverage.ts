import { END_REASONS } from "../market/engine/order-kinds.ts";
import {
  OF_KIND,
  OF_LOTS,
  OF_MATCH,
  OF_PRICE,
  OF_SLOT,
  OF_TAKER,
  OUTCOME_ENDED,
  OUTCOME_IMPLIED,
  OUTCOME_LEG,
  OUTCOME_REDUCED,
  OUTCOME_SHIFT,
  OUTCOME_TRADE,
  OUTCOME_TRIGGERED,
} from "../market/engine/outcome-record.ts";
import type { EngineWorld } from "./engine-commands.ts";
import type { EnginePlayer } from "./engine-player.ts";

/** Everything that random commands should come to often. */
const FEATURES = [
  "trade by price_time",
  "trade by pro_rata",
  "trade by split",
  "trade in a frequent batch",
  "trade in a call auction",
  "implied match",
  "implied match for a spread",
  "implied match with another source before",
  "implied match by shares beside the book",
  "implied match when trading resumes",
  "leg",
  "reduced",
  "triggered",
  "cascade",
  "triggered after an auction",
  "triggered after a batch",
  "iceberg met again",
  "top order",
  "far levels",
  "many lots",
  "stop in another book than the taker's",
  ...END_REASONS.map((reason) => `ended: ${reason}`),
];

/** Whether an implied match comes right after a trade of its book at the same price. */
function isShared(words: Int32Array, at: number, algorithm: string): boolean {
  const before = at - (1 << OUTCOME_SHIFT);
  const follows = before >= 0 && words[before + OF_KIND] === OUTCOME_TRADE;
  return algorithm !== "price_time" && follows && words[before + OF_PRICE] === words[at + OF_PRICE];
}

/** Counts how often random commands have come to each of the features of an engine. */
export class Coverage {
  commands = 0;
  private readonly counts = new Map(FEATURES.map((feature) => [feature, 0]));

  /** Looks at what a player's last command did. */
  count(player: EnginePlayer, world: EngineWorld): void {
    this.commands++;
    this.countOutcomes(player, world);
    for (const { instrument } of world.terms) {
      const book = player.engine.book(instrument);
      if (book.topOrder(1) !== -1 || book.topOrder(-1) !== -1) this.add("top order");
      if (book.hasBid && world.stride > 1000 && book.orders > 4) this.add("far levels");
      if (book.bidLots > 100_000_000) this.add("many lots");
    }
  }

  /** The features that were met less often than this, with how often they were. */
  rare(least: number): Record<string, number> {
    return Object.fromEntries([...this.counts].filter(([, count]) => count < least));
  }

  private countOutcomes(player: EnginePlayer, world: EngineWorld): void {
    const { words, count } = player.engine.outcomes;
    const [verb] = player.said.split(" ");
    const makers = new Set<number>();
    const triggers: number[] = [];
    const impliedAt: number[] = [];
    for (let at = 0; at < count << OUTCOME_SHIFT; at += 1 << OUTCOME_SHIFT) {
      const slot = words[at + OF_SLOT];
      const terms = world.terms.find(({ instrument }) => instrument === player.store.instrumentOf(slot))!;
      const taker = words[at + OF_TAKER];
      switch (words[at + OF_KIND]) {
        case OUTCOME_TRADE:
          if (verb !== "uncross") this.add(`trade by ${terms.allocation.algorithm}`);
          else
            this.add(
              terms.allocation.algorithm === "frequent_batch" ? "trade in a frequent batch" : "trade in a call auction",
            );
          if (verb !== "uncross" && makers.has(slot)) this.add("iceberg met again");
          makers.add(slot);
          if (words[at + OF_LOTS] > 100_000_000) this.add("many lots");
          break;
        case OUTCOME_IMPLIED:
          this.add(verb === "resume" ? "implied match when trading resumes" : "implied match");
          if (terms.spread !== undefined) this.add("implied match for a spread");
          if (impliedAt.includes(words[at + OF_PRICE])) this.add("implied match with another source before");
          if (isShared(words, at, terms.allocation.algorithm)) this.add("implied match by shares beside the book");
          impliedAt.push(words[at + OF_PRICE]);
          break;
        case OUTCOME_LEG:
          this.add("leg");
          break;
        case OUTCOME_ENDED:
          this.add(`ended: ${END_REASONS[words[at + OF_PRICE]]}`);
          break;
        case OUTCOME_REDUCED:
          this.add("reduced");
          break;
        case OUTCOME_TRIGGERED:
          this.add("triggered");
          if (verb === "resume") this.add("triggered after an auction");
          if (verb === "uncross") this.add("triggered after a batch");
          if (triggers.length > 0 && words[at + OF_PRICE] !== triggers[0]) this.add("cascade");
          triggers.push(words[at + OF_PRICE]);
          break;
      }
      const other = taker === -1 ? terms.instrument : player.store.instrumentOf(taker);
      if (words[at + OF_KIND] === OUTCOME_LEG && other !== terms.instrument && words[at + OF_MATCH] >= 0)
        this.countStopsElsewhere(words, at, count, player);
    }
  }

  /** A leg after which a stop of the leg's book is triggered. */
  private countStopsElsewhere(words: Int32Array, from: number, count: number, player: EnginePlayer): void {
    const book = player.store.instrumentOf(words[from + OF_SLOT]);
    for (let at = from; at < count << OUTCOME_SHIFT; at += 1 << OUTCOME_SHIFT)
      if (words[at + OF_KIND] === OUTCOME_TRIGGERED && player.store.instrumentOf(words[at + OF_SLOT]) === book)
        this.add("stop in another book than the taker's");
  }

  private add(feature: string): void {
    const count = this.counts.get(feature);
    if (count !== undefined) this.counts.set(feature, count + 1);
  }
}
