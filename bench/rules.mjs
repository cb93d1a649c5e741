// What do a rulebook's rules cost? One recorded flow of order messages through a venue with its clearing house and its
// participation rules, with all rules of the shfe rulebook on and none of them binding, against the same flow with none;
// and with the price rules of the other rulebooks besides.
//
//   node bench/rules.mjs [messages]            TOKENPIT_DIST names another build than ../dist
//
// Processor time per message, best of the rounds, and the ratio of the bests; beside it the median of the ratios of paired
// rounds, which a busy machine blurs.
import { fileURLToPath } from "node:url";

const MESSAGES = Number(process.argv[2] ?? 300_000);
const ROUNDS = 21;
const ACCOUNTS = 60;
const MAKERS = 4;
const MONTHS = 12;
const STEP_US = 10_000;
const TICKS = 1000;

const dist = process.env.TOKENPIT_DIST ?? fileURLToPath(new URL("../dist", import.meta.url));
const load = (path) => import(new URL(`file://${dist}/${path}`));
const { epochDay, addMonths, firstDayOfMonth, lastDayOfMonth } = await load("base/dates.js");
const { Streams } = await load("base/random.js");
const { integerBelow, geometric } = await load("base/samplers.js");
const { Accounts } = await load("clearing/accounts.js");
const { ClearingHouse } = await load("clearing/house.js");
const { createMarginModel } = await load("clearing/margin/margin-model.js");
const { assignMembers, Members } = await load("clearing/members.js");
const { FastEngine } = await load("market/engine/fast-engine.js");
const { EFFECT_CLOSE, EFFECT_NET, EFFECT_OPEN, STP_CANCEL_NEWEST, TYPE_LIMIT } =
  await load("market/engine/order-kinds.js");
const { OrderStore } = await load("market/engine/order-store.js");
const { FeeSchedule } = await load("market/fees.js");
const { allocationTermsOf, orderRulesOf } = await load("market/matching/parameters.js");
const { ParticipationRules } = await load("market/rules/participation-rules.js");
const { Venue } = await load("market/venue.js");
const { loadScenario } = await load("scenario/load.js");

const NONE = [
  "rules.widening.enabled=false",
  "rules.closes_first=false",
  "rules.position_effect=false",
  "rules.natural_persons_out=none",
  "rules.abnormal_trading.self_trades=0",
  "rules.abnormal_trading.cancels=0",
  "rules.abnormal_trading.large_cancels=0",
  "rules.messages_per_second=0",
  "rules.order_to_trade.per_message=0",
  "rules.market_makers.months=0",
  "contracts.TK.position_limits.general.percent_of_open_interest=0",
  "contracts.TK.position_limits.general.percent_of_month_use=0",
  "contracts.TK.position_limits.month_before.percent_of_month_use=0",
  "contracts.TK.position_limits.delivery_month.percent_of_month_use=0",
];
const MORE = ["circuit_breaker", "interval_limit", "reasonability", "no_cancellation"].map(
  (rule) => `rules.${rule}.enabled=true`,
);
MORE.push("rules.interval_limit.percent=20", "rules.reasonability.percent=20", "rules.no_cancellation.percent=20");

/** Hears everything, counts what tells whether two flows were the same, and gives slots back as the world does. */
class Witness {
  trades = 0;
  refused = 0;
  reason = 0;
  done = new Int32Array(1024);
  count = 0;
  constructor(store) {
    this.store = store;
  }
  release() {
    for (let i = 0; i < this.count; i++) this.store.release(this.done[i]);
    this.count = 0;
  }
  onTrade() {
    this.trades++;
  }
  onFill(slot, _instrument, _lots, _priceTicks, leaves) {
    if (leaves === 0) this.done[this.count++] = slot;
  }
  onOrderDone(slot) {
    this.done[this.count++] = slot;
  }
  onOrderEvent() {}
  onChangeRefused() {}
  onReject(_account, _instrument, reason) {
    this.refused++;
    this.reason = reason;
  }
  onMessage() {}
  onTop() {}
  onPriceEvent() {}
  onHalt() {}
  onBatchWaiting() {}
}

