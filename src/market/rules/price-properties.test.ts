import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assert } from "../../base/assert.ts";
import type { Side } from "../../base/units.ts";
import { priceRulesOf } from "../../testing/price-rules.ts";
import { VenueDesk } from "../../testing/venue-desk.ts";
import { TIF_DAY, TIF_IMMEDIATE, TYPE_LIMIT, TYPE_MARKET } from "../engine/order-kinds.ts";
import type { Instrument } from "../instrument.ts";
import { Venue } from "../venue.ts";
import { CONTINUOUS, type VenueParts } from "../venue-state.ts";

const MINUTE = 60_000_000;
const WINDOW = 60 * MINUTE;
const LOW = 930;
const HIGH = 1070;

type Step =
  | { readonly kind: "order"; account: number; month: number; side: Side; price: number; lots: number; how: number }
  | { readonly kind: "cancel" | "replace"; which: number; price: number; lots: number }
  | { readonly kind: "wait"; seconds: number }
  | { readonly kind: "break"; auction: boolean };

const price = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 988, max: 1012 }) },
  { weight: 1, arbitrary: fc.integer({ min: LOW, max: HIGH }) },
  { weight: 1, arbitrary: fc.constantFrom(LOW - 1, LOW, HIGH, HIGH + 1) },
);
const lots = fc.integer({ min: 1, max: 12 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant("order" as const),
      account: fc.nat(3),
      month: fc.nat(2),
      side: fc.constantFrom<Side>(1, -1),
      price,
      lots,
      how: fc.nat(5),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom("cancel" as const, "replace" as const),
      which: fc.nat(50),
      price,
      lots,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 900 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("break" as const), auction: fc.boolean() }) },
);

/** Plays a stream on a venue, resuming what is halted when it is due, and checks every trade as it is told. */
class Play extends VenueDesk {
  halted = 0;
  private readonly due: { index: number; untilUs: number }[] = [];
  private readonly stopped = new Set<number>();
  private readonly live: number[] = [];

  override onHalt(instrument: Instrument, untilUs: number): void {
    this.due.push({ index: instrument.listed.index, untilUs });
    this.stopped.add(instrument.listed.index);
    this.halted++;
  }

  override onTrade(...trade: Parameters<VenueDesk["onTrade"]>): void {
    const [instrument, , ticks] = trade;
    assert(ticks >= LOW && ticks <= HIGH, "outside the band");
    assert(!this.stopped.has(instrument.month.index), "during a halt");
    assert(this.venue.phase !== 0, "while closed");
    super.onTrade(...trade);
    this.checkTrade(instrument.month.index, ticks);
  }

  /** For further checks. */
  checkTrade(_month: number, _ticks: number): void {}
  /** Trading of a month starts anew after an auction. */
  started(_month: number): void {}

  play(steps: readonly Step[]): void {
    for (const step of steps) {
      if (step.kind === "order") this.order(step);
      else if (step.kind === "wait") this.wait(this.nowUs + step.seconds * 1_000_000);
      else if (step.kind === "break") this.pause(step.auction);
      else if (this.live.length > 0) this.change(this.live[step.which % this.live.length]!, step);
    }
    this.venue.stopContinuous(this.nowUs);
    this.venue.endDay();
    this.venue.expireOrders(1);
    for (const open of Object.values(this.open)) assert(open === 0, "something is held for orders that have ended");
  }

  private order({ account, month, side, price: priceTicks, lots: size, how }: Extract<Step, { kind: "order" }>): void {
    if (month >= this.venue.instruments.length) return;
    const type = how === 4 ? TYPE_MARKET : TYPE_LIMIT;
    const tif = how === 5 ? TIF_IMMEDIATE : TIF_DAY;
    const ticks = month === 2 ? priceTicks - 1000 : priceTicks;
    this.live.push(this.send(account, month, side, size, { priceTicks: ticks, type, tif }));
  }

  private change(slot: number, { kind, price: ticks, lots: size }: Extract<Step, { which: number }>): void {
    const { store, venue } = this;
    const id = store.orderIdOf(slot);
    const account = store.accountOf(slot);
    if (kind === "cancel") venue.admitCancel(slot, id, account, this.nowUs);
    else {
      const isSpread = store.instrumentOf(slot) === 2;
      venue.admitReplace(slot, id, account, isSpread ? ticks - 1000 : ticks, size, this.nowUs);
    }
  }

  private wait(untilUs: number): void {
    this.due.sort((a, b) => a.untilUs - b.untilUs);
    while (this.due.length > 0 && this.due[0]!.untilUs <= untilUs) this.resume(this.due.shift()!);
    this.nowUs = untilUs;
  }

  private resume({ index, untilUs }: { index: number; untilUs: number }): void {
    const instrument = this.venue.instruments[index]!;
    const willResume = this.venue.phase === CONTINUOUS && instrument.haltedUntilUs === untilUs;
    if (willResume) this.stopped.delete(index);
    if (willResume && index < 2) this.started(index);
    this.venue.resume(index, untilUs);
    if (instrument.isHalted) this.stopped.add(index);
  }

