import type { CommonParameters } from "./agents/common-parameters.ts";
import { agentKinds } from "./agents/index.ts";
import { assert, InvariantError } from "./base/assert.ts";
import { drawDistributions } from "./base/draw.ts";
import { Streams } from "./base/random.ts";
import { MICROSECONDS_PER_DAY, MICROSECONDS_PER_HOUR, MICROSECONDS_PER_MINUTE } from "./base/units.ts";
import { Accounts } from "./clearing/accounts.ts";
import { ClearingHouse } from "./clearing/house.ts";
import { makeSource } from "./compute/make-source.ts";
import { PhysicalUse, type Hedger } from "./compute/physical-use.ts";
import { Loop } from "./kernel/loop.ts";
import { EventQueue } from "./kernel/queue.ts";
import { SessionCalendar } from "./market/calendar.ts";
import { FastEngine } from "./market/engine/fast-engine.ts";
import type { MatchingEngine } from "./market/engine/matching-engine.ts";
import { OrderStore } from "./market/engine/order-store.ts";
import { listingPlans, monthId } from "./market/listing.ts";
import { allocationTermsOf, orderRulesOf, selfTradeOf } from "./market/matching/parameters.ts";
import { Venue } from "./market/venue.ts";
import { Recorder } from "./record/recorder.ts";
import type { Scenario } from "./scenario/schema.ts";
import { ComputeSide, type PhysicalSeat } from "./world/compute-side.ts";
import { Connections } from "./world/connections.ts";
import { WorldDispatcher } from "./world/dispatcher.ts";
import { EVENT_KINDS } from "./world/event-kinds.ts";
import { Exchange } from "./world/exchange.ts";
import { Fixings } from "./world/fixings.ts";
import { IndexPanel } from "./world/index-panel.ts";
import { Liquidator } from "./world/liquidator.ts";
import { Listings } from "./world/listings.ts";
import { PublicSeries } from "./world/news.ts";
import { Notifier } from "./world/notifier.ts";
import { physicalLeg } from "./world/physical-leg.ts";
import { Recording } from "./world/recording.ts";
import { Seat } from "./world/seat.ts";
import { TradingDays } from "./world/trading-days.ts";

const MICROSECONDS_PER_MILLISECOND = 1000;
const EVENTS_MAXIMUM = 1 << 22;
const ORDERS_MAXIMUM = 1 << 22;

/** What a run is called in its tables, and how it reports. */
export interface WorldOptions {
  readonly variant: string;
  readonly scenarioName: string;
  readonly configSha256: string;
  readonly version: string;
  /** Called after every trading day with the share of the run that is done and the events so far. */
  readonly onProgress?: (fraction: number, events: number) => void;
  /** Where random numbers come from; the scenario's seed and the replication unless a test says otherwise. */
  readonly streams?: Streams;
  /** The matching engine to trade in; the fast one unless a test says otherwise. */
  readonly newEngine?: (store: OrderStore) => MatchingEngine;
}

export interface WorldResult {
  readonly recorder: Recorder;
  /** Kernel events dispatched, all of them and by kind (world/event-kinds.ts). */
  readonly events: number;
  readonly eventsByKind: Float64Array;
  /** Order messages that reached the venue. */
  readonly messages: number;
}

/**
 * Runs one replication of a scenario from start to end: the composition root, the one place that knows everybody. A pure
 * function of the scenario, the replication and this code. Throws InvariantError if an invariant does not hold.
 */
