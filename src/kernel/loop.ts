import { assert, InvariantError } from "../base/assert.ts";
import type { TimeUs } from "../base/units.ts";
import type { EventQueue } from "./queue.ts";

/** Whoever handles events: reads the fields of the queue, which describe the event that has just come due. */
export interface Dispatcher {
  dispatch(event: EventQueue): void;
}

/** Takes events from a queue in order and hands each to one dispatcher. Event kinds are whole numbers 0 .. kinds - 1. */
export class Loop {
  /** Events handled so far. */
  events = 0;
  /** Events handled so far of each kind. */
  readonly countByKind: Float64Array;
  private readonly queue: EventQueue;
  private readonly dispatcher: Dispatcher;

  constructor(queue: EventQueue, dispatcher: Dispatcher, kinds: number) {
    assert(Number.isInteger(kinds) && kinds >= 1, "number of event kinds is not a whole number >= 1");
    this.queue = queue;
    this.dispatcher = dispatcher;
    this.countByKind = new Float64Array(kinds);
  }

  /**
   * Handles every event up to and including `untilUs`, those scheduled meanwhile too; later ones stay in the queue. Throws
   * InvariantError if time goes back or a kind is unknown.
   */
  run(untilUs: TimeUs): void {
    const queue = this.queue;
    while (queue.size > 0 && queue.nextTimeUs <= untilUs) {
      const before = queue.timeUs;
      queue.pop();
      if (queue.timeUs < before) throw new InvariantError("time went back");
      const kind = queue.kind;
      if (kind < 0 || kind >= this.countByKind.length) throw new InvariantError("unknown event kind");
      this.events++;
      this.countByKind[kind]++;
      this.dispatcher.dispatch(queue);
    }
  }
}
