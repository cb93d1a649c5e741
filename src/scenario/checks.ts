import { epochDay, weekday } from "../base/dates.ts";
import { exp } from "../base/elementary.ts";
import type { Distribution } from "../base/parameters.ts";
import { dateScalar } from "./yaml-text.ts";
import type { Check, Finding } from "./check.ts";
import { blockOf } from "./blocks.ts";
import { clearingChecks } from "./clearing-checks.ts";
import { contractChecks } from "./contract-checks.ts";
import { computeChecks } from "./compute-checks.ts";
import type { Scenario } from "./schema.ts";
import { AGENTS_MAXIMUM } from "./schema.ts";

type Venue = Scenario["venues"][string];

const DAYS_MAXIMUM = 3653;
const FIRST_DAY = epochDay(1990, 1, 1);
const LAST_DAY = epochDay(2100, 12, 31);
const MINUTES_PER_DAY = 1440;
const MONEY_MAXIMUM = 400_000_000_000;

/** Combinations of values that cannot be. */
export const checks: readonly Check<Scenario>[] = [
  {
    reads: ["title", "question"],
    find: ({ title, question }) => [...blank("title", title), ...blank("question", question)],
  },
  { reads: ["seed"], find: ({ seed }) => blank("seed", seed) },
  { reads: ["start", "end"], find: period },
  { reads: ["venues"], find: oneVenue },
  { reads: ["venues"], find: (scenario) => eachVenue(scenario, sessions) },
  { reads: ["venues", "agents"], find: leadMarketMakers },
  { reads: ["venues"], find: (scenario) => eachVenue(scenario, orderWords) },
  { reads: ["agents"], find: orderShares },
  { reads: ["start", "end", "warmup_sessions", "venues"], find: tradingDays },
  { reads: ["agents"], find: agentNumbers },
  { reads: ["agents", "clearing.house_capital", "clearing.members"], find: moneyInAll },
  ...contractChecks,
  ...clearingChecks,
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

/** Enough trading days for the metrics; the first day of a scenario never trades. */
function tradingDays({ start, end, warmupSessions, venues }: Scenario): Finding[] {
  const [venue] = Object.values(venues);
  if (venue === undefined || end <= start || end - start >= DAYS_MAXIMUM) return [];
  const holidays = new Set(venue.holidays);
  // The evening of the first day has no trading: a venue that opens in the evening begins a day later.
  const first = venue.sessions.every(({ previousEvening }) => previousEvening) ? start + 2 : start + 1;
  let count = 0;
  for (let day = first; day <= end; day++) if (weekday(day) < 5 && !holidays.has(day)) count++;
  if (count === 0) return [{ path: "end", message: "leaves no trading day after the first day of the scenario" }];
  const message = `must leave trading days for the metrics; the scenario has ${String(count)}, got ${String(warmupSessions)}`;
  return warmupSessions >= count ? [{ path: "warmup_sessions", message }] : [];
}

/** All money together must be countable in whole 1e-4 of the currency below 2^53, with room for gains and losses. */
function moneyInAll({ agents, clearing }: Scenario): Finding[] {
  let sum = clearing.houseCapital;
  for (const { capital } of clearing.members) sum += capital;
  for (const { count, capitalCny, creditCny } of agents) sum += count * (largest(capitalCny) + largest(creditCny));
  if (sum <= MONEY_MAXIMUM) return [];
  const message = `money of all agents, members and the house comes to ${sum.toPrecision(3)}; at most ${String(MONEY_MAXIMUM)} can be counted exactly`;
  return [{ path: "agents", message }];
}

/** The largest value that a number or a distribution will practically give. */
function largest(value: number | Distribution): number {
  if (typeof value === "number") return value;
  if (value.distribution === "uniform") return value.high;
  if (value.distribution === "choice") return Math.max(...value.values);
  return value.distribution === "normal" ? value.mean + 4 * value.sd : value.median * exp(4 * value.sigma);
}

/** A trading day has blocks, and they follow each other: the evening's first, the last one over before the next evening. */
function sessions(venue: Venue): Finding[] {
  const blocks = venue.sessions.map((session, at) => ({ ...blockOf(session), at }));
  if (blocks.length === 0) return [{ path: "sessions", message: "must hold at least one block of trading" }];
  const nextDay = { ...blocks[0], from: blocks[0].from + MINUTES_PER_DAY };
  const overlaps = [...blocks, nextDay].flatMap(({ from, at }, index, all): Finding[] => {
    if (index === 0 || from >= all[index - 1].to) return [];
    const message =
      "begins (auction included) before the block before it ends; blocks run in their order, evenings first";
    return [{ path: `sessions[${String(at)}].open`, message }];
  });
  if (overlaps.length > 0) return overlaps;
  const last = venue.sessions[venue.sessions.length - 1];
  const isOnDay = !last.previousEvening || (venue.eveningBefore === "calendar_day" && blockOf(last).close > 0);
  if (isOnDay) return [];
  const message = "must end with a block that closes on the trading day itself: contracts are settled at its close";
  return [{ path: "sessions", message }];
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

function agentNumbers({ agents }: Scenario): Finding[] {
  const total = agents.reduce((sum, { count }) => sum + count, 0);
  if (total >= 1 && total <= AGENTS_MAXIMUM) return [];
  const message = `must be 1 to ${String(AGENTS_MAXIMUM)} agents in all, got ${String(total)}`;
  return [{ path: "agents", message }];
}
