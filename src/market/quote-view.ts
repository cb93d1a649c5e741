import type { Lots, Ticks } from "../base/units.ts";

/**
 * A top of book as a reader sees it: the last one that its market-data delay has let through. An empty side is said, not
 * marked by a price.
 */
export interface QuoteView {
  hasBid: boolean;
  bidTicks: Ticks;
  bidLots: Lots;
  hasAsk: boolean;
  askTicks: Ticks;
  askLots: Lots;
  /** Whether the listed month has traded in this or an earlier session; then at which price last. */
  hasTrade: boolean;
  lastTradeTicks: Ticks;
  /** Lots traded this session, and the same signed by the aggressor. */
  volumeLots: Lots;
  signedVolumeLots: Lots;
}

/** A view of an empty book. */
export function emptyView(): QuoteView {
  const view = {} as QuoteView;
  clearView(view);
  return view;
}

/** Makes a view one of an empty book that has never traded. */
export function clearView(view: QuoteView): void {
  view.hasBid = false;
  view.bidTicks = 0;
  view.bidLots = 0;
  view.hasAsk = false;
  view.askTicks = 0;
  view.askLots = 0;
  view.hasTrade = false;
  view.lastTradeTicks = 0;
  view.volumeLots = 0;
  view.signedVolumeLots = 0;
}
