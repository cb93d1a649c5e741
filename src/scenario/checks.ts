import { epochDay, weekday } from "../base/dates.ts";
import { exp } from "../base/elementary.ts";
import type { Distribution } from "../base/parameters.ts";
import { dateScalar } from "./yaml-text.ts";
import type { Check, Finding } from "./check.ts";
import { computeChecks } from "./compute-checks.ts";
import { rising } from "./rising.ts";
import type { Scenario } from "./schema.ts";
import { AGENTS_MAXIMUM } from "./schema.ts";

type Venue = Scenario["venues"][string];
type Listing = Venue["contract"]["listings"][number];
type Session = Venue["sessions"][number];

const DAYS_MAXIMUM = 3653;
const FIRST_DAY = epochDay(1990, 1, 1);
const LAST_DAY = epochDay(2100, 12, 31);
const MINUTES_PER_DAY = 1440;
const MICRO_PER_CNY = 1_000_000;
const MICRO_PER_MONEY = 100;
const SPREAD_TICKS = [1, 2, 4, 5, 10];
const MONEY_MAXIMUM_CNY = 400_000_000_000;

/** Combinations of values that cannot be. */
export const checks: readonly Check<Scenario>[] = [
  {
    reads: ["title", "question"],
    find: ({ title, question }) => [...blank("title", title), ...blank("question", question)],
  },
  { reads: ["seed"], find: ({ seed }) => blank("seed", seed) },
  { reads: ["start", "end"], find: period },
  { reads: ["venues"], find: oneVenue },
  { reads: ["venues"], find: (scenario) => eachVenue(scenario, codes) },
  { reads: ["venues"], find: (scenario) => eachVenue(scenario, sessions) },
  { reads: ["venues", "agents"], find: leadMarketMakers },
  { reads: ["venues"], find: (scenario) => eachVenue(scenario, orderWords) },
  { reads: ["venues"], find: (scenario) => eachVenue(scenario, spreadTicks) },
  { reads: ["agents"], find: orderShares },
  { reads: ["venues", "start"], find: (scenario) => eachVenue(scenario, (venue) => listings(venue, scenario.start)) },
  { reads: ["venues", "compute.utc_offset_hours"], find: oneLocalTime },
  { reads: ["start", "end", "warmup_sessions", "venues"], find: tradingDays },
  { reads: ["agents"], find: agentNumbers },
  { reads: ["agents", "clearing.house_capital_cny"], find: moneyInAll },
  ...computeChecks,
];

function blank(path: string, text: string): Finding[] {
  return text.trim() === "" ? [{ path, message: "must not be empty" }] : [];
}

function period({ start, end }: Scenario): Finding[] {
  if (start < FIRST_DAY || start > LAST_DAY) return [{ path: "start", message: "must lie between 1990 and 2100" }];
  if (end <= start) {
    const message = `must be after the start (${dateScalar(start)}): every contract would expire before it, got ${dateScalar(end)}`;
    return [{ path: "end", message }];
  }
  const tooLong = end - start >= DAYS_MAXIMUM;
  return tooLong ? [{ path: "end", message: `must be within ten years of the start (${dateScalar(start)})` }] : [];
}

function oneVenue({ venues }: Scenario): Finding[] {
  const names = Object.keys(venues);
  if (names.length === 1) return [];
  const found = names.length === 0 ? "none" : names.join(", ");
  return [{ path: "venues", message: `must hold exactly one venue in this version, got ${found}` }];
}

function eachVenue({ venues }: Scenario, find: (venue: Venue) => Finding[]): Finding[] {
  return Object.entries(venues).flatMap(([name, venue]) =>
    find(venue).map(({ path, message }) => ({ path: `venues.${name}.${path}`, message })),
  );
}

function codes({ contract }: Venue): Finding[] {
  if (/^[A-Za-z][A-Za-z0-9]{0,7}$/.test(contract.code)) return [];
  return [{ path: "contract.code", message: "must be a letter, then letters or digits (8 at most)" }];
}

