import type { Check, Finding } from "../../scenario/check.ts";
import { NAME_BYTES } from "./byte-names.ts";
import type { Contract } from "./contract.ts";
import { highestTicks, lowestTicks, stepOf } from "./price-scale.ts";

/** Combinations of values that cannot be. */
export const contractChecks: readonly Check<Contract>[] = [
  { reads: ["tick"], find: tick },
  { reads: ["tick", "band"], find: ({ tick: size, band }) => bandOf("band", band, size) },
  { reads: ["matching"], find: topOrder },
  { reads: ["orders"], find: orderWords },
  { reads: ["matching"], find: leadMarketMakers },
  { reads: ["instruments", "spreads"], find: names },
  { reads: ["tick", "instruments", "spreads"], find: spreads },
];

function tick(contract: Contract): Finding[] {
  if (stepOf(contract.tick) !== undefined) return [];
  return [{ path: "tick", message: "must be a decimal of at most 9 places and 6 digits" }];
}

function bandOf(path: string, { low, high }: Contract["band"], size: number): Finding[] {
  if (low > high) return [{ path: `${path}.high`, message: `must be at least low (${String(low)})` }];
  if (lowestTicks(low, size) <= highestTicks(high, size)) return [];
  return [{ path: `${path}.high`, message: "leaves no price: there is no whole tick between low and high" }];
}

function topOrder({ matching }: Contract): Finding[] {
  if (matching.algorithm !== "pro_rata" && matching.algorithm !== "split") return [];
  const { minimumLots, maximumLots } = matching.topOrder;
  if (maximumLots > 0 || minimumLots === 1) return [];
  return [{ path: "matching.top_order", message: "says minimum_lots but not maximum_lots: there is no top order" }];
}

function orderWords({ orders }: Contract): Finding[] {
  const empty = (path: string, words: readonly string[]): Finding[] =>
    words.length > 0 ? [] : [{ path: `orders.${path}`, message: "must not be empty: every order would be refused" }];
  return [...empty("order_types", orders.orderTypes), ...empty("times_in_force", orders.timesInForce)];
}

function leadMarketMakers({ matching }: Contract): Finding[] {
  if (matching.algorithm !== "split") return [];
  const makers = matching.leadMarketMakers;
  const found: Finding[] = [];
  for (const [index, { account }] of makers.entries()) {
    const path = `matching.lead_market_makers[${String(index)}].account`;
    if (isUnwritable(account)) found.push({ path, message: NAME_RULE });
    if (makers.findIndex((other) => other.account === account) < index)
      found.push({ path, message: `${JSON.stringify(account)} has a share already` });
  }
  const percent = makers.reduce((sum, maker) => sum + maker.percent, 0);
  if (percent <= 100) return found;
  return [...found, { path: "matching.lead_market_makers", message: `give away ${String(percent)} percent` }];
}

const NAME_RULE = `must be 1 to ${String(NAME_BYTES)} bytes without control characters`;

function isUnwritable(name: string): boolean {
  const bytes = new TextEncoder().encode(name).length;
  return bytes === 0 || bytes > NAME_BYTES || /\p{Cc}/u.test(name) || name.trim() !== name;
}

function names({ instruments, spreads }: Contract): Finding[] {
  const found: Finding[] = [];
  const known = new Set<string>();
  const check = (name: string, path: string): void => {
    if (isUnwritable(name)) found.push({ path, message: NAME_RULE });
    if (known.has(name)) found.push({ path, message: `${JSON.stringify(name)} is taken` });
    known.add(name);
  };
  for (const [index, name] of instruments.entries()) check(name, `instruments[${String(index)}]`);
  for (const [index, { id }] of spreads.entries()) check(id, `spreads[${String(index)}].id`);
  return found;
}

function spreads({ tick: legTick, instruments, spreads: all }: Contract): Finding[] {
  const found: Finding[] = [];
  const ids = all.map(({ id }) => id);
  for (const [index, spread] of all.entries()) {
    const path = `spreads[${String(index)}]`;
    found.push(...bandOf(`${path}.band`, spread.band, legTick / spread.ticksPerLegTick));
    if (spread.near === spread.far)
      found.push({ path: `${path}.far`, message: "must be another instrument than near" });
    for (const leg of ["near", "far"] as const) {
      const name = spread[leg];
      const isKnown = instruments.length === 0 ? !isUnwritable(name) : instruments.includes(name);
      if (!isKnown) found.push({ path: `${path}.${leg}`, message: `${JSON.stringify(name)} is not among instruments` });
      if (ids.includes(name)) found.push({ path: `${path}.${leg}`, message: "must not be a spread itself" });
    }
    if (stepOf(legTick) !== undefined && stepOf(legTick, spread.ticksPerLegTick) === undefined)
      found.push({
        path: `${path}.ticks_per_leg_tick`,
        message: "leaves a tick that is no decimal of at most 9 places",
      });
  }
  return found;
}
