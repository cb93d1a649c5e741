import {
  OF_EXTRA,
  OF_KIND,
  OF_LEAVES,
  OF_LOTS,
  OF_MATCH,
  OF_PRICE,
  OF_SLOT,
  OF_TAKER,
  OUTCOME_ENDED,
  OUTCOME_REDUCED,
  OUTCOME_SHIFT,
} from "../market/engine/outcome-record.ts";
import type { Outcomes } from "../market/engine/outcomes.ts";
import type { EngineRun } from "./engine-commands.ts";
import type { NewEngine } from "./engine-desk.ts";
import { EnginePlayer } from "./engine-player.ts";

/** An outcome of a world without implied matching. `why` is the reason of an end, `price` that of a trade, else null. */
export interface TraceRow {
  readonly kind: number;
  readonly slot: number;
  readonly taker: number;
  readonly match: number;
  readonly why: number;
  readonly price: number | null;
  readonly lots: number;
  readonly leaves: number;
  readonly takerLeaves: number;
}

/** What a command did and how the only book looks after it. */
export interface TraceStep {
  readonly rows: TraceRow[];
  readonly bids: [priceTicks: number, lots: number][];
  readonly asks: [priceTicks: number, lots: number][];
  readonly last: number | null;
  readonly auction: [lots: number, imbalance: number];
  readonly counts: [orders: number, stops: number];
}

/** Plays a run with one instrument, and tells all that can be told about it without hashes. */
export function trace(newEngine: NewEngine, { world, commands }: EngineRun): TraceStep[] {
  const player = new EnginePlayer(newEngine, world);
  const book = player.engine.book(world.terms[0].instrument);
  const [ticks, lots] = [new Int32Array(200), new Int32Array(200)];
  const side = (of: 1 | -1): [number, number][] => {
    const count = book.depth(of, ticks.length, ticks, lots);
    return Array.from({ length: count }, (_, i) => [ticks[i], lots[i]]);
  };
  return commands.map((command) => {
    player.release(player.play(command));
    return {
      rows: rowsOf(player.engine.outcomes),
      bids: side(1),
      asks: side(-1),
      last: book.hasTraded ? book.lastTicks : null,
      auction: [book.auctionLots, book.imbalance],
      counts: [book.orders, book.stops],
    };
  });
}

function rowsOf({ words, count }: Outcomes): TraceRow[] {
  return Array.from({ length: count }, (_, row) => {
    const at = row << OUTCOME_SHIFT;
    const kind = words[at + OF_KIND];
    const isEnd = kind === OUTCOME_ENDED;
    return {
      kind,
      slot: words[at + OF_SLOT],
      taker: words[at + OF_TAKER],
      match: words[at + OF_MATCH],
      why: isEnd ? words[at + OF_PRICE] : -1,
      price: isEnd || kind === OUTCOME_REDUCED ? null : words[at + OF_PRICE],
      lots: words[at + OF_LOTS],
      leaves: words[at + OF_LEAVES],
      takerLeaves: words[at + OF_EXTRA],
    };
  });
}
