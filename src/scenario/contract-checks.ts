import { rising } from "./rising.ts";
import { blockOf } from "./blocks.ts";
import type { Check, Finding } from "./check.ts";
import type { Compute, Scenario } from "./schema.ts";
import { dateScalar } from "./yaml-text.ts";

type Venue = Scenario["venues"][string];
type Contract = Venue["contracts"][number];
type Listing = Contract["listings"][number];
type Group = Scenario["agents"][number];

const HOURS_PER_DAY = 24;
const MINUTES_PER_HOUR = 60;
const MICRO = 1_000_000;
const MICRO_PER_MONEY = 100;
const SPREAD_TICKS = [1, 2, 4, 5, 10];
/** Currency of an index of each underlying. */
const CURRENCIES = { token: "CNY", gpu_hour: "USD" } as const;
const GOODS = { token: "tokens", gpu_hour: "GPU-hours" } as const;

/** What contracts need: names, lots and ticks, an index in the venue's currency, fixings in time, and agents who fit them. */
export const contractChecks: readonly Check<Scenario>[] = [
  { reads: ["venues"], find: eachContract(codes) },
  { reads: ["venues"], find: someContract },
  { reads: ["venues"], find: perpetualNames },
  { reads: ["venues"], find: eachContract(spreadTicks) },
  { reads: ["venues"], find: eachContract(fundingHours) },
  { reads: ["venues", "start"], find: eachContract((contract, venue, { start }) => listings(contract, venue, start)) },
  { reads: ["venues"], find: clockChanges },
  { reads: ["venues", "compute.indices"], find: eachContract(settlement) },
  { reads: ["venues", "compute.indices", "compute.utc_offset_hours"], find: eachContract(fixingBeforeClose) },
  { reads: ["venues", "agents"], find: agentContracts },
  { reads: ["venues", "agents"], find: hedgersInCny },
];

type ContractCheck = (contract: Contract, venue: Venue, scenario: Scenario) => Finding[];

/** Paths that a check of contracts finds are those below the contract, or from the root where they begin with `compute`. */
function eachContract(find: ContractCheck): Check<Scenario>["find"] {
  return (scenario) =>
    Object.entries(scenario.venues).flatMap(([name, venue]) =>
      venue.contracts.flatMap((contract, at) =>
        find(contract, venue, scenario).map(({ path, message }) => ({
          path: path.startsWith("compute.") ? path : `venues.${name}.contracts[${String(at)}].${path}`,
          message,
        })),
      ),
    );
}

function someContract({ venues }: Scenario): Finding[] {
  return Object.entries(venues).flatMap(([name, { contracts }]): Finding[] =>
    contracts.length > 0 ? [] : [{ path: `venues.${name}.contracts`, message: "must hold at least one contract" }],
  );
}

function codes({ code }: Contract): Finding[] {
  if (/^[A-Za-z][A-Za-z0-9]{0,7}$/.test(code)) return [];
  return [{ path: "code", message: "must be a letter, then letters or digits (8 at most)" }];
}

/** A perpetual is called what no month of another contract may be called. */
function perpetualNames({ venues }: Scenario): Finding[] {
  return Object.entries(venues).flatMap(([name, { contracts }]) =>
    contracts.flatMap(({ code, expiry }, at): Finding[] => {
      const other = contracts.find((one) => one.expiry === "monthly" && isMonthOf(code, one.code));
      if (expiry !== "perpetual" || other === undefined) return [];
      const message = `reads as a month of ${other.code}; call the perpetual something else`;
      return [{ path: `venues.${name}.contracts[${String(at)}].code`, message }];
    }),
  );
}

function isMonthOf(code: string, other: string): boolean {
  return code.startsWith(other) && /^[0-9]{4}$/.test(code.slice(other.length));
}

/** A step of a spread is whole in price and money whatever tick its months have. */
function spreadTicks({ spreads }: Contract): Finding[] {
  const { listed, ticksPerLegTick } = spreads;
  if (!listed || SPREAD_TICKS.includes(ticksPerLegTick)) return [];
  const message = `must be ${SPREAD_TICKS.join(", ")} for the spread's price step to be whole, got ${String(ticksPerLegTick)}`;
  return [{ path: "spreads.ticks_per_leg_tick", message }];
}

/** Funding is paid at the same hours every day. */
function fundingHours({ expiry, funding }: Contract): Finding[] {
  if (expiry !== "perpetual" || HOURS_PER_DAY % funding.intervalHours === 0) return [];
  const message = `must divide a day of 24 hours, got ${String(funding.intervalHours)}`;
  return [{ path: "funding.interval_hours", message }];
}

function listings({ listings: terms }: Contract, { currency }: Venue, start: number): Finding[] {
  const path = "listings";
  if (terms.length === 0 || terms[0].from > start) {
    const first = terms.length === 0 ? "is empty" : `begins on ${dateScalar(terms[0].from)}`;
    const message = `${first}; months listed at the start (${dateScalar(start)}) need a lot and a tick`;
    return [{ path: terms.length === 0 ? path : `${path}[0].from`, message }];
  }
  const dates = terms.map(({ from }) => from);
  return [
    ...rising(path, dates, ".from"),
    ...terms.flatMap((term, index) => tick(term, currency, `${path}[${String(index)}]`)),
  ];
}

