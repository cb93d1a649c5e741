import { exp, log } from "../base/elementary.ts";
import type { Stream, Streams } from "../base/random.ts";
import { OrnsteinUhlenbeck } from "./noise/ornstein-uhlenbeck.ts";

/** A lab as the compute market sees it: a customer for tokens, whatever it trades. */
export interface Lab {
  readonly id: string;
  /** Median share of national use. */
  readonly share: number;
  /** Log standard deviation and half-life of the share. */
  readonly shareSd: number;
  readonly shareHalfLifeDays: number;
  /** Name of its region; empty: drawn by the regions' demand. */
  readonly region: string;
  /** Share of its demand that is inelastic at the reference price. */
  readonly inelasticShare: number;
  /** Its tier where a rationing rule serves by priority; 1 first. */
  readonly tier: number;
}

/**
 * Who asks for tokens in a country: the labs, each with a share of national demand that reverts to its median in logs,
 * and in each region the many other users, who are the rest of its demand. A lab is a part of its region's demand and
 * does not add to it, so the market is the same whoever of its users is an agent; where the labs of a region would ask
 * for more than all its demand, they are scaled down. Customers are numbered labs first, then the rest of each region.
 */
export class Customers {
  readonly labs: number;
  readonly count: number;
  readonly regions: number;
  readonly ids: readonly string[];
  /** Region of each customer. */
  readonly region: Int32Array;
  /** Inelastic share of each customer's demand at the reference price. */
  readonly inelasticShare: Float64Array;
  readonly tier: Int32Array;
  /** That of the many others. */
  readonly othersInelasticShare: number;
  /** Current share of national demand; the sum is one. */
  readonly share: Float64Array;
  private readonly regionShare: Float64Array;
  private readonly labsOfRegion: Float64Array;
  private readonly logMedian: Float64Array;
  private readonly noise: readonly OrnsteinUhlenbeck[];

  /**
   * `regionShares` add up to one and are read anew every hour; `inelasticShare` and `tier` are those of the many others.
   */
  constructor(parts: {
    labs: readonly Lab[];
    regionIds: readonly string[];
    regionShares: Float64Array;
    inelasticShare: number;
    tier: number;
    streams: Streams;
  }) {
    const { labs, regionIds, regionShares, streams } = parts;
    this.labs = labs.length;
    this.regions = regionIds.length;
    this.count = labs.length + regionIds.length;
    this.ids = [...labs.map(({ id }) => id), ...regionIds.map((id) => `others-${id}`)];
    this.regionShare = regionShares;
    this.labsOfRegion = new Float64Array(regionIds.length);
    this.othersInelasticShare = parts.inelasticShare;
    this.region = Int32Array.from({ length: this.count }, (_, i) =>
      i < labs.length
        ? homeRegion(labs[i].region, regionIds, regionShares, streams.get(`physical/${labs[i].id}/region`))
        : i - labs.length,
    );
    this.inelasticShare = Float64Array.from({ length: this.count }, (_, i) =>
      i < labs.length ? labs[i].inelasticShare : parts.inelasticShare,
    );
    this.tier = Int32Array.from({ length: this.count }, (_, i) => (i < labs.length ? labs[i].tier : parts.tier));
    this.share = new Float64Array(this.count);
    this.logMedian = Float64Array.from(labs, (lab) => log(lab.share));
    this.noise = labs.map((lab) => {
      const noise = new OrnsteinUhlenbeck(
        streams.get(`physical/${lab.id}/share`),
        lab.shareSd,
        24 * lab.shareHalfLifeDays,
      );
      noise.startAnywhere();
      return noise;
    });
  }

  /** Moves every share on by an hour. */
  drift(): void {
    this.labsOfRegion.fill(0);
    for (let i = 0; i < this.labs; i++) {
      this.noise[i].step(1);
      this.share[i] = Math.min(1, exp(this.logMedian[i] + this.noise[i].value));
      this.labsOfRegion[this.region[i]] += this.share[i];
    }
    for (let i = 0; i < this.labs; i++) {
      const r = this.region[i];
      if (this.labsOfRegion[r] > this.regionShare[r]) this.share[i] *= this.regionShare[r] / this.labsOfRegion[r];
    }
    for (let r = 0; r < this.regions; r++) {
      this.share[this.labs + r] = Math.max(0, this.regionShare[r] - this.labsOfRegion[r]);
    }
  }
}

/** Index of the region of that name, or where the name is empty one drawn with probabilities `shares`. */
export function homeRegion(name: string, ids: readonly string[], shares: Float64Array, stream: Stream): number {
  if (name !== "") return Math.max(0, ids.indexOf(name));
  if (ids.length === 1) return 0;
  let left = stream.uniform();
  for (let r = 0; r < ids.length - 1; r++) {
    left -= shares[r];
    if (left < 0) return r;
  }
  return ids.length - 1;
}
