/** Somebody who asks a region for tokens. */
export interface Customer {
  readonly id: string;
  /** Stands for very many small customers, whose luck averages out. */
  readonly isMany: boolean;
  /** Priority tier; 1 is served first. */
  readonly tier: number;
}

/** One region's hour of rationing. Arrays by customer; all quantities are whole Mtok below 2^53. */
export interface RationingHour {
  /** In: asked for in this hour, without what waits from earlier hours. */
  readonly requested: Float64Array;
  /** Out: computed in this hour, whenever it was asked for. */
  readonly served: Float64Array;
  /** Out: refused for good in this hour, expired requests of earlier hours included. */
  readonly unserved: Float64Array;
  /** In and out: carried from hour to hour; always zero under rules without waiting. */
  readonly waiting: Float64Array;
  /** In: what the region can compute for its customers in this hour. */
  capacityMtok: number;
  /** In: usual use of this hour of the week over the week's mean, above zero. */
  season: number;
  /** In: whether peak tariffs hold. */
  isPeak: boolean;
  /** In: hour of the local day, 0 to 23. */
  localHour: number;
}

/**
 * How access is rationed where more is asked than can be computed at the posted price. Called for every hour, short or
 * not, in order: rules remember. For each customer
 * waiting before + requested = served + unserved + waiting after, and the served sum never passes capacity.
 */
export interface RationingRule {
  allocate(hour: RationingHour): void;
}

/** A rule as its file writes it. It serves min(capacity, admittedMtok): no capacity is left while admitted requests wait. */
export interface AdmittingRule extends RationingRule {
  /** What the rule's own limits let through to the capacity in the hour allocated last, Mtok. */
  readonly admittedMtok: number;
}
