import { END_REASONS } from "../../market/engine/order-kinds.ts";
import { WRONG_PHASE } from "../../market/refusals.ts";

/** What a command file came to. */
export class Tally {
  commands = 0;
  /** Matches: an implied one counts once. */
  trades = 0;
  lots = 0;
  triggered = 0;
  /** Orders that wait in a book, or as stops, at the end. */
  open = 0;
  /** By code of refusals.ts. */
  readonly refused = new Float64Array(WRONG_PHASE + 1);
  /** By ENDED_*. */
  readonly ended = new Float64Array(END_REASONS.length);
}