export function runWorld(scenario: Scenario, replication: number, options: WorldOptions): WorldResult {
  const streams = options.streams ?? new Streams(scenario.seed, replication);
  const [venueId, venueParameters] = onlyVenue(scenario);
  const { compute } = scenario;
  const startDay = scenario.start;
  const days = scenario.end - startDay + 1;
  const offsetUs = compute.utcOffsetHours * MICROSECONDS_PER_HOUR;

  // Trading begins on the second day: the index needs a day of use before it has a value.
  const calendar = new SessionCalendar(venueParameters, startDay, scenario.end);
  const plans = listingPlans(venueParameters, calendar);
  const players = makePlayers(scenario, streams);
  const recorder = new Recorder(replication);
  recorder.dictionaries.index.push(...compute.indices.map(({ id }) => id));
  recorder.dictionaries.instrument.push(...plans.map((plan) => monthId(venueParameters, plan)));
  const classes = players.map(({ kind }) => kind);
  const { quotes, orders, tradesReplications, regions, labUse } = scenario.record;
  const kept = { quotes, orders, regions, labUse, trades: replication < tradesReplications };
  // Calendar spreads are numbered after the months.
  const instruments = venueParameters.contract.spreads.listed ? 2 * plans.length : plans.length;
  const recording = new Recording(recorder, kept, classes, instruments, plans.length);

  const queue = new EventQueue(EVENTS_MAXIMUM);
  const store = new OrderStore(ORDERS_MAXIMUM);
  const accounts = new Accounts(
    players.map(({ id, common }) => ({ name: id, capitalCny: common.capitalCny, creditCny: common.creditCny })),
    scenario.clearing.houseCapitalCny,
  );
  const house = new ClearingHouse(scenario.clearing, venueParameters.fees, accounts, plans.length);
  const delays = Float64Array.from(players, ({ common }) => Math.round(common.marketDataDelayMs * 1000));
  const { matching, rules } = venueParameters;
  const batchUs = matching.algorithm === "frequent_batch" ? matching.intervalMs * MICROSECONDS_PER_MILLISECOND : 0;
  const notifier = new Notifier(queue, store, recording, delays, batchUs);
  const venue = new Venue({
    parameters: venueParameters,
    allocation: allocationTermsOf(matching, (name) => accountOf(players, name)),
    orderRules: orderRulesOf(rules),
    engine: options.newEngine === undefined ? new FastEngine(store) : options.newEngine(store),
    store,
    gate: house,
    listener: notifier,
    accounts: players.length,
    longestDelayUs: delays.reduce((longest, delay) => Math.max(longest, delay), 0),
  });
  notifier.listenTo(venue);

  const hourlyIndex = new PublicSeries(days * 24 + 24);
  const hedgerTerms = players.flatMap(({ hedger }) => (hedger === undefined ? [] : [hedger]));
  const labs = hedgerTerms.filter((hedger) => hedger.kind === "lab");
  const source = makeSource(compute, labs, streams, startDay, days + 1);
  const tradingDaySet = new Set(calendar.days.map(({ day }) => day));
  const indices = new IndexPanel({
    indices: compute.indices,
    tokenKinds: compute.tokenKinds,
    settlementIndex: venueParameters.contract.index,
    source,
    streams,
    startDay,
    utcOffsetHours: compute.utcOffsetHours,
    isBusinessDay: (day) => tradingDaySet.has(day),
  });
  const fixings = new Fixings(calendar, venueParameters.holidays, indices.settlement.isMonthMean);
  const exchange = new Exchange(queue, calendar, store, venue, hourlyIndex, fixings, recording, plans.length);
  const seatRules = { selfTrade: selfTradeOf(rules), hasPositionEffect: rules.positionEffect };
  const seats = players.map((player, account) => new Seat({ ...player, ...seatRules, account }, exchange, streams));
  const hedgers = seats.filter((_, account) => players[account]!.hedger !== undefined);
  for (const { account } of hedgers) {
    recording.market.spreadPaid.track(account);
    house.flows.follow(account);
  }
  players.forEach(({ id, kind, group, common, parameters }, account) => {
    recording.agent(account, id, kind, group, common.capitalCny, JSON.stringify(parameters));
    seats[account]!.equityCny = common.capitalCny + common.creditCny;
  });

  const computeSide = new ComputeSide({
    queue,
    source,
    indices,
    use: new PhysicalUse(hedgerTerms, source, streams),
    seats: hedgers.map((seat): PhysicalSeat => ({ seat, isLab: players[seat.account]!.hedger!.kind === "lab" })),
    house,
    recording,
    hourlyIndex,
    fixings,
    calendar,
    startDay,
    offsetUs,
    endUs: days * MICROSECONDS_PER_DAY - offsetUs,
  });
  const liquidator = new Liquidator(exchange, house, scenario.clearing.liquidation);
  const tradingDays = new TradingDays({
    exchange,
    house,
    seats,
    compute: computeSide,
    liquidator,
    listings: new Listings(venueParameters, venueId, exchange, house, plans),
    quoteGridUs: scenario.record.quoteGridMinutes * MICROSECONDS_PER_MINUTE,
    onDay: (session) => options.onProgress?.((session + 1) / calendar.days.length, loop.events),
  });
  const lines = players.map(({ common }) => common);
  const lineStreams = players.map(({ id }) => streams.get(`agents/${id}/line`));
  const connections = new Connections(exchange, lines, lineStreams, rules.cancelOnDisconnect);
  const dispatcher = new WorldDispatcher(exchange, seats, tradingDays, computeSide, liquidator, connections);
  const loop = new Loop(queue, dispatcher, EVENT_KINDS);

  computeSide.start();
  tradingDays.start();
  connections.start();
  for (const seat of seats) seat.agent.onStart(seat);
  try {
    loop.run(Infinity);
  } catch (error) {
    if (error instanceof InvariantError)
      error.message += ` (event ${loop.events}, t_us ${queue.timeUs}, session ${exchange.session})`;
    throw error;
  }

  recording.money.cashFlows(house);
  recording.money.calls(house);
  recording.run(options, scenario, calendar.days.length, loop.events, venue.sequence);
  accounts.ledger.verify();
  return { recorder, events: loop.events, eventsByKind: loop.countByKind, messages: venue.sequence };
}

