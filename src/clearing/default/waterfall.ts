import { assert } from "../../base/assert.ts";
import type { Money } from "../../base/units.ts";
import type { WaterfallLayer } from "./parameters.ts";

export type LayerKind = WaterfallLayer["layer"];

/** How much a layer holds for one loss. */
export interface LayerHolding {
  readonly layer: LayerKind;
  readonly available: Money;
}

/**
 * What each layer pays of a loss: the layers in their order, each to the end before the next one is touched. The sum is
 * the loss, or all that there is where that is less. Amounts are whole and not negative (asserted).
 */
export function payLoss(loss: Money, layers: readonly LayerHolding[]): Money[] {
  assert(Number.isSafeInteger(loss) && loss >= 0, "a loss is not a whole amount from zero");
  let rest = loss;
  return layers.map(({ available }) => {
    assert(Number.isSafeInteger(available) && available >= 0, "a layer does not hold a whole amount from zero");
    const used = Math.min(rest, available);
    rest -= used;
    return used;
  });
}

const DEFAULTERS_OWN: readonly LayerKind[] = ["defaulter_margin", "defaulter_fund"];
const OF_OTHERS: readonly LayerKind[] = ["mutual_fund", "assessments", "vm_haircut", "tear_up"];

/**
 * What is wrong with a rulebook's list of layers, if anything: the defaulter's margin pays first, all of the defaulter's
 * own money before any of others (PFMI principle 4; EMIR article 45), and only house capital may come twice.
 */
export function waterfallProblem(layers: readonly WaterfallLayer[]): string | undefined {
  const kinds = layers.map(({ layer }) => layer);
  if (kinds[0] !== "defaulter_margin") return "must begin with defaulter_margin";
  const firstOfOthers = kinds.findIndex((kind) => OF_OTHERS.includes(kind));
  for (const [i, kind] of kinds.entries()) {
    const most = kind === "house_capital" ? 2 : 1;
    if (kinds.filter((other) => other === kind).length > most) return `may name ${kind} only ${timesText(most)}`;
    if (DEFAULTERS_OWN.includes(kind) && firstOfOthers >= 0 && firstOfOthers < i)
      return `must use ${kind} before the money of others (${kinds[firstOfOthers]!})`;
  }
  return undefined;
}

function timesText(most: number): string {
  return most === 1 ? "once" : "twice";
}
