import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { agentKinds } from "../src/agents/index.ts";
import type { Agent, AgentContext } from "../src/agents/agent.ts";
import { Stream, Streams } from "../src/base/random.ts";
import { MICROSECONDS_PER_HOUR } from "../src/base/units.ts";
import { makeSource } from "../src/compute/make-source.ts";
import type { ListedMonth } from "../src/market/listed-month.ts";
import { PRICE_OUTSIDE_BAND } from "../src/market/refusals.ts";
import type { Recorder } from "../src/record/recorder.ts";
import type { Table } from "../src/record/table.ts";
import type { Scenario } from "../src/scenario/schema.ts";
import { run, surge, tableHash, tableHashes } from "./worlds.ts";

/*
 * Nobody acts on what has not happened yet: two worlds whose exogenous draws differ only from a moment on have the same
 * orders before that moment. And nobody's draws depend on who else is there.
 */

const EXOGENOUS = /^(compute|index|physical)\//;
/** The stream that the compute market draws from first in every hour. */
const FIRST_OF_HOUR = "compute/fleet";

/**
 * The streams of a replication, of which the exogenous ones go over to other sequences with the given hour of the compute
 * market. An hour begins where the stream that comes first is drawn after another one.
 */
class ForkedStreams extends Streams {
  hours = 0;
  private last = "";
  private readonly fromHour: number;
  private readonly forks = new Map<string, Stream>();
  private readonly others: Streams;

  constructor(scenario: Scenario, fromHour: number) {
    super(scenario.seed, 0);
    this.fromHour = fromHour;
    this.others = new Streams("another future", 0);
  }

  override get(name: string): Stream {
    if (!EXOGENOUS.test(name)) return super.get(name);
    let fork = this.forks.get(name);
    if (fork === undefined) {
      fork = new ForkedStream(super.get(name), this.others.get(name), () => this.isOther(name));
      this.forks.set(name, fork);
    }
    return fork;
  }

  private isOther(name: string): boolean {
    if (name === FIRST_OF_HOUR && this.last !== name) this.hours++;
    this.last = name;
    return this.hours > this.fromHour;
  }
}

/** One of two streams, whichever it is the time for. */
class ForkedStream extends Stream {
  private readonly one: Stream;
  private readonly other: Stream;
  private readonly isOther: () => boolean;

  constructor(one: Stream, other: Stream, isOther: () => boolean) {
    super("unused");
    this.one = one;
    this.other = other;
    this.isOther = isOther;
  }

  override uniform(): number {
    return (this.isOther() ? this.other : this.one).uniform();
  }
}

const scenario = surge(["start=2025-03-24", "end=2025-04-03", "record.orders=true"]);

/** The world whose future differs from this hour of the compute market on; Infinity for the world itself. */
function worldUntil(fromHour: number, other = scenario): Recorder {
  return run(other, { streams: new ForkedStreams(other, fromHour) }).recorder;
}

/** First row in which two tables differ, Infinity if in none. */
function firstDifference(one: Table<unknown>, two: Table<unknown>): number {
  const columns = Object.values((one as Table).columns);
  const others = Object.values((two as Table).columns);
  for (let row = 0; row < Math.max(one.rows, two.rows); row++)
    if (columns.some(({ values }, at) => !Object.is(values[row], others[at]!.values[row]))) return row;
  return Infinity;
}

/** The hour h of the compute market is drawn when it is over. */
const drawnAt = (hour: number) => (hour + 1) * MICROSECONDS_PER_HOUR;

/** Orders of both worlds before the hour at which their futures part, and the first row that differs. */
function compare(one: Recorder, two: Recorder, fromHour: number): { before: number; first: number } {
  const { orders } = one.tables;
  const times = orders.columns.t_us.values.subarray(0, orders.rows);
  const before = times.findIndex((timeUs) => timeUs >= drawnAt(fromHour));
  return { before, first: firstDifference(orders, two.tables.orders) };
}

/** What an agent that is none of the shipped kinds must say besides. */
const NAMES = {
  contract: "",
  controller: "",
  member: "",
  naturalPerson: false,
  hedgeExempt: false,
  marketMaker: false,
};

