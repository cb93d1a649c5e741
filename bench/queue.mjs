/*
 * The event queue beside a plain binary heap of event objects with the same order and the same checks: million events
 * per processor second, one event being one pop and one schedule, as in a running simulation. Build first, then
 * `node bench/queue.mjs`.
 *
 * Time is the processor time of the whole process, the collector's and the compiler's threads included, which other
 * load on the machine disturbs less than the clock.
 *
 * Cold: the first 20,000 events of a new process, before the compiler knows them. Warm: the best of nine rounds of
 * 500,000. Every figure comes from a process of its own, so that no implementation profits from another's types. Both
 * must give the same events, which a sum over what they hand out confirms.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Stream } from "../dist/base/random.js";
import { EventQueue } from "../dist/kernel/queue.js";

const COLD_EVENTS = 20_000;
const WARM_EVENTS = 500_000;
const ROUNDS = 9;
const PENDING = [100, 1_000, 100_000];
const DELAYS = 65_536;

/** The peer: one object per event, in a binary heap. */
class ObjectQueue {
  timeUs = 0;
  heap = [];
  sequence = 0;

  schedule(timeUs, phase, kind, a = 0, b = 0, c = 0, d = 0, e = 0, f = 0) {
    if (!(timeUs >= this.timeUs) || !Number.isSafeInteger(timeUs)) throw new Error("event time");
    const event = { timeUs, phase, sequence: this.sequence++, kind, a, b, c, d, e, f };
    const heap = this.heap;
    let at = heap.length;
    heap.push(event);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(event, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = event;
  }

  /** The earliest event itself; objects need no copying out. */
  pop() {
    const heap = this.heap;
    const first = heap[0];
    const event = heap.pop();
    if (heap.length > 0) this.siftDown(event);
    this.timeUs = first.timeUs;
    return first;
  }

  siftDown(event) {
    const heap = this.heap;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child++;
      if (!isBefore(heap[child], event)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = event;
  }
}

function isBefore(x, y) {
  if (x.timeUs !== y.timeUs) return x.timeUs < y.timeUs;
  if (x.phase !== y.phase) return x.phase < y.phase;
  return x.sequence < y.sequence;
}

function runColumns(queue, delays, events) {
  let sum = 0;
  for (let i = 0; i < events; i++) {
    queue.pop();
    sum += queue.a;
    queue.schedule(queue.timeUs + delays[(i * 7) % DELAYS], queue.phase, 1, queue.a, queue.b, i);
  }
  return sum;
}

function runObjects(queue, delays, events) {
  let sum = 0;
  for (let i = 0; i < events; i++) {
    const event = queue.pop();
    sum += event.a;
    queue.schedule(event.timeUs + delays[(i * 7) % DELAYS], event.phase, 1, event.a, event.b, i);
  }
  return sum;
}

function measure(name, pending) {
  const stream = new Stream("bench/queue");
  // Whole milliseconds up to a second, so that equal times are common.
  const delays = Float64Array.from({ length: DELAYS }, () => 1000 * Math.floor(1000 * stream.uniform()));
  const run = name === "columns" ? runColumns : runObjects;
  const queue = name === "columns" ? new EventQueue(pending) : new ObjectQueue();
  for (let i = 0; i < pending; i++) queue.schedule(delays[i % DELAYS], i % 5, 1, i);
  let sum = 0;
  const rate = (events) => {
    const start = process.cpuUsage();
    sum += run(queue, delays, events);
    const { user, system } = process.cpuUsage(start);
    return events / (user + system);
  };
  const cold = rate(COLD_EVENTS);
  let warm = 0;
  for (let round = 0; round < ROUNDS; round++) warm = Math.max(warm, rate(WARM_EVENTS));
  return { cold, warm, sum };
}

function measureApart(name, pending) {
  return JSON.parse(
    execFileSync(process.execPath, [fileURLToPath(import.meta.url), name, String(pending)], { encoding: "utf8" }),
  );
}

function report() {
  console.log(`million pop + schedule per processor second, Node ${process.versions.node}`);
  console.log("pending        columns     objects       ratio");
  for (const pending of PENDING) {
    const columns = measureApart("columns", pending);
    const objects = measureApart("objects", pending);
    if (columns.sum !== objects.sum) throw new Error(`different events with ${pending} pending`);
    for (const state of ["cold", "warm"]) {
      const figures = [columns[state], objects[state], columns[state] / objects[state]];
      console.log(`${pending} ${state}`.padEnd(12), ...figures.map((figure) => figure.toFixed(2).padStart(11)));
    }
  }
}

const [name, pending] = process.argv.slice(2);
if (name === undefined) report();
else console.log(JSON.stringify(measure(name, Number(pending))));