/** Price steps are whole 1e-6, and one step of one lot is whole 1e-4 of the currency: the ledger then never rounds a gain. */
function tick({ tick: rule, lot }: Listing, currency: string, path: string): Finding[] {
  if (rule.rule !== "fixed") return [];
  const micro = Math.round(rule.price * MICRO);
  if (micro < 1 || Math.abs(micro / MICRO - rule.price) > Number.EPSILON * rule.price) {
    const message = `must be a whole multiple of 0.000001 ${currency}, got ${String(rule.price)}`;
    return [{ path: `${path}.tick.price`, message }];
  }
  if ((micro * lot) % MICRO_PER_MONEY === 0) return [];
  const money = String((micro * lot) / MICRO);
  const message = `tick ${String(rule.price)} x lot ${String(lot)} is ${money} ${currency}, not a whole number of 0.0001 ${currency}`;
  return [{ path: `${path}.tick.price`, message }];
}

function clockChanges({ venues }: Scenario): Finding[] {
  return Object.entries(venues).flatMap(([name, { utcOffsetChanges }]) =>
    rising(
      `venues.${name}.utc_offset_changes`,
      utcOffsetChanges.map(({ date }) => date),
      ".date",
    ),
  );
}

/** The place of the index that a contract settles to; -1 where there is none of that name. */
function indexOf({ index }: Contract, { indices }: Compute): number {
  return index === "" ? 0 : indices.findIndex(({ id }) => id === index);
}

/** Contracts settle to an index there is, in the currency of the venue. */
function settlement(contract: Contract, { currency }: Venue, { compute }: Scenario): Finding[] {
  if (compute.indices.length === 0) return [];
  const at = indexOf(contract, compute);
  if (at < 0) {
    const known = compute.indices.map(({ id }) => id).join(", ");
    return [{ path: "index", message: `there is no index ${contract.index}; known: ${known}` }];
  }
  const { id, underlying } = compute.indices[at];
  if (CURRENCIES[underlying] === currency) return [];
  const message = `${id} prices ${GOODS[underlying]} in ${CURRENCIES[underlying]}, the venue's currency is ${currency}; contracts in another currency than their index do not exist in this version`;
  return [{ path: "index", message }];
}

/**
 * The last fixing that a month needs must be public when it is settled, at its last close. Local days of index and venue
 * bear the same date; where the clocks of the venue are changed, this holds before and after.
 */
function fixingBeforeClose(contract: Contract, venue: Venue, { compute }: Scenario): Finding[] {
  const { method } = contract.finalSettlement;
  const at = indexOf(contract, compute);
  const last = venue.sessions[venue.sessions.length - 1];
  const needsFixing = contract.expiry === "monthly" && (method === "index_month_mean" || method === "index_day");
  if (!needsFixing || last === undefined || compute.indices[at] === undefined) return [];
  const { close } = blockOf(last);
  if (close <= 0) return [];
  const offsets = [venue.utcOffsetMinutes, ...venue.utcOffsetChanges.map(({ minutes }) => minutes)];
  const latest = Math.max(...offsets);
  const fixing = (compute.indices[at].fixingHour - compute.utcOffsetHours) * MINUTES_PER_HOUR + latest;
  if (fixing < close) return [];
  const message = "must be before the venue's last close: a contract is settled there to a mean that needs this fixing";
  return [{ path: `compute.indices[${String(at)}].fixing_hour`, message }];
}

/** The contract that a group of agents trades; undefined where it names one that does not exist. */
function contractOf(group: Group, { contracts }: Venue): Contract | undefined {
  return group.contract === "" ? contracts[0] : contracts.find(({ code }) => code === group.contract);
}

function agentContracts({ venues, agents }: Scenario): Finding[] {
  return Object.values(venues).flatMap((venue) =>
    agents.flatMap((group, index): Finding[] => {
      if (contractOf(group, venue) !== undefined || venue.contracts.length === 0) return [];
      const known = venue.contracts.map(({ code }) => code).join(", ");
      return [
        {
          path: `agents[${String(index)}].contract`,
          message: `there is no contract ${group.contract}; known: ${known}`,
        },
      ];
    }),
  );
}

/** Labs and data centres pay and are paid CNY for compute, and hedge it in CNY. */
function hedgersInCny({ venues, agents }: Scenario): Finding[] {
  return Object.values(venues).flatMap(({ currency }) =>
    agents.flatMap((group, index): Finding[] => {
      const isHedger = group.kind === "ai-lab" || group.kind === "data-centre";
      if (!isHedger || group.count === 0 || currency === "CNY") return [];
      const message = `${group.kind} must trade a contract in CNY in this version: its money is CNY, the venue's ${currency}`;
      return [{ path: `agents[${String(index)}].kind`, message }];
    }),
  );
}
