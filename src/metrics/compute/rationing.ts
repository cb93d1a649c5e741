import { RATIONED_ABOVE, RUN_WINDOW } from "../conventions.ts";
import type { MetricDefinition, MetricFamily } from "../definition.ts";
import type { Facts } from "../facts.ts";
import { isMonth } from "../windows.ts";
import type { MetricWriter } from "../writer.ts";
import type { Buyer } from "./buyers.ts";
import { buyersOf } from "./buyers.ts";
import { computeByWindow } from "./hours-by-window.ts";

/** Excess of a shadow price over the price above which an hour counts as rationed; below it is rounding. */
const RATIONED_HOUR_ABOVE = 1e-9;

const BY_HAND = "compute/rationing.test.ts: the market hour by hour, by hand";
const BUYERS_BY_HAND = "compute/rationing.test.ts: two buyers and their class by hand";

const definitions: readonly MetricDefinition[] = [
  {
    id: "worst_hour_unserved",
    meaning: "largest share of what was asked for or had waited that was not served in its hour",
    formula: "max((unserved_mtok + waiting_mtok) / (served_mtok + unserved_mtok + waiting_mtok))",
    unit: "1",
    direction: "lower",
    source: "convention: without a queue unserved over requested; with one, requests that wait count as not served",
    oracle: BY_HAND,
  },
  {
    id: "rationed_hours_share",
    meaning:
      "share of hours in which access is rationed: the last served token was worth more than its price, or users got none of what they asked for",
    formula:
      "share of rows with shadow_price > price, or with served_mtok = 0 and waiting_mtok > 0 (all wait: no token has a shadow price yet)",
    unit: "1",
    direction: "lower",
    source: "definition; in an auction the price is the value of the last served token",
    oracle: BY_HAND,
  },
  {
    id: "rationed_months",
    meaning: "calendar months in which access is rationed",
    formula: `number of months with sum(max(0, requested_mtok - served_mtok) in hours of rationed_hours_share) / sum(requested_mtok) > ${RATIONED_ABOVE}`,
    unit: "1",
    direction: "lower",
    source: "assumption: a share below one percent is an ordinary peak hour",
    oracle: "compute/rationing.test.ts: counts months in which more than a percent was refused or put off",
  },
  {
    id: "shadow_ratio",
    meaning:
      "what the last served token was worth over its price, both means over tokens served or refused; of the market, each class of buyers and each of them",
    formula:
      "sum(w x shadow_price) / sum(w x price), w = served_mtok + unserved_mtok; classes and hedgers from exposures with side +1 and physical_price, w = qty_realised + qty_unserved",
    unit: "1",
    direction: "lower",
    source: "shadow price of rationing: Neary & Roberts (1980), European Economic Review 13(1)",
    oracle: BY_HAND,
  },
  {
    id: "shortage_cost_share",
    meaning: "surplus lost on unserved tokens over what was paid for the served ones; no cash flow",
    formula: "sum(shortage_cost) / sum(qty_realised x physical_price) of exposures with side +1, by delivery_month",
    unit: "1",
    direction: "lower",
    source: "consumer surplus under rationing, see docs/compute.md for the demand behind it",
    oracle: BUYERS_BY_HAND,
  },
];

class HourSums {
  hours = 0;
  requested = 0;
  /** Refused or put off in rationed hours. */
  rationed = 0;
  rationedHours = 0;
  /** Tokens decided upon, served or refused, at their shadow price and at their price, CNY. */
  shadowCny = 0;
  priceCny = 0;
  worst = 0;
}

/** Who is not served when prices stick, and what that is worth. Not masked by the warm-up of trading. */
export const rationing: MetricFamily = {
  title: "Rationing",
  definitions,
  measure(facts, writer) {
    writeMarket(facts, writer);
    for (const buyer of buyersOf(facts)) writeBuyer(buyer, writer);
  },
};

function writeMarket(facts: Facts, writer: MetricWriter): void {
  const windows = computeByWindow(facts, () => new HourSums(), addHour);
  for (const [window, sums] of windows) {
    const write = (id: string, value: number): void => writer.write(id, "compute", "", window, value, sums.hours);
    write("worst_hour_unserved", sums.worst);
    write("rationed_hours_share", sums.rationedHours / sums.hours);
    write("shadow_ratio", sums.shadowCny / sums.priceCny);
  }
  const months = windows.filter(([name]) => isMonth(name));
  const rationed = months.filter(([, sums]) => sums.rationed / sums.requested > RATIONED_ABOVE).length;
  writer.write("rationed_months", "compute", "", RUN_WINDOW, rationed, months.length);
}

function addHour(sums: HourSums, facts: Facts, row: number): void {
  const columns = facts.tables.compute.columns;
  const requested = columns.requested_mtok.values[row];
  const served = columns.served_mtok.values[row];
  const price = columns.price.values[row];
  const shadow = columns.shadow_price.values[row];
  const unserved = columns.unserved_mtok.values[row];
  const waiting = columns.waiting_mtok.values[row];
  const late = unserved + waiting;
  sums.hours += 1;
  sums.requested += requested;
  if (served + late > 0) sums.worst = Math.max(sums.worst, late / (served + late));
  sums.shadowCny += (served + unserved) * shadow;
  sums.priceCny += (served + unserved) * price;
  const allWait = served === 0 && waiting > 0;
  if (!allWait && !(shadow > price * (1 + RATIONED_HOUR_ABOVE))) return;
  sums.rationedHours += 1;
  sums.rationed += Math.max(0, requested - served);
}

function writeBuyer({ scope, agentClass, byWindow }: Buyer, writer: MetricWriter): void {
  for (const [window, sums] of byWindow) {
    const write = (id: string, value: number): void => writer.write(id, scope, agentClass, window, value, sums.rows);
    write("unserved_share", sums.unserved / sums.requested);
    if (isMonth(window)) continue;
    write("shadow_ratio", sums.shadowCny / sums.priceCny);
    write("shortage_cost_share", sums.shortageCny / sums.purchaseCny);
  }
}
