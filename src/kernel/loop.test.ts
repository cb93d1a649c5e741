import { describe, expect, it } from "vitest";
import { InvariantError } from "../base/assert.ts";
import { Loop, type Dispatcher } from "./loop.ts";
import { PHASE_DELIVERY, PHASE_WAKE } from "./phase.ts";
import { EventQueue } from "./queue.ts";

/** Writes down what it is handed, and lets kind 1 schedule a follower of kind 0 at its own time. */
class Recorder implements Dispatcher {
  readonly seen: string[] = [];

  dispatch(event: EventQueue): void {
    this.seen.push(`${event.timeUs}:${event.kind}:${event.a}`);
    if (event.kind === 1) event.schedule(event.timeUs, PHASE_WAKE, 0, event.a + 100);
  }
}

function setUp() {
  const queue = new EventQueue(100);
  const recorder = new Recorder();
  return { queue, recorder, loop: new Loop(queue, recorder, 3) };
}

describe("Loop", () => {
  it("hands over events in order, those scheduled meanwhile too, and counts them by kind", () => {
    const { queue, recorder, loop } = setUp();
    queue.schedule(20, PHASE_WAKE, 2, 7);
    queue.schedule(10, PHASE_DELIVERY, 1, 5);
    loop.run(Infinity);
    expect(recorder.seen).toEqual(["10:1:5", "10:0:105", "20:2:7"]);
    expect(loop.events).toBe(3);
    expect(Array.from(loop.countByKind)).toEqual([1, 1, 1]);
  });

  it("stops before the first event later than the limit and goes on from there", () => {
    const { queue, recorder, loop } = setUp();
    for (const time of [1, 2, 3]) queue.schedule(time, PHASE_WAKE, 0, time);
    loop.run(2);
    expect(recorder.seen).toEqual(["1:0:1", "2:0:2"]);
    expect(queue.size).toBe(1);
    loop.run(2);
    expect(loop.events).toBe(2);
    loop.run(3);
    expect(loop.events).toBe(3);
  });

  it("does nothing with an empty queue", () => {
    const { loop } = setUp();
    loop.run(Infinity);
    expect(loop.events).toBe(0);
  });

  it("refuses a kind that was not announced, on either side", () => {
    for (const kind of [3, -1]) {
      const { queue, recorder, loop } = setUp();
      queue.schedule(1, PHASE_WAKE, kind);
      expect(() => loop.run(10)).toThrow(InvariantError);
      expect(recorder.seen).toEqual([]);
    }
  });

  it("sees time go back if the queue's order is broken", () => {
    const { queue, loop } = setUp();
    queue.schedule(1, PHASE_WAKE, 0);
    const broken = queue as unknown as { times: Float64Array };
    queue.schedule(2, PHASE_WAKE, 0);
    loop.run(1);
    broken.times[0] = 0;
    expect(() => loop.run(10)).toThrow("time went back");
  });

  it("needs at least one kind", () => {
    for (const kinds of [0, -1, 1.5, NaN])
      expect(() => new Loop(new EventQueue(1), new Recorder(), kinds)).toThrow(InvariantError);
  });
});
