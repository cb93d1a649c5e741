import { describe, expect, it } from "vitest";
import type { NumberSpec, ParameterTable } from "../base/parameters.ts";
import { Stream } from "../base/random.ts";
import { bernoulli, integerBelow, normal } from "../base/samplers.ts";
import { tableDefaults } from "../testing/defaults-of.ts";
import { FakeContext, fakeMonth } from "../testing/fake-context.ts";
import type { Agent } from "./agent.ts";
import { agentKinds } from "./index.ts";

const EVENTS = 1000;

const kinds = Object.entries(agentKinds).map(([kind, entry]) => ({
  kind,
  table: entry.table as ParameterTable,
  create: (): Agent => (entry.create as (parameters: object) => Agent)(tableDefaults(entry.table)),
}));

/** Sets a listed month's quote at random: empty, one-sided, two-sided, jumped, at a limit. */
function disturbQuote(context: FakeContext, random: Stream): void {
  const month = context.months[integerBelow(random, context.months.length)];
  const quote = context.quotes[month.index];
  const low = context.bandLows[month.index];
  const high = context.bandHighs[month.index];
  const bid = low + integerBelow(random, Math.max(1, high - low));
  quote.hasBid = bernoulli(random, 0.8);
  quote.hasAsk = bernoulli(random, 0.8);
  quote.bidTicks = bernoulli(random, 0.05) ? low : bid;
  quote.askTicks = Math.min(high, bernoulli(random, 0.05) ? high : bid + 1 + integerBelow(random, 20));
  quote.bidLots = quote.hasBid ? 1 + integerBelow(random, 50) : 0;
  quote.askLots = quote.hasAsk ? 1 + integerBelow(random, 50) : 0;
  if (bernoulli(random, 0.5)) {
    quote.hasTrade = true;
    quote.lastTradeTicks = bid;
    quote.volumeLots += 1 + integerBelow(random, 10);
  }
}

function publish(context: FakeContext, random: Stream): void {
  const value = bernoulli(random, 0.05) ? 0 : 20 * Math.exp(normal(random, 0, 0.2));
  context.hourlyIndex.push(context.nowUs, value);
  if (!bernoulli(random, 0.2)) return;
  context.fixings.push(context.nowUs, bernoulli(random, 0.05) ? 0 : value);
  const known = context.known[context.months[0].index];
  if (known.count < known.total && context.day >= context.months[0].deliveryFirstDay) {
    known.sum += value;
    known.count++;
  }
}

function newDay(agent: Agent, context: FakeContext, random: Stream): void {
  context.nextDay(agent, 1 + integerBelow(random, 4));
  if (context.months[0].deliveryLastDay < context.day) {
    context.positions[context.months[0].index] = 0;
    context.months = context.months.slice(1);
    const last = context.months[context.months.length - 1];
    context.list(fakeMonth(last.index + 1, { multiplier: 10_000, maxOrderLots: 3, listTicks: 900, tickPrice: 0.002 }));
  }
  for (const month of context.months) {
    const i = month.index;
    const moved = Math.round(context.settlements[i] * (1 + normal(random, 0, 0.05)));
    context.settlements[i] = bernoulli(random, 0.01) ? 0 : Math.max(1, moved);
    const locked = bernoulli(random, 0.03);
    context.bandLows[i] = locked ? context.settlements[i] : Math.floor(context.settlements[i] * 0.93);
    context.bandHighs[i] = locked ? context.settlements[i] : Math.ceil(context.settlements[i] * 1.07);
    Object.assign(context.quotes[i], { hasBid: false, hasAsk: false, bidLots: 0, askLots: 0, volumeLots: 0 });
  }
  context.equityCny = bernoulli(random, 0.05) ? -1e6 : 3e8;
  agent.onPhysical(context, context.day - 1, integerBelow(random, 3) * 1e6, integerBelow(random, 3) * 10);
  context.continuous = false;
  agent.onOpen(context);
  context.continuous = true;
}

function anyOrder(context: FakeContext, random: Stream): number | undefined {
  const references = [...context.orders.keys()];
  return references.length > 0 ? references[integerBelow(random, references.length)] : undefined;
}

function refuseAny(agent: Agent, context: FakeContext, random: Stream): void {
  const orders = context.changedOrders();
  if (orders.length > 0)
    context.refuse(agent, orders[integerBelow(random, orders.length)], 1 + integerBelow(random, 8));
}

/** A thousand random events; the fake context throws at the first order that no agent may send. */
function fuzz(agent: Agent, seed: string): FakeContext {
  const random = new Stream(`events ${seed}`);
  const context = new FakeContext(seed);
  for (let i = 0; i < 12; i++) context.list(fakeMonth(i));
  agent.onStart(context);
  agent.onOpen(context);
  for (let n = 0; n < EVENTS; n++) {
    const u = random.uniform();
    const order = anyOrder(context, random);
    if (u < 0.5) {
      if (!context.wake(agent)) newDay(agent, context, random);
    } else if (u < 0.65 && order !== undefined) {
      context.fill(agent, order, 1 + integerBelow(random, context.orders.get(order)!.leaves));
    } else if (u < 0.7 && order !== undefined) context.end(agent, order, integerBelow(random, 10));
    else if (u < 0.75) refuseAny(agent, context, random);
    else if (u < 0.85) disturbQuote(context, random);
    else if (u < 0.95) publish(context, random);
    else newDay(agent, context, random);
  }
  return context;
}

describe.each(kinds)("every kind of agent: $kind", ({ table, create }) => {
  it("lives through a thousand random events and sends only orders that are allowed", () => {
    for (let seed = 0; seed < 5; seed++) fuzz(create(), `20260322/${seed}`);
  });

  it("acts", () => {
    expect(fuzz(create(), "20260322").sent.length).toBeGreaterThan(20);
  });

  it("sends the same messages for the same seed and others for another", () => {
    const sent = fuzz(create(), "a").sent;
    expect(fuzz(create(), "a").sent).toEqual(sent);
    expect(fuzz(create(), "b").sent).not.toEqual(sent);
  });

  it("survives a day on which nothing is listed", () => {
    const context = new FakeContext("empty");
    const agent = create();
    agent.onStart(context);
    agent.onOpen(context);
    while (context.wake(agent));
    agent.onClose(context);
    expect(context.sent).toEqual([]);
  });

  it("names unit, meaning, source and a default inside its range for every number", () => {
    for (const [name, spec] of Object.entries(table)) {
      expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/);
      expect(spec.meaning).toMatch(/\.$/);
      if (spec.kind !== "number" && spec.kind !== "integer") continue;
      const { default: value, minimum, maximum, above, source, unit } = spec as NumberSpec;
      expect(source.length, name).toBeGreaterThan(0);
      expect(unit.length, name).toBeGreaterThan(0);
      expect(value, name).toBeTypeOf("number");
      expect(value, name).toBeGreaterThanOrEqual(minimum ?? above ?? -Infinity);
      expect(value, name).toBeLessThanOrEqual(maximum ?? Infinity);
    }
  });
});