const books = { none: scenarioWith(NONE), shfe: scenarioWith([]), more: scenarioWith(MORE) };
const flow = record(books.shfe);
const best = { none: Infinity, shfe: Infinity, more: Infinity };
const ratios = { shfe: [], more: [] };
for (let round = -2; round < ROUNDS; round++) {
  const ns = {};
  for (const name of Object.keys(books)) ns[name] = replay(books[name], flow, name !== "none");
  if (round < 0) continue;
  for (const name of Object.keys(books)) best[name] = Math.min(best[name], ns[name]);
  for (const name of Object.keys(ratios)) ratios[name].push(ns[name] / ns.none);
}
console.log(`${MESSAGES} messages, ${flow.trades} trades, ${ACCOUNTS} accounts, ${MONTHS} months, ${ROUNDS} rounds\n`);
console.log("rules".padEnd(40), "ns per message".padStart(16), "of bests".padStart(10), "of pairs".padStart(10));
report("none", "none");
report("shfe, none binding", "shfe");
report("shfe and all other price rules", "more");

function report(what, name) {
  const pairs = name in ratios ? [(best[name] / best.none).toFixed(3), median(ratios[name]).toFixed(3)] : ["", ""];
  console.log(what.padEnd(40), best[name].toFixed(0).padStart(16), ...pairs.map((ratio) => ratio.padStart(10)));
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function scenarioWith(settings) {
  const file = fileURLToPath(new URL("../scenarios/usage-surge.yaml", import.meta.url));
  return loadScenario(file, { set: settings.map((setting) => `venues.shfe.${setting}`) }).scenario;
}

/** A venue in continuous trading with everything around it that a message passes. */
function build({ venues, clearing }) {
  const parameters = venues.shfe;
  const { rules, matching, contracts, holidays } = parameters;
  const store = new OrderStore(1 << 20);
  const clients = Array.from({ length: ACCOUNTS }, (_, i) => ({ name: `agent-${i}`, capital: 1e9, credit: 0 }));
  const accounts = new Accounts(clients, clearing.members, clearing.houseCapital);
  const memberOf = assignMembers(
    clients.map(() => ""),
    clearing.members,
  );
  const members = new Members(accounts, clearing.members, memberOf);
  const fees = new FeeSchedule(parameters.fees);
  const codes = contracts.map(({ code }) => code);
  const house = new ClearingHouse({
    parameters: clearing,
    accounts,
    members,
    months: MONTHS,
    fees,
    contracts: codes,
    margin: createMarginModel(clearing.margin, { instruments: MONTHS, contracts: codes, holidays }),
    positionEffect: rules.positionEffect,
    takesNet: false,
    auctionStream: new Streams("bench", 0).get("clearing/auction"),
  });
  const participation = new ParticipationRules({
    parameters: rules,
    positionLimits: contracts.map(({ positionLimits }) => positionLimits),
    fees,
    accounts: Array.from({ length: accounts.count }, (_, i) => ({
      controller: i,
      isNaturalPerson: i % 3 === 0,
      hedgeExempt: i % 5 === 1,
      hedgeQuotaLots: 0,
      isDesignatedMaker: i < MAKERS,
      isMember: i >= ACCOUNTS,
    })),
    holdings: house.holdings,
    store,
    sessions: 1,
  });
  const witness = new Witness(store);
  const venue = new Venue({
    parameters,
    allocation: allocationTermsOf(matching, Number),
    orderRules: orderRulesOf(rules),
    engine: new FastEngine(store),
    store,
    gate: house,
    participation,
    listener: witness,
    accounts: accounts.count,
    longestDelayUs: 0,
  });
  const day = epochDay(2024, 1, 2);
  for (let index = 0; index < MONTHS; index++) {
    const month = monthOf(index);
    venue.list(month).openInterest = 1_000_000;
    house.list(month, day);
  }
  venue.startDay(1, 0, { closesUs: 1e15, closedDays: 1 });
  participation.startDay(1, day, venue.trading, new Float64Array(MONTHS).fill(1e9));
  venue.startContinuous(0);
  return { venue, store, house, witness };
}

/** A listed month of the token contract, first of those that are not in delivery soon. */
function monthOf(index) {
  const deliveryMonth = addMonths(202404, index);
  const lastTradeDay = lastDayOfMonth(deliveryMonth);
  return {
    index,
    id: `TK${String(deliveryMonth).slice(2)}`,
    contract: 0,
    isPerpetual: false,
    deliveryMonth,
    deliveryFirstDay: firstDayOfMonth(deliveryMonth),
    deliveryLastDay: lastTradeDay,
    settlesFromDay: firstDayOfMonth(deliveryMonth),
    settlesByFixings: true,
    lastTradeDay,
    listSession: 0,
    lastSession: 100,
    tickMicro: 10_000,
    tickPrice: 0.01,
    multiplier: 1000,
    tickMoney: 100_000,
    listTicks: TICKS,
    maxOrderLots: 500,
  };
}

/** Draws orders and cancels against a venue with the rules, as agents who know what they hold; none may be refused. */
function record(scenario) {
  const { venue, store, house, witness } = build(scenario);
  const random = new Streams("bench", 0).get("rules");
  const column = () => new Int32Array(MESSAGES);
  const drawn = { order: column(), account: column(), month: column(), side: column() };
  Object.assign(drawn, { priceTicks: column(), lots: column(), effect: column(), trades: 0 });
  const slotOf = new Int32Array(MESSAGES).fill(-1);
  const live = [];
  for (let i = 0; i < MESSAGES; i++) {
    if (live.length > 20 * ACCOUNTS || (live.length > 0 && integerBelow(random, 100) < 40)) {
      const at = integerBelow(random, live.length);
      const order = live[at];
      live[at] = live[live.length - 1];
      live.pop();
      // What has been filled meanwhile is drawn again.
      if (store.stateOf(slotOf[order]) === 0 || store.orderIdOf(slotOf[order]) !== order) {
        i--;
        continue;
      }
      drawn.order[i] = order;
      drawn.account[i] = drawn.account[order];
      venue.admitCancel(slotOf[order], order, drawn.account[i], STEP_US * i);
    } else {
      const account = integerBelow(random, ACCOUNTS);
      const month = integerBelow(random, MONTHS);
      const side = integerBelow(random, 2) === 0 ? 1 : -1;
      const distance = geometric(random, 0.3) - 2;
      const lots = 1 + integerBelow(random, 5);
      const { holdings } = house;
      const at = account * holdings.instruments + month;
      const held = side === 1 ? holdings.short[at] - holdings.closeBuy[at] : holdings.long[at] - holdings.closeSell[at];
      const effect = held >= lots ? EFFECT_CLOSE : EFFECT_OPEN;
      drawn.order[i] = -1;
      drawn.account[i] = account;
      drawn.month[i] = month;
      drawn.side[i] = side;
      drawn.priceTicks[i] = TICKS - side * Math.min(distance, 40);
      drawn.lots[i] = lots;
      drawn.effect[i] = effect;
      slotOf[i] = submit(venue, store, drawn, i, true);
      live.push(i);
    }
    witness.release();
  }
  if (witness.refused > 0) throw new Error(`${witness.refused} messages were refused, by ${witness.reason}`);
  drawn.trades = witness.trades;
  return drawn;
}

/** Nanoseconds of processor time per message. */
function replay(scenario, drawn, hasEffects) {
  const { venue, store, witness } = build(scenario);
  const slotOf = new Int32Array(MESSAGES);
  const { order, account } = drawn;
  globalThis.gc?.();
  const start = process.cpuUsage();
  for (let i = 0; i < MESSAGES; i++) {
    if (order[i] < 0) slotOf[i] = submit(venue, store, drawn, i, hasEffects);
    else venue.admitCancel(slotOf[order[i]], order[i], account[i], STEP_US * i);
    witness.release();
  }
  const { user, system } = process.cpuUsage(start);
  if (witness.refused > 0 || witness.trades !== drawn.trades) throw new Error("the rules bind");
  return (1000 * (user + system)) / MESSAGES;
}

function submit(venue, store, drawn, i, hasEffects) {
  const { account, month, side, priceTicks, lots, effect } = drawn;
  const slot = store.allocate(i, account[i], month[i], side[i], 0, priceTicks[i], lots[i]);
  store.describe(slot, TYPE_LIMIT, hasEffects ? effect[i] : EFFECT_NET, STP_CANCEL_NEWEST, false);
  venue.admitNew(slot, STEP_US * i);
  return slot;
}
