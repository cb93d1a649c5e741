import { assert, InvariantError } from "../base/assert.ts";
import { MAX_SAFE } from "../base/integers.ts";
import type { TimeUs } from "../base/units.ts";
import { PHASE_SAMPLING } from "./phase.ts";

const FIRST_CAPACITY = 256;
/** Whole numbers per place: kind, six of payload, phase. */
const STRIDE = 8;
/** Phase and sequence share one double: phase * 2^48 + sequence. */
const PHASE_STEP = 281474976710656;

/**
 * The pending events, earliest first; of one time the lower phase first, within one phase in the order of scheduling. A
 * binary heap (J. W. J. Williams 1964) of times in a typed column. An event's other numbers stay where they were written;
 * the heap moves times and place numbers. Nothing is allocated per event.
 *
 * `pop` loads the earliest event into the fields from `timeUs` to `f`.
 */
export class EventQueue {
  /** Time of the last popped event, 0 before the first; nothing may be scheduled before it. */
  timeUs: TimeUs = 0;
  phase = 0;
  kind = 0;
  a = 0;
  b = 0;
  c = 0;
  d = 0;
  e = 0;
  f = 0;

  private count = 0;
  private sequence = 0;
  private readonly maximum: number;
  private capacity: number;
  /** Times in heap order. */
  private times: Float64Array;
  /** Places of events: entries below `count` in heap order, the others free. */
  private places: Int32Array;
  /** By place: what decides between events of one time. */
  private orders: Float64Array;
  /** By place: kind, payload, phase. */
  private payload: Int32Array;

  /** `maximum`: how many events may be pending; the columns grow up to it. */
  constructor(maximum: number) {
    assert(Number.isInteger(maximum) && maximum >= 1 && maximum <= 2 ** 27, "queue maximum is not from 1 to 2^27");
    this.maximum = maximum;
    this.capacity = Math.min(FIRST_CAPACITY, maximum);
    this.times = new Float64Array(this.capacity);
    this.orders = new Float64Array(this.capacity);
    this.places = new Int32Array(this.capacity);
    this.payload = new Int32Array(this.capacity * STRIDE);
    for (let i = 0; i < this.capacity; i++) this.places[i] = i;
  }

  /** Number of pending events. */
  get size(): number {
    return this.count;
  }

  /** Time of the earliest pending event, Infinity if there is none. */
  get nextTimeUs(): TimeUs {
    return this.count === 0 ? Infinity : this.times[0];
  }

  /**
   * Adds an event. Throws InvariantError for a time that is past or not whole, an unknown phase, a kind or payload beyond
   * 32 bits, and when `maximum` events are pending.
   */
  schedule(timeUs: TimeUs, phase: number, kind: number, a = 0, b = 0, c = 0, d = 0, e = 0, f = 0): void {
    if (!(timeUs >= this.timeUs)) throw new InvariantError("event scheduled in the past");
    if (Math.floor(timeUs) !== timeUs || timeUs > MAX_SAFE) throw new InvariantError("event time is not whole");
    if ((phase | 0) !== phase || phase < 0 || phase > PHASE_SAMPLING) throw new InvariantError("unknown phase");
    if ((kind | 0) !== kind || (a | 0) !== a || (b | 0) !== b || (c | 0) !== c)
      throw new InvariantError("event payload is not a 32-bit whole number");
    if ((d | 0) !== d || (e | 0) !== e || (f | 0) !== f)
      throw new InvariantError("event payload is not a 32-bit whole number");
    if (this.count === this.capacity) this.grow();
    const place = this.places[this.count];
    const payload = this.payload;
    const at = place * STRIDE;
    payload[at] = kind;
    payload[at + 1] = a;
    payload[at + 2] = b;
    payload[at + 3] = c;
    payload[at + 4] = d;
    payload[at + 5] = e;
    payload[at + 6] = f;
    payload[at + 7] = phase;
    this.orders[place] = phase * PHASE_STEP + this.sequence++;
    this.siftUp(this.count++, timeUs, place);
  }

  /** Takes the earliest event out and into the fields; false, and nothing changed, if none is pending. */
  pop(): boolean {
    if (this.count === 0) return false;
    const place = this.places[0];
    this.timeUs = this.times[0];
    const payload = this.payload;
    const at = place * STRIDE;
    this.kind = payload[at];
    this.a = payload[at + 1];
    this.b = payload[at + 2];
    this.c = payload[at + 3];
    this.d = payload[at + 4];
    this.e = payload[at + 5];
    this.f = payload[at + 6];
    this.phase = payload[at + 7];
    const last = --this.count;
    const moved = this.places[last];
    this.places[last] = place;
    if (last > 0) this.siftDown(this.times[last], moved);
    return true;
  }

  /** Walks a hole from position `at` towards the root until the event fits there. */
  private siftUp(at: number, time: number, place: number): void {
    const { times, places, orders } = this;
    const order = orders[place];
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const parentTime = times[parent];
      if (parentTime < time || (parentTime === time && orders[places[parent]] < order)) break;
      times[at] = parentTime;
      places[at] = places[parent];
      at = parent;
    }
    times[at] = time;
    places[at] = place;
  }

  /** Walks a hole from the root towards the leaves until the event fits there. */
  private siftDown(time: number, place: number): void {
    const { times, places, orders, count } = this;
    const order = orders[place];
    let at = 0;
    for (let child = 1; child < count; child = 2 * at + 1) {
      let childTime = times[child];
      if (child + 1 < count) {
        const rightTime = times[child + 1];
        if (rightTime < childTime || (rightTime === childTime && orders[places[child + 1]] < orders[places[child]])) {
          child++;
          childTime = rightTime;
        }
      }
      if (childTime > time || (childTime === time && orders[places[child]] > order)) break;
      times[at] = childTime;
      places[at] = places[child];
      at = child;
    }
    times[at] = time;
    places[at] = place;
  }

  private grow(): void {
    if (this.capacity === this.maximum) throw new InvariantError("more events pending than the queue's maximum");
    const before = this.capacity;
    this.capacity = Math.min(2 * before, this.maximum);
    const { times, orders, places, payload } = this;
    (this.times = new Float64Array(this.capacity)).set(times);
    (this.orders = new Float64Array(this.capacity)).set(orders);
    (this.places = new Int32Array(this.capacity)).set(places);
    (this.payload = new Int32Array(this.capacity * STRIDE)).set(payload);
    for (let i = before; i < this.capacity; i++) this.places[i] = i;
  }
}
