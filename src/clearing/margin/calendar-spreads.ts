/** Net positions of a contract's months, nearest first, in units of the underlying, because lots may differ by month. */
export interface CalendarLegs {
  readonly units: Float64Array;
  /** Value of one unit at the settlement price, money. */
  readonly valuePerUnit: readonly number[];
  readonly unitsPerLot: readonly number[];
}

/**
 * Charge for the part of a position that is hedged by other months of its contract: nearest months first, each long unit is
 * set against the nearest short unit left, and the pair pays `rate` times the value of its dearer leg. Uses up
 * `legs.units`. Source: CME SPAN methodology, intra-commodity spread charge; that spreads are formed from the near end is
 * an assumption (SPAN lets the exchange give the order).
 */
export function calendarCharge(legs: CalendarLegs, rate: number): number {
  const { units, valuePerUnit } = legs;
  let charge = 0;
  let other = 0;
  for (let k = 1; k < units.length; k++) {
    // Months between `other` and k that have units left all lie on one side: the others have been paired.
    for (let j = other; j < k && units[k] !== 0; j++) {
      if (units[j]! * units[k]! >= 0) continue;
      const paired = Math.min(Math.abs(units[j]!), Math.abs(units[k]!));
      charge += paired * Math.max(valuePerUnit[j]!, valuePerUnit[k]!) * rate;
      units[j] = units[j]! - (units[j]! > 0 ? paired : -paired);
      units[k] = units[k]! - (units[k]! > 0 ? paired : -paired);
    }
    while (other < k && units[other] === 0) other++;
  }
  return charge;
}
