import { waterfallProblem } from "../clearing/default/waterfall.ts";
import { windowProblem } from "../market/settlement/moments.ts";
import type { Check, Finding } from "./check.ts";
import type { Scenario } from "./schema.ts";

/** What the clearing house needs: members, an order of layers that can be, names of contracts, a window in trading hours. */
export const clearingChecks: readonly Check<Scenario>[] = [
  { reads: ["agents", "clearing.members"], find: memberNames },
  { reads: ["clearing.waterfall"], find: waterfall },
  { reads: ["venues", "clearing.margin"], find: marginContracts },
  { reads: ["venues", "clearing.stress"], find: stressContracts },
  { reads: ["venues"], find: settlementWindow },
  { reads: ["venues"], find: closingAuction },
  { reads: ["venues"], find: closesFirst },
  { reads: ["venues", "clearing.calls"], find: intradayTimes },
];

/** There is a member, and agents clear through those that there are. */
function memberNames({ agents, clearing }: Scenario): Finding[] {
  const ids = clearing.members.map(({ id }) => id);
  if (ids.length === 0) return [{ path: "clearing.members", message: "must hold at least one clearing member" }];
  const names = new Set(
    agents.flatMap(({ id, count }) => Array.from({ length: count }, (_, n) => `${id}-${String(n + 1)}`)),
  );
  const doubled = ids.flatMap((id, index): Finding[] =>
    names.has(id) ? [{ path: `clearing.members[${String(index)}].id`, message: `${id} is the name of an agent` }] : [],
  );
  const unknown = agents.flatMap(({ member }, index): Finding[] => {
    if (member === "" || ids.includes(member)) return [];
    const message = `there is no clearing member ${member}; known: ${ids.join(", ")}`;
    return [{ path: `agents[${String(index)}].member`, message }];
  });
  return [...doubled, ...unknown];
}

function waterfall({ clearing }: Scenario): Finding[] {
  const message = waterfallProblem(clearing.waterfall);
  return message === undefined ? [] : [{ path: "clearing.waterfall", message }];
}

function codesOf({ venues }: Scenario): string[] {
  return Object.values(venues).flatMap(({ contracts }) => contracts.map(({ code }) => code));
}

function unknownContract(code: string, codes: readonly string[], path: string): Finding[] {
  if (codes.length === 0 || codes.includes(code)) return [];
  return [{ path, message: `there is no contract ${code}; known: ${codes.join(", ")}` }];
}

function marginContracts(scenario: Scenario): Finding[] {
  const { margin } = scenario.clearing;
  if (margin.model === "fixed_tiers") return [];
  const codes = codesOf(scenario);
  const own = margin.contracts.flatMap(({ code }, index) =>
    unknownContract(code, codes, `clearing.margin.contracts[${String(index)}].code`),
  );
  if (margin.model !== "scan") return own;
  const credits = margin.interCommodity.flatMap(({ first, second }, index): Finding[] => {
    const path = `clearing.margin.inter_commodity[${String(index)}]`;
    if (first === second) return [{ path: `${path}.second`, message: `must be another contract than first, ${first}` }];
    return [...unknownContract(first, codes, `${path}.first`), ...unknownContract(second, codes, `${path}.second`)];
  });
  return [...own, ...credits];
}

function stressContracts(scenario: Scenario): Finding[] {
  const codes = codesOf(scenario);
  return scenario.clearing.stress.scenarios.flatMap(({ contracts }, at) =>
    contracts.flatMap(({ code }, index) =>
      unknownContract(code, codes, `clearing.stress.scenarios[${String(at)}].contracts[${String(index)}].code`),
    ),
  );
}

/** The window of daily settlement prices lies within the last block of the day. */
function settlementWindow({ venues }: Scenario): Finding[] {
  return Object.entries(venues).flatMap(([name, { settlement, sessions }]): Finding[] => {
    const last = sessions[sessions.length - 1];
    const message = last === undefined ? undefined : windowProblem(settlement, last);
    return message === undefined ? [] : [{ path: `venues.${name}.settlement.window_end`, message }];
  });
}

/** Closing orders go first where books give out by time, and where orders say that they close. */
function closesFirst({ venues }: Scenario): Finding[] {
  return Object.entries(venues).flatMap(([name, { rules, matching }]): Finding[] => {
    if (!rules.closesFirst) return [];
    const path = `venues.${name}.rules.closes_first`;
    if (matching.algorithm !== "price_time")
      return [
        {
          path,
          message: `must be false where matching is ${matching.algorithm}: closing orders go first by time only`,
        },
      ];
    if (!rules.positionEffect)
      return [{ path, message: "must be false without position_effect: no order says that it closes" }];
    return [];
  });
}

/** Intraday cycles run in continuous trading. */
function intradayTimes({ venues, clearing }: Scenario): Finding[] {
  const { enabled, times } = clearing.calls.intraday;
  if (!enabled) return [];
  const path = "clearing.calls.intraday.times";
  if (times.length === 0) return [{ path, message: "must hold a time where intraday cycles are enabled" }];
  const blocks = Object.values(venues).flatMap(({ sessions }) => sessions);
  return times.flatMap((time, index): Finding[] => {
    const isInside = blocks.some(({ open, close }) =>
      close > open ? time >= open && time < close : time >= open || time < close,
    );
    const message = "must lie in a block of continuous trading: from its open on, and before its close";
    return isInside ? [] : [{ path: `${path}[${String(index)}]`, message }];
  });
}

/** Settlement at the price of the closing auction needs one. */
function closingAuction({ venues }: Scenario): Finding[] {
  return Object.entries(venues).flatMap(([name, { settlement, sessions }]): Finding[] => {
    const last = sessions[sessions.length - 1];
    if (settlement.method !== "closing_auction" || last === undefined || last.closingAuctionMinutes > 0) return [];
    const message = "must not be closing_auction where the day's last session has no closing_auction_minutes";
    return [{ path: `venues.${name}.settlement.method`, message }];
  });
}