describe("two worlds with the same past and different futures", () => {
  let whole: Recorder;
  beforeAll(() => {
    whole = worldUntil(Infinity);
  });

  it("part in the compute market at the hour that they are told to", () => {
    expect(firstDifference(whole.tables.compute, worldUntil(100).tables.compute)).toBe(100);
    expect(tableHashes(run(scenario).recorder.tables)).toEqual(tableHashes(whole.tables));
  });

  // Hours of UTC from midnight of Monday, 24 March 2025: in the morning, at the fixing, in the night, at the month's end.
  it.each([
    ["ten in the morning", 49],
    ["the fixing of a day", 77],
    ["eleven on a Friday night", 110],
    ["midnight at the end of a delivery month", 183],
  ])("have the same orders until %s, and others after it", (_, hour) => {
    const { before, first } = compare(whole, worldUntil(hour), hour);
    expect(before).toBeGreaterThan(1000);
    expect(first).toBeGreaterThanOrEqual(before);
    expect(first).toBeLessThan(Infinity);
  });
});

describe("an agent that knows the future", () => {
  const kinds: Record<string, unknown> = agentKinds;
  afterEach(() => {
    delete kinds["peeker"];
  });

  /** Sends one order a day, whose size tells the token price of the scenario's last hour. */
  class Peeker implements Agent {
    private readonly lots: number;

    constructor(lastPrice: number) {
      this.lots = 1 + (Math.floor(lastPrice * 1e9) % 100);
    }

    onOpen(context: AgentContext): void {
      const month = context.months[0]!;
      context.limit(month, 1, context.bandLowTicks(month), this.lots);
    }

    onStart(): void {}
    onClose(): void {}
    onWake(): void {}
    onFill(): void {}
    onDone(): void {}
    onRefused(): void {}
    onPhysical(): void {}
  }

  /** The compute market of the world, run ahead of it: the leak. */
  function lastPrice(fromHour: number): number {
    const { start, end, compute } = scenario;
    const market = makeSource(compute, [], new ForkedStreams(scenario, fromHour), start, end - start + 1);
    for (let hour = 0; hour < (end - start + 1) * 24; hour++) market.step();
    return market.priceCny;
  }

  function worldOfPeeker(fromHour: number): Recorder {
    kinds["peeker"] = { create: () => new Peeker(lastPrice(fromHour)), hedger: undefined };
    const delays = { latencyMs: 1, latencyJitterMs: 0, marketDataDelayMs: 1, newsDelayMs: 1 };
    const peeker = { id: "peeker", kind: "peeker", count: 1, ...delays, capitalCny: 1e9, creditCny: 0, ...NAMES };
    return worldUntil(fromHour, { ...scenario, agents: [...scenario.agents, peeker as never] });
  }

  it("is found out", () => {
    const { before, first } = compare(worldOfPeeker(Infinity), worldOfPeeker(110), 110);
    expect(first).toBeLessThan(before);
  });
});

describe("a group of agents more", () => {
  const more = [
    { id: "extra-lab", kind: "ai-lab", count: 1 },
    { id: "extra-noise", kind: "noise", count: 2 },
  ];
  const crowd = surge(["start=2025-03-24", "end=2025-03-28", `agents=${JSON.stringify(more)}`]);
  const without = { ...crowd, agents: crowd.agents.filter(({ id }) => !id.startsWith("extra")) };
  // The newcomers come first, so that every other agent has another number.
  const first = { ...crowd, agents: [...crowd.agents.slice(-2), ...crowd.agents.slice(0, -2)] };
  let one: Recorder;
  let two: Recorder;
  beforeAll(() => {
    [one, two] = [without, first].map((world) => run(world).recorder) as [Recorder, Recorder];
  });

  it("changes nobody's parameters", () => {
    expect(parametersOf(two)).toMatchObject(parametersOf(one));
    expect(Object.keys(parametersOf(two))).toHaveLength(Object.keys(parametersOf(one)).length + 3);
  });

  it("changes neither compute, index nor anybody's physical leg", () => {
    for (const name of ["compute", "spot_index"] as const)
      expect(tableHash(two.tables[name])).toBe(tableHash(one.tables[name]));
    const legs = legsOf(two).filter((leg) => !leg.startsWith("extra"));
    expect(legs).toEqual(legsOf(one));
  });

  it("changes the trades", () => {
    expect(tableHash(two.tables.trades)).not.toBe(tableHash(one.tables.trades));
  });

  function parametersOf({ tables, dictionaries }: Recorder): Record<string, string> {
    const { params_json } = tables.agents.columns;
    return Object.fromEntries(dictionaries.agent.map((id, row) => [id, params_json.values[row]!]));
  }

  function legsOf({ tables, dictionaries }: Recorder): string[] {
    const { agent_id, session_no, qty_realised, physical_price } = tables.exposures.columns;
    return Array.from({ length: tables.exposures.rows }, (_, row) => {
      const numbers = [session_no, qty_realised, physical_price].map(({ values }) => String(values[row]));
      return `${dictionaries.agent[agent_id.values[row]!]!} ${numbers.join(" ")}`;
    });
  }
});

