import type { CommonParameters } from "../agents/common-parameters.ts";
import { agentKinds } from "../agents/index.ts";
import { drawDistributions } from "../base/draw.ts";
import type { Streams } from "../base/random.ts";
import type { Hedger } from "../compute/physical-use.ts";
import type { VenueParameters } from "../market/parameters.ts";
import type { AccountTraits } from "../market/rules/controllers.ts";
import type { Scenario } from "../scenario/schema.ts";
import { physicalLeg } from "./physical-leg.ts";

/** An agent of the scenario with its parameters drawn. */
export interface Player {
  readonly id: string;
  readonly kind: string;
  readonly group: string;
  readonly agent: ReturnType<(typeof agentKinds)[keyof typeof agentKinds]["create"]>;
  readonly common: CommonParameters;
  readonly parameters: object;
  readonly hedger: Hedger | undefined;
}

/** The agents of a scenario, in the order of its groups. */
export function makePlayers(scenario: Scenario, streams: Streams): Player[] {
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
export function accountOf(players: readonly Player[], name: string): number {
  const account = players.findIndex(({ id }) => id === name);
  if (account < 0) throw new RangeError(`the rulebook names an agent that does not exist: ${name}`);
  return account;
}

/** Number of the contract that an agent names, of the first where it names none; a RangeError for an unknown one. */
export function contractOf({ contracts }: VenueParameters, code: string): number {
  const contract = code === "" ? 0 : contracts.findIndex((terms) => terms.code === code);
  if (contract < 0) throw new RangeError(`an agent names a contract that does not exist: ${code}`);
  return contract;
}

/** What the venue's rules ask about each account; the members' own accounts come after the agents'. */
export function traitsOf(players: readonly Player[], accounts: number): AccountTraits[] {
  const controllers = new Map<string, number>();
  const numberOf = (name: string): number => {
    if (!controllers.has(name)) controllers.set(name, controllers.size);
    return controllers.get(name)!;
  };
  const agents = players.map(({ id, common }): AccountTraits => ({
    // An account's own name can be no controller's: it has a blank before it.
    controller: numberOf(common.controller === "" ? ` ${id}` : common.controller),
    isNaturalPerson: common.naturalPerson,
    hedgeExempt: common.hedgeExempt,
    hedgeQuotaLots: common.hedgeQuotaLots,
    isDesignatedMaker: common.marketMaker,
    isMember: false,
  }));
  const houses = Array.from({ length: accounts - players.length }, (_, m): AccountTraits => ({
    controller: numberOf(` house ${m}`),
    isNaturalPerson: false,
    hedgeExempt: true,
    hedgeQuotaLots: 0,
    isDesignatedMaker: false,
    isMember: true,
  }));
  return [...agents, ...houses];
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