/** Enough trading days for the metrics; the first day of a scenario never trades. */
function tradingDays({ start, end, warmupSessions, venues }: Scenario): Finding[] {
  const [venue] = Object.values(venues);
  if (venue === undefined || end <= start || end - start >= DAYS_MAXIMUM) return [];
  const holidays = new Set(venue.holidays);
  let count = 0;
  for (let day = start + 1; day <= end; day++) if (weekday(day) < 5 && !holidays.has(day)) count++;
  if (count === 0) return [{ path: "end", message: "leaves no trading day after the first day of the scenario" }];
  const message = `must leave trading days for the metrics; the scenario has ${String(count)}, got ${String(warmupSessions)}`;
  return warmupSessions >= count ? [{ path: "warmup_sessions", message }] : [];
}

/** All money together must be countable in whole 1e-4 CNY below 2^53, with room for gains and losses. */
function moneyInAll({ agents, clearing }: Scenario): Finding[] {
  let sum = clearing.houseCapitalCny;
  for (const { count, capitalCny, creditCny } of agents) sum += count * (largest(capitalCny) + largest(creditCny));
  if (sum <= MONEY_MAXIMUM_CNY) return [];
  const message = `capital and credit of all agents and the house come to CNY ${sum.toPrecision(3)}; at most ${String(MONEY_MAXIMUM_CNY)} can be counted exactly`;
  return [{ path: "agents", message }];
}

/** The largest value that a number or a distribution will practically give. */
function largest(value: number | Distribution): number {
  if (typeof value === "number") return value;
  if (value.distribution === "uniform") return value.high;
  if (value.distribution === "choice") return Math.max(...value.values);
  return value.distribution === "normal" ? value.mean + 4 * value.sd : value.median * exp(4 * value.sigma);
}

/** One local time for use, months and trading days. */
function oneLocalTime({ venues, compute }: Scenario): Finding[] {
  const minutes = compute.utcOffsetHours * 60;
  return Object.entries(venues).flatMap(([name, venue]): Finding[] => {
    if (venue.utcOffsetMinutes === minutes) return [];
    const message = `must be the local time of the compute market in this version (compute.utc_offset_hours), ${String(minutes)}`;
    return [{ path: `venues.${name}.utc_offset_minutes`, message }];
  });
}

/** A trading day has blocks, and they follow each other: the evening's first, the last one over before the next evening. */
function sessions(venue: Venue): Finding[] {
  const blocks = venue.sessions.map(block);
  if (blocks.length === 0) return [{ path: "sessions", message: "must hold at least one block of trading" }];
  const nextDay = { ...blocks[0], from: blocks[0].from + MINUTES_PER_DAY };
  const overlaps = [...blocks, nextDay].flatMap(({ from, at }, index, all): Finding[] => {
    if (index === 0 || from >= all[index - 1].to) return [];
    const message =
      "begins (auction included) before the block before it ends; blocks run in their order, evenings first";
    return [{ path: `sessions[${String(at)}].open`, message }];
  });
  if (overlaps.length > 0 || !venue.sessions[venue.sessions.length - 1].previousEvening) return overlaps;
  const message = "must end with a block on the trading day itself: contracts are settled at its close";
  return [{ path: "sessions", message }];
}

/** Order entry and end of a block, minutes from midnight of the trading day. */
function block(session: Session, at: number): { from: number; to: number; at: number } {
  const midnight = session.previousEvening ? -MINUTES_PER_DAY : 0;
  const length = (session.close - session.open + MINUTES_PER_DAY) % MINUTES_PER_DAY || MINUTES_PER_DAY;
  const open = midnight + session.open;
  return { from: open - session.auctionMinutes, to: open + length + session.closingAuctionMinutes, at };
}

/** Lead market makers are agents of the scenario, and all together have no more than everything. */
function leadMarketMakers({ venues, agents }: Scenario): Finding[] {
  const names = new Set(
    agents.flatMap(({ id, count }) => Array.from({ length: count }, (_, n) => `${id}-${String(n + 1)}`)),
  );
  return Object.entries(venues).flatMap(([name, { matching }]): Finding[] => {
    if (matching.algorithm !== "split") return [];
    const path = `venues.${name}.matching.lead_market_makers`;
    const unknown = matching.leadMarketMakers.flatMap(({ account }, index): Finding[] => {
      if (names.has(account)) return [];
      const message = `must name one agent, as <id>-<number> with a number up to its count (maker-1), got ${account}`;
      return [{ path: `${path}[${String(index)}].account`, message }];
    });
    const makers = matching.leadMarketMakers.map(({ account }) => account);
    const twice = makers.flatMap((account, index): Finding[] =>
      makers.indexOf(account) < index
        ? [{ path: `${path}[${String(index)}].account`, message: `${account} has a share already` }]
        : [],
    );
    const sum = matching.leadMarketMakers.reduce((total, { percent }) => total + percent, 0);
    const found = [...unknown, ...twice];
    return sum > 100 ? [...found, { path, message: `add up to ${String(sum)} percent, more than all` }] : found;
  });
}

