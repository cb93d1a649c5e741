import type { Knot } from "./base/parameters.ts";
import { assert, InvariantError } from "./base/assert.ts";
import { exp } from "./base/elementary.ts";
import { Streams } from "./base/random.ts";
import { MICROSECONDS_PER_DAY, MICROSECONDS_PER_HOUR, MICROSECONDS_PER_MINUTE } from "./base/units.ts";
import { Accounts } from "./clearing/accounts.ts";
import { ClearingHouse } from "./clearing/house.ts";
import { createMarginModel } from "./clearing/margin/margin-model.ts";
import { assignMembers, Members } from "./clearing/members.ts";
import { DatedCurve } from "./compute/dated-curve.ts";
import { makeSource } from "./compute/make-source.ts";
import { PhysicalUse } from "./compute/physical-use.ts";
import { Loop } from "./kernel/loop.ts";
import { EventQueue } from "./kernel/queue.ts";
import { SessionCalendar } from "./market/calendar.ts";
import { FastEngine } from "./market/engine/fast-engine.ts";
import type { MatchingEngine } from "./market/engine/matching-engine.ts";
import { OrderStore } from "./market/engine/order-store.ts";
import { FeeSchedule } from "./market/fees.ts";
import { listingPlans, monthId } from "./market/listing.ts";
import { allocationTermsOf, orderRulesOf, selfTradeOf } from "./market/matching/parameters.ts";
import { ParticipationRules } from "./market/rules/participation-rules.ts";
import { SettlementDay } from "./market/settlement/settlement-day.ts";
import { Venue } from "./market/venue.ts";
import { Recorder } from "./record/recorder.ts";
import { MEMBER_CLASS } from "./record/tables.ts";
import type { Scenario } from "./scenario/schema.ts";
import { ComputeSide, type PhysicalSeat } from "./world/compute-side.ts";
import { Connections } from "./world/connections.ts";
import { DayClose } from "./world/day-close.ts";
import { WorldDispatcher } from "./world/dispatcher.ts";
import { EVENT_KINDS } from "./world/event-kinds.ts";
import { type ContractIndex, Exchange } from "./world/exchange.ts";
import { Fixings } from "./world/fixings.ts";
import { IndexPanel } from "./world/index-panel.ts";
import { IntradayMargin } from "./world/intraday-margin.ts";
import { Liquidator } from "./world/liquidator.ts";
import { Listings } from "./world/listings.ts";
import type { ListedTerms } from "./world/market-recording.ts";
import { NationalUse } from "./world/national-use.ts";
import { PublicSeries } from "./world/news.ts";
import { Notifier } from "./world/notifier.ts";
import { Perpetuals } from "./world/perpetuals.ts";
import { accountOf, contractOf, makePlayers, traitsOf } from "./world/players.ts";
import { PositionEffects } from "./world/position-effects.ts";
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
  const { contracts, matching, rules } = venueParameters;
  const players = makePlayers(scenario, streams);
  const memberOf = assignMembers(
    players.map(({ common }) => common.member),
    scenario.clearing.members,
  );
  const recorder = new Recorder(replication);
  recorder.dictionaries.index.push(...compute.indices.map(({ id }) => id));
  recorder.dictionaries.instrument.push(...plans.map((plan) => monthId(venueParameters, plan)));
  const classes = [...players.map(({ kind }) => kind), ...scenario.clearing.members.map(() => MEMBER_CLASS)];
  const { quotes, orders, tradesReplications, regions, labUse } = scenario.record;
  const kept = { quotes, orders, regions, labUse, trades: replication < tradesReplications };
  // Calendar spreads are numbered after the months.
  const listsSpreads = contracts.some(({ spreads }) => spreads.listed);
  const instruments = listsSpreads ? 2 * plans.length : plans.length;
  const recording = new Recording(recorder, kept, classes, instruments, plans.length);

  const queue = new EventQueue(EVENTS_MAXIMUM);
  const store = new OrderStore(ORDERS_MAXIMUM);
  // What agents bring is stated in CNY; a venue of another currency takes it at the rate of the start.
  const perCny = venueParameters.currency === "CNY" ? 1 : 1 / startRate(compute.exchangeRate.cnyPerUsd, startDay);
  const accounts = new Accounts(
    players.map(({ id, common }) => ({
      name: id,
      capital: common.capitalCny * perCny,
      credit: common.creditCny * perCny,
    })),
    scenario.clearing.members,
    scenario.clearing.houseCapital,
  );
  const members = new Members(accounts, scenario.clearing.members, memberOf);
  const codes = contracts.map(({ code }) => code);
  const fees = new FeeSchedule(venueParameters.fees);
  const house = new ClearingHouse({
    parameters: scenario.clearing,
    accounts,
    members,
    months: plans.length,
    fees,
    contracts: codes,
    margin: createMarginModel(scenario.clearing.margin, {
      instruments: plans.length,
      contracts: codes,
      holidays: venueParameters.holidays,
    }),
    positionEffect: rules.positionEffect,
    takesNet: listsSpreads,
    auctionStream: streams.get("clearing/auction"),
  });
  const delays = new Float64Array(accounts.count);
  players.forEach(({ common }, account) => (delays[account] = Math.round(common.marketDataDelayMs * 1000)));
  const batchUs = matching.algorithm === "frequent_batch" ? matching.intervalMs * MICROSECONDS_PER_MILLISECOND : 0;
  const notifier = new Notifier(queue, store, recording, delays, batchUs);
  const participation = new ParticipationRules({
    parameters: rules,
    positionLimits: contracts.map(({ positionLimits }) => positionLimits),
    fees,
    accounts: traitsOf(players, accounts.count),
    holdings: house.holdings,
    store,
    sessions: calendar.days.length,
  });
  const venue = new Venue({
    parameters: venueParameters,
    allocation: allocationTermsOf(matching, (name) => accountOf(players, name)),
    orderRules: orderRulesOf(rules),
    engine: options.newEngine === undefined ? new FastEngine(store) : options.newEngine(store),
    store,
    gate: house,
    participation,
    listener: notifier,
    accounts: accounts.count,
    longestDelayUs: delays.reduce((longest, delay) => Math.max(longest, delay), 0),
  });

  const hedgerTerms = players.flatMap(({ hedger }) => (hedger === undefined ? [] : [hedger]));
  const labs = hedgerTerms.filter((hedger) => hedger.kind === "lab");
  const source = makeSource(compute, labs, streams, startDay, days + 1);
  const tradingDaySet = new Set(calendar.days.map(({ day }) => day));
  const indices = new IndexPanel({
    indices: compute.indices,
    tokenKinds: compute.tokenKinds,
    settlementIndices: contracts.map(({ index }) => index),
    source,
    streams,
    startDay,
    utcOffsetHours: compute.utcOffsetHours,
    isBusinessDay: (day) => tradingDaySet.has(day),
  });
  const settled = new Set(indices.settlementIds);
  const published = indices.publishers.map((publisher, i): ContractIndex | undefined =>
    settled.has(i)
      ? {
          hourly: new PublicSeries(days * 24 + 24),
          fixings: new Fixings(calendar, venueParameters.holidays, publisher.isMonthMean),
        }
      : undefined,
  );
  const ofContract = indices.settlementIds.map((id) => published[id]!);
  const exchange = new Exchange(
    queue,
    calendar,
    store,
    venue,
    house.holdings,
    participation.positionLimits,
    ofContract,
    recording,
    plans.length,
  );
  const seats = players.map((player, account) => {
    const contract = contractOf(venueParameters, player.common.contract);
    return new Seat({ ...player, selfTrade: selfTradeOf(rules), contract, account }, exchange, streams);
  });
  const hedgers = seats.filter((_, account) => players[account]!.hedger !== undefined);
  for (const { account } of hedgers) {
    recording.market.spreadPaid.track(account);
    house.flows.follow(account);
  }
  players.forEach(({ id, kind, group, common, parameters }, account) => {
    recording.agent(account, id, kind, group, common.capitalCny * perCny, JSON.stringify(parameters));
    seats[account]!.equityCny = (common.capitalCny + common.creditCny) * perCny;
  });
  scenario.clearing.members.forEach(({ id, capital }, m) => {
    recording.agent(members.houseAccount(m), id, MEMBER_CLASS, MEMBER_CLASS, capital, "{}");
    recording.money.member(m, id, members.houseAccount(m), capital, members.clientsOf(m));
  });

  const nationalUse = new NationalUse(source, exchange.maximumMonths);
  const computeSide = new ComputeSide({
    queue,
    source,
    nationalUse,
    indices,
    use: new PhysicalUse(hedgerTerms, source, streams),
    seats: hedgers.map((seat): PhysicalSeat => ({ seat, isLab: players[seat.account]!.hedger!.kind === "lab" })),
    house,
    recording,
    published,
    calendar,
    startDay,
    offsetUs,
    endUs: days * MICROSECONDS_PER_DAY - offsetUs,
  });
  const liquidator = new Liquidator(exchange, house, scenario.clearing.liquidation, rules.positionEffect);
  const perpetuals = new Perpetuals(exchange, house, venueParameters);
  notifier.listenTo(venue, perpetuals);
  const { calls } = scenario.clearing;
  const intraday = new IntradayMargin(exchange, house, calls.intraday, venueParameters, startDay);
  const { sessions } = venueParameters;
  const settlement = new SettlementDay(venueParameters.settlement, sessions[sessions.length - 1]!.close);
  const tradingDays = new TradingDays({
    exchange,
    house,
    seats,
    liquidator,
    listings: new Listings(venueParameters, listedTerms(scenario, venueId), exchange, house, plans, perpetuals),
    participation,
    settlement,
    intraday,
    dayClose: new DayClose({
      exchange,
      house,
      participation,
      settlement,
      compute: computeSide,
      parameters: venueParameters,
      dailyDueMinutes: calls.dailyDueMinutes,
      isHedger: players.map(
        ({ hedger, common }) => hedger !== undefined || (common.hedgeExempt && !common.marketMaker),
      ),
    }),
    monthUseLots: () => nationalUse.monthLots(venue.trading, (contract) => indices.pricesTokens(contract)),
    quoteGridUs: scenario.record.quoteGridMinutes * MICROSECONDS_PER_MINUTE,
    onDay: (session) => options.onProgress?.((session + 1) / calendar.days.length, loop.events),
  });
  const lines = players.map(({ common }) => common);
  const lineStreams = players.map(({ id }) => streams.get(`agents/${id}/line`));
  const connections = new Connections(exchange, lines, lineStreams, rules.cancelOnDisconnect);
  const dispatcher = new WorldDispatcher({
    exchange,
    seats,
    days: tradingDays,
    compute: computeSide,
    liquidator,
    connections,
    intraday,
    perpetuals,
    effects: rules.positionEffect ? new PositionEffects(store, house.holdings) : undefined,
  });
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

  house.closeBooks();
  recording.money.cashFlows(house);
  recording.money.calls(house);
  recording.run(options, scenario, calendar.days.length, loop.events, venue.sequence);
  accounts.ledger.verify();
  return { recorder, events: loop.events, eventsByKind: loop.countByKind, messages: venue.sequence };
}

/** What tables say of all listed months of each contract. */
function listedTerms({ compute, venues }: Scenario, venueId: string): ListedTerms[] {
  const { contracts, currency, matching } = venues[venueId]!;
  return contracts.map(({ code, index, finalSettlement, expiry }) => {
    const terms = compute.indices.find(({ id }) => id === index) ?? compute.indices[0]!;
    const settleMethod = expiry === "perpetual" ? "perpetual" : finalSettlement.method;
    return {
      venueId,
      contract: code,
      product: terms.underlying,
      currency,
      settleMethod,
      matchRule: matching.algorithm,
    };
  });
}

/** CNY per USD on the scenario's first day by its dated curve. */
function startRate(knots: readonly Knot[], startDay: number): number {
  return exp(new DatedCurve(knots, startDay).logAt(0));
}

function onlyVenue(scenario: Scenario): [string, Scenario["venues"][string]] {
  const venues = Object.entries(scenario.venues);
  assert(venues.length === 1, "a world has one venue");
  return venues[0]!;
}