/** An agent of the scenario with its parameters drawn. */
interface Player {
  readonly id: string;
  readonly kind: string;
  readonly group: string;
  readonly agent: ReturnType<(typeof agentKinds)[keyof typeof agentKinds]["create"]>;
  readonly common: CommonParameters;
  readonly parameters: object;
  readonly hedger: Hedger | undefined;
}

function makePlayers(scenario: Scenario, streams: Streams): Player[] {
  return scenario.agents.flatMap((group) =>
    Array.from({ length: group.count }, (_, n): Player => {
      const { id: groupId, kind, count: _count, ...given } = group;
      const id = `${groupId}-${n + 1}`;
      const parameters = drawDistributions(given, (path) => streams.get(`agents/${id}/parameters/${path}`));
      return makePlayer(id, groupId, kind, parameters);
    }),
  );
}

/** The account of an agent that a rulebook names; throws a RangeError where there is none. */
function accountOf(players: readonly Player[], name: string): number {
  const account = players.findIndex(({ id }) => id === name);
  if (account < 0) throw new RangeError(`the rulebook names an agent that does not exist: ${name}`);
  return account;
}

function onlyVenue(scenario: Scenario): [string, Scenario["venues"][string]] {
  const venues = Object.entries(scenario.venues);
  assert(venues.length === 1, "a world has one venue");
  return venues[0]!;
}

function makePlayer(id: string, group: string, kind: string, parameters: object): Player {
  const entry = agentKinds[kind as keyof typeof agentKinds];
  // The scenario layer has checked that the parameters are those of this kind.
  const create = entry.create as (given: object) => Player["agent"];
  return {
    id,
    kind,
    group,
    agent: create(parameters),
    common: parameters as CommonParameters,
    parameters,
    hedger: entry.hedger === undefined ? undefined : physicalLeg(id, entry.hedger, parameters),
  };
}