  private pause(auction: boolean): void {
    const { venue } = this;
    venue.stopContinuous(this.nowUs);
    this.nowUs += MINUTE;
    if (auction) venue.openAuction();
    const wasStopped = [...this.stopped];
    this.stopped.clear();
    for (const month of [0, 1]) if (auction || wasStopped.includes(month)) this.started(month);
    venue.startContinuous(this.nowUs);
  }
}

/** Checks besides that no trade lies further from the window's extremes than the breaker's 30 ticks. */
class StrictPlay extends Play {
  private readonly prices: { atUs: number; ticks: number }[][] = [[], []];
  private readonly last = [1000, 1000];
  private readonly isAuction = [false, false];

  override started(month: number): void {
    this.prices[month] = [];
    this.isAuction[month] = true;
  }

  override checkTrade(month: number, ticks: number): void {
    const { aggressor } = this.trades.at(-1)!;
    if (aggressor === 0) this.prices[month] = [];
    else {
      const window = this.prices[month]!.filter(({ atUs }) => atUs > this.nowUs - WINDOW);
      if (window.length === 0) window.push({ atUs: this.nowUs, ticks: this.last[month]! });
      for (const seen of window) assert(Math.abs(ticks - seen.ticks) <= 30, "beyond the breaker's bound");
      window.push({ atUs: this.nowUs, ticks });
      this.prices[month] = window;
    }
    this.last[month] = ticks;
  }
}

const breaker = { circuitBreaker: { enabled: true, percent: 3 } };
const everything = {
  ...breaker,
  intervalLimit: { enabled: true, ticks: 25 },
  reasonability: { enabled: true, ticks: 60 },
  noCancellation: { enabled: true, ticks: 15 },
  widening: { enabled: true, onThirdLock: "halt_next_day" },
  closesFirst: true,
} as const;

const byTime = { algorithm: "price_time" } as const;
const spreads = { spreads: { listed: true, ticksPerLegTick: 1, implied: true } };
const rules = (changes: Parameters<typeof priceRulesOf>[0]) => ({ ...priceRulesOf(changes), maxOpenOrders: 1000 });

/** Whether any of many streams breaks a check, and how often trading was halted meanwhile. */
function run(newPlay: () => Play): { failed: boolean; halts: number; trades: number; why: string } {
  let halts = 0;
  let trades = 0;
  const result = fc.check(
    fc.property(fc.array(step, { minLength: 20, maxLength: 120 }), (steps) => {
      const play = newPlay();
      play.play(steps);
      halts += play.halted;
      trades += play.trades.length;
    }),
    { seed: 20260322, numRuns: 300, endOnFailure: true },
  );
  return { failed: result.failed, halts, trades, why: String(result.errorInstance ?? "") };
}

describe("any stream of messages", () => {
  it("makes no trade outside the band, during a halt, or further from the window than the breaker lets it", () => {
    const { why, halts, trades } = run(() => new StrictPlay({}, byTime, rules(breaker)));
    expect(why).toBe("");
    // Guards the check: streams that never traded or halted would prove nothing.
    expect(halts).toBeGreaterThan(100);
    expect(trades).toBeGreaterThan(1000);
  });

  it("makes none outside the band or during a halt with all price rules and implied spreads", () => {
    const { why, halts, trades } = run(() => new Play(spreads, byTime, rules(everything)));
    expect(why).toBe("");
    expect(halts).toBeGreaterThan(100);
    expect(trades).toBeGreaterThan(500);
  });

  it("makes none in frequent batch auctions either", () => {
    const batch = { algorithm: "frequent_batch", intervalMs: 100 } as const;
    expect(run(() => new Play({}, batch, rules({ ...everything, closesFirst: false }))).why).toBe("");
  });
});

/** Gives orders to the engine as they come. */
class Boundless extends Venue {
  protected override enterOrder(slot: number): void {
    this.engine.submit(slot);
    this.passOn(false);
  }
}

/** Says that it stops, and goes on. */
class Restless extends Venue {
  protected override stopTrading(month: Parameters<Venue["stopTrading"]>[0]): void {
    this.listener.onHalt(month, this.nowUs + 120_000_000);
  }
}

/** Has one tick more than the rulebook gives. */
class Wide extends Venue {
  override startDay(...day: Parameters<Venue["startDay"]>): void {
    super.startDay(...day);
    for (const month of this.trading) month.bandHigh++;
  }
}

describe("the same streams catch a venue that", () => {
  const caught = (newVenue: (parts: VenueParts) => Venue): string =>
    run(() => new StrictPlay({}, byTime, rules(breaker), newVenue)).why;

  it("does not bound orders before they trade", () => {
    expect(caught((parts) => new Boundless(parts))).toContain("beyond the breaker's bound");
  });

  it("trades on during a halt", () => {
    expect(caught((parts) => new Restless(parts))).toContain("during a halt");
  });

  it("lets a tick more than the band through", () => {
    expect(caught((parts) => new Wide(parts))).toContain("outside the band");
  });
});
