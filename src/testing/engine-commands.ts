import fc from "fast-check";
import type { Side } from "../base/units.ts";
import type {
  AllocationTerms,
  LeadMarketMakerTerms,
  TopOrderTerms,
  TradingTerms,
} from "../market/engine/trading-terms.ts";

/** What kind of command is meant; the player turns one that cannot be now into one that can, or into nothing. */
export type CommandKind =
  | "submit"
  | "cancel"
  | "replace"
  | "restop"
  | "collect"
  | "uncross"
  | "resume"
  | "massCancel"
  | "expire"
  | "purge"
  | "band";

/** One random command. Prices are steps from the centre of the instrument's prices, `pick` chooses among live orders. */
export interface EngineCommand {
  readonly kind: CommandKind;
  readonly instrument: number;
  readonly side: Side;
  readonly step: number;
  readonly stopStep: number;
  readonly lots: number;
  /** Lots shown, or the minimum, or the lots of a replacement. */
  readonly part: number;
  readonly pick: number;
  readonly account: number;
  readonly type: number;
  readonly tif: number;
  readonly stp: number;
  readonly special: "none" | "iceberg" | "minimum" | "all" | "postOnly";
}

/**
 * Instruments and where their prices lie: around `centres`, which drift, buys `apart` ticks below and sells as many
 * above, `narrow` steps of a command being one of `stride`; lots in units of `unit`.
 */
export interface EngineWorld {
  readonly terms: readonly TradingTerms[];
  readonly centres: readonly number[];
  readonly stride: number;
  readonly narrow: number;
  readonly apart: number;
  readonly drift: number;
  readonly unit: number;
}

export interface EngineRun {
  readonly world: EngineWorld;
  readonly commands: readonly EngineCommand[];
}

const LOWEST_PRICE = -0x8000_0000;
const HIGHEST_PRICE = 0x7fff_ffff;
const ANY_TOP: TopOrderTerms = { minimumLots: 1, maximumLots: HIGHEST_PRICE };
const SMALL_TOP: TopOrderTerms = { minimumLots: 5, maximumLots: 8 };

function split(
  timePercent: number,
  leadMarketMakers: LeadMarketMakerTerms[],
  minimumLots: number,
  topOrder: TopOrderTerms | undefined,
  levelling: boolean,
): AllocationTerms {
  return { algorithm: "split", topOrder, leadMarketMakers, timePercent, minimumLots, levelling };
}

const TWO_MAKERS: LeadMarketMakerTerms[] = [
  { account: 1, percent: 20 },
  { account: 2, percent: 10 },
];

const PRICE_TIME: AllocationTerms = { algorithm: "price_time" };

/** Every algorithm with settings that matter. */
const BY_SHARES: AllocationTerms[] = [
  { algorithm: "pro_rata", minimumLots: 0, topOrder: undefined },
  { algorithm: "pro_rata", minimumLots: 5, topOrder: undefined },
  { algorithm: "pro_rata", minimumLots: 2, topOrder: ANY_TOP },
  { algorithm: "pro_rata", minimumLots: 1, topOrder: SMALL_TOP },
  split(40, TWO_MAKERS, 2, ANY_TOP, true),
  split(0, [{ account: 3, percent: 50 }], 1, undefined, false),
  split(33, [], 3, SMALL_TOP, true),
  split(100, [...TWO_MAKERS, { account: 3, percent: 60 }], 0, ANY_TOP, false),
];

const continuousTerms = fc.oneof(fc.constant(PRICE_TIME), fc.constantFrom(...BY_SHARES));
const anyTerms = fc.oneof(
  { weight: 9, arbitrary: continuousTerms },
  { weight: 2, arbitrary: fc.constant<AllocationTerms>({ algorithm: "frequent_batch" }) },
);
const protections = fc.constantFrom(undefined, 0, 2, 5);
const units = fc.constantFrom(1, 1, 1, 1, 1, 9_999_991);

function terms(
  instrument: number,
  allocation: AllocationTerms,
  protectionTicks: number | undefined,
  spread?: TradingTerms["spread"],
): TradingTerms {
  return { instrument, allocation, protectionTicks, spread };
}

/** One instrument: prices narrow, wide and torn apart, around zero, below it and at both ends of the Int32s. */
const singleWorld: fc.Arbitrary<EngineWorld> = fc
  .record({
    allocation: anyTerms,
    protection: protections,
    centre: fc.constantFrom(0, 0, -50, 100_000, LOWEST_PRICE, HIGHEST_PRICE),
    stride: fc.constantFrom(1, 1, 1, 1, 60, 500, 4000, 100_000_000),
    drift: fc.constantFrom(0, 0, 0, 0, 3, -40, 900),
    unit: units,
  })
  .map(({ allocation, protection, centre, stride, drift, unit }) => {
    return { terms: [terms(0, allocation, protection)], centres: [centre], stride, narrow: 1, apart: 0, drift, unit };
  });