/** A venue takes some order. */
function orderWords({ rules }: Venue): Finding[] {
  const empty = (path: string, words: readonly string[]): Finding[] =>
    words.length > 0
      ? []
      : [{ path: `rules.${path}`, message: "must not be empty: the venue would refuse every order" }];
  return [...empty("order_types", rules.orderTypes), ...empty("times_in_force", rules.timesInForce)];
}

/** A step of a spread is whole in price and money whatever tick its months have. */
function spreadTicks({ contract }: Venue): Finding[] {
  const { listed, ticksPerLegTick } = contract.spreads;
  if (!listed || SPREAD_TICKS.includes(ticksPerLegTick)) return [];
  const message = `must be ${SPREAD_TICKS.join(", ")} for the spread's price step to be whole, got ${String(ticksPerLegTick)}`;
  return [{ path: "contract.spreads.ticks_per_leg_tick", message }];
}

/** Of a trader's orders not more than all are of another kind. */
function orderShares({ agents }: Scenario): Finding[] {
  return agents.flatMap((group, index): Finding[] => {
    if (group.kind !== "noise") return [];
    const values = Object.entries(group).filter(([name]) => name.endsWith("Share") && name !== "spreadShare");
    const sum = values.reduce((total, [, value]) => total + (typeof value === "number" ? value : 0), 0);
    // Shares like .1 and .2 do not add up exactly.
    if (sum <= 1 + 1e-9) return [];
    const message = `order shares add up to ${sum.toPrecision(3)}, more than all limit orders`;
    return [{ path: `agents[${String(index)}]`, message }];
  });
}

function listings({ contract }: Venue, start: number): Finding[] {
  const path = "contract.listings";
  const { listings: terms } = contract;
  if (terms.length === 0 || terms[0].from > start) {
    const first = terms.length === 0 ? "is empty" : `begins on ${dateScalar(terms[0].from)}`;
    const message = `${first}; months listed at the start (${dateScalar(start)}) need a lot and a tick`;
    return [{ path: terms.length === 0 ? path : `${path}[0].from`, message }];
  }
  const dates = terms.map(({ from }) => from);
  return [...rising(path, dates, ".from"), ...terms.flatMap((term, index) => tick(term, `${path}[${String(index)}]`))];
}

/** Price steps are whole 1e-6 CNY, and one step of one lot is whole 1e-4 CNY: the ledger then never rounds a gain. */
function tick({ tick: rule, lotMtok }: Listing, path: string): Finding[] {
  if (rule.rule !== "fixed") return [];
  const micro = Math.round(rule.cny * MICRO_PER_CNY);
  if (micro < 1 || Math.abs(micro / MICRO_PER_CNY - rule.cny) > Number.EPSILON * rule.cny) {
    return [{ path: `${path}.tick.cny`, message: `must be a whole multiple of 0.000001 CNY, got ${String(rule.cny)}` }];
  }
  if ((micro * lotMtok) % MICRO_PER_MONEY === 0) return [];
  const money = String((micro * lotMtok) / MICRO_PER_CNY);
  const message = `tick ${String(rule.cny)} x lot ${String(lotMtok)} is ${money} CNY, not a whole number of 0.0001 CNY`;
  return [{ path: `${path}.tick.cny`, message }];
}

function agentNumbers({ agents }: Scenario): Finding[] {
  const total = agents.reduce((sum, { count }) => sum + count, 0);
  if (total >= 1 && total <= AGENTS_MAXIMUM) return [];
  const message = `must be 1 to ${String(AGENTS_MAXIMUM)} agents in all, got ${String(total)}`;
  return [{ path: "agents", message }];
}
