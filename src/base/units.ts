/**
 * Units of the numbers that cross the walls of a module. They are flavours: a plain number may become any of them, but
 * one of them may not become another, so that lots handed over as ticks do not compile.
 */
type Flavour<Name extends string> = number & { readonly unit?: Name };

/** Whole microseconds since the scenario's start, midnight UTC of its first day. */
export type TimeUs = Flavour<"microseconds">;
/** A price as a whole number of the instrument's price steps. May be zero or negative. */
export type Ticks = Flavour<"ticks">;
/** A whole number of contracts. */
export type Lots = Flavour<"lots">;
/** Whole smallest units of a currency: 1e-4 CNY, 1e-4 USD. */
export type Money = Flavour<"money">;
/** Whole millions of tokens. */
export type Mtok = Flavour<"mtok">;
/** Days since 1970-01-01. */
export type EpochDay = Flavour<"epochDay">;

/** +1 for a buyer, -1 for a seller. */
export type Side = 1 | -1;

export const MONEY_PER_UNIT = 10_000;
export const MICROSECONDS_PER_SECOND = 1_000_000;
export const MICROSECONDS_PER_MINUTE = 60_000_000;
export const MICROSECONDS_PER_HOUR = 3_600_000_000;
export const MICROSECONDS_PER_DAY = 86_400_000_000;