/** Within 10^6 ticks of zero and without a batch or a band, so that prices can be shifted and mirrored. */
export const plainWorld: fc.Arbitrary<EngineWorld> = fc
  .record({
    allocation: continuousTerms,
    protection: fc.constantFrom(0, 2, 5),
    centre: fc.constantFrom(0, -50, 100_000),
    stride: fc.constantFrom(1, 1, 60, 4000),
    drift: fc.constantFrom(0, 3, -40, 900),
  })
  .map(({ allocation, protection, centre, stride, drift }) => {
    return {
      terms: [terms(0, allocation, protection)],
      centres: [centre],
      stride,
      narrow: 1,
      apart: 0,
      drift,
      unit: 1,
    };
  });

/**
 * Two or three months with one or two spreads, and an instrument that has nothing to do with them. The prices of the
 * months are those of the first less the spreads', give or take, so that implied prices compete with direct ones.
 */
const familyWorld: fc.Arbitrary<EngineWorld> = fc
  .record({
    allocations: fc.array(fc.oneof({ weight: 8, arbitrary: continuousTerms }, { weight: 1, arbitrary: anyTerms }), {
      minLength: 6,
      maxLength: 6,
    }),
    same: fc.boolean(),
    protection: protections,
    ticksPerLegTick: fc.constantFrom(1, 1, 4),
    implied: fc.constantFrom(true, true, true, true, false),
    second: fc.constantFrom("none", "sameNear", "chain", "sameFar"),
    narrow: fc.constantFrom(1, 3, 6),
    apart: fc.constantFrom(0, 1),
    unit: units,
  })
  .map(({ allocations, same, protection, ticksPerLegTick, implied, second, narrow, apart, unit }) => {
    const allocation = (i: number): AllocationTerms => allocations[same ? 0 : i];
    const outright = (i: number): TradingTerms => terms(i, allocation(i), protection);
    const spread = (i: number, near: number, far: number): TradingTerms =>
      terms(i, allocation(i), protection, { near, far, ticksPerLegTick, implied });
    const prices = [100, 90, 85];
    const centre = (near: number, far: number): number => ticksPerLegTick * (prices[near] - prices[far]);
    const [near, far] = { none: [0, 1], sameNear: [0, 2], chain: [1, 2], sameFar: [0, 1] }[second];
    const few = [outright(0), outright(1), spread(2, 0, 1)];
    if (second === "none")
      return { terms: few, centres: [100, 90, centre(0, 1)], stride: 1, narrow, apart, drift: 0, unit };
    // Three months: a second spread with the same near month, from the second month on, or with the same far month.
    const legs = second === "sameFar" ? ([2, 1] as const) : ([near, far] as const);
    return {
      terms: [outright(0), outright(1), outright(2), spread(3, 0, 1), spread(4, ...legs), outright(5)],
      centres: [...prices, centre(0, 1), centre(...legs), 0],
      stride: 1,
      narrow,
      apart,
      drift: 0,
      unit,
    };
  });

const command: fc.Arbitrary<EngineCommand> = fc.record({
  kind: fc.oneof(
    { weight: 60, arbitrary: fc.constant("submit" as const) },
    { weight: 10, arbitrary: fc.constant("cancel" as const) },
    { weight: 15, arbitrary: fc.constant("replace" as const) },
    { weight: 3, arbitrary: fc.constant("restop" as const) },
    { weight: 2, arbitrary: fc.constantFrom("collect" as const, "band" as const) },
    { weight: 6, arbitrary: fc.constantFrom("uncross" as const, "resume" as const, "resume" as const) },
    { weight: 1, arbitrary: fc.constantFrom("massCancel" as const, "expire" as const, "purge" as const) },
  ),
  instrument: fc.nat({ max: 59 }),
  side: fc.constantFrom<Side>(1, -1),
  step: fc.integer({ min: -6, max: 6 }),
  stopStep: fc.integer({ min: -9, max: 9 }),
  lots: fc.integer({ min: 1, max: 20 }),
  part: fc.integer({ min: 1, max: 20 }),
  pick: fc.nat({ max: 999 }),
  // Few, so that orders often meet their own account's.
  account: fc.nat({ max: 3 }),
  type: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 2, 3, 4),
  tif: fc.constantFrom(0, 0, 0, 1, 2, 3),
  stp: fc.constantFrom(0, 0, 0, 0, 1, 2, 3, 4),
  special: fc.constantFrom("none", "none", "none", "none", "iceberg", "iceberg", "minimum", "all", "postOnly"),
});

const anyWorld = fc.oneof(singleWorld, familyWorld, familyWorld);

/** Random runs of up to `most` commands on a random world. */
export function engineRuns(most: number, worlds: fc.Arbitrary<EngineWorld> = anyWorld): fc.Arbitrary<EngineRun> {
  return fc.record({ world: worlds, commands: fc.array(command, { maxLength: most, size: "max" }) });
}

/** The price of a command of a side, `i` commands into a run; side 0: between the two. */
export function priceOf(world: EngineWorld, position: number, i: number, step: number, side: Side | 0 = 0): number {
  const centre = world.centres[position] + world.drift * i - side * world.apart;
  const price = centre + world.stride * Math.trunc(step / world.narrow);
  return Math.min(Math.max(price, LOWEST_PRICE), HIGHEST_PRICE);
}