describe("a maker fewer", () => {
  const whole = surge(["start=2025-03-24", "end=2025-03-28", "record.orders=true"]);
  const fewer = {
    ...whole,
    agents: whole.agents.map((group) => (group.id === "maker" ? { ...group, count: 2 } : group)),
  };

  it("leaves the noise traders' flow as it was: as many orders in the same months and of the same sizes", () => {
    const one = noiseOrders(run(whole).recorder);
    const two = noiseOrders(run(fewer).recorder);
    expect(two).toEqual(one);
    expect(Object.keys(one)).toHaveLength(12);
    for (const orders of Object.values(one)) expect(orders.length).toBeGreaterThan(400);
  });

  /** Kind, month and lots of all new orders of every noise trader, those that were refused included. */
  function noiseOrders({ tables, dictionaries }: Recorder): Record<string, string[]> {
    const { agent_id, order_id, instrument_id, tif, qty_lots } = tables.orders.columns;
    const lines: Record<string, string[]> = {};
    const seen = new Set<number>();
    for (let row = 0; row < tables.orders.rows; row++) {
      const agent = dictionaries.agent[agent_id.values[row]!]!;
      if (!agent.startsWith("noise") || seen.has(order_id.values[row]!)) continue;
      seen.add(order_id.values[row]!);
      const numbers = [tif, instrument_id, qty_lots].map(({ values }) => String(values[row]));
      (lines[agent] ??= []).push(numbers.join(" "));
    }
    return lines;
  }
});

describe("an agent whose change of an order was refused", () => {
  const kinds: Record<string, unknown> = agentKinds;
  afterEach(() => {
    delete kinds["prober"];
  });

  /** Has one bid a day, asks to move it out of the price band, and writes down what it is told. */
  class Prober implements Agent {
    readonly told: { order: number; own: number; month: string; reason: number; afterUs: number }[] = [];
    private order = -1;
    private askedUs = 0;

    onOpen(context: AgentContext): void {
      const month = context.months[0]!;
      this.order = context.limit(month, 1, context.bandLowTicks(month), 1);
      context.wakeAfter(MICROSECONDS_PER_HOUR, 1);
    }

    onWake(context: AgentContext): void {
      this.askedUs = context.nowUs;
      context.replace(this.order, context.bandHighTicks(context.months[0]!) + 1, 1);
    }

    onRefused(context: AgentContext, order: number, month: ListedMonth, reason: number): void {
      const afterUs = context.nowUs - this.askedUs;
      this.told.push({ order, own: this.order, month: month.id, reason, afterUs });
    }

    onStart(): void {}
    onClose(): void {}
    onFill(): void {}
    onDone(): void {}
    onPhysical(): void {}
  }

  it("is told so after its latency and its market-data delay, and of the right order", () => {
    const prober = new Prober();
    kinds["prober"] = { create: () => prober, hedger: undefined };
    const delays = { latencyMs: 3, latencyJitterMs: 0, marketDataDelayMs: 4, newsDelayMs: 1 };
    const group = { id: "prober", kind: "prober", count: 1, ...delays, capitalCny: 1e9, creditCny: 0, ...NAMES };
    const days = surge(["start=2025-03-24", "end=2025-03-26"]);
    run({ ...days, agents: [...days.agents, group as never] });
    expect(prober.told).toHaveLength(2);
    for (const { order, own, month, reason, afterUs } of prober.told) {
      expect(order).toBe(own);
      expect(month).toBe("TK2503");
      expect(reason).toBe(PRICE_OUTSIDE_BAND);
      expect(afterUs).toBe(7000);
    }
  });
});
