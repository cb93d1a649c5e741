import { assert } from "../base/assert.ts";
import { exp, log } from "../base/elementary.ts";
import type { Streams } from "../base/random.ts";
import { homeRegion, type Lab } from "./customers.ts";
import { OrnsteinUhlenbeck } from "./noise/ornstein-uhlenbeck.ts";
import type { ComputeSource } from "./source.ts";

interface Basis {
  /** Log standard deviation and half-life of its own price around its region's. */
  readonly basisSd: number;
  readonly basisHalfLifeDays: number;
}

/** A lab with its own price. */
export interface LabHedger extends Lab, Basis {
  readonly kind: "lab";
}

/** Sells GPU-hours to those who serve tokens. */
export interface CentreHedger extends Basis {
  readonly kind: "data_centre";
  readonly id: string;
  /** Median share of the GPU-hours that serve the nation's tokens. */
  readonly share: number;
  readonly shareSd: number;
  readonly shareHalfLifeDays: number;
  /** Name of its region; empty: drawn by the regions' demand. */
  readonly region: string;
}

/** A firm with compute to buy or to sell, whatever it trades. */
export type Hedger = LabHedger | CentreHedger;

/**
 * The hedgers' physical legs. A lab gets the tokens that the market serves it, at its region's price times its own basis;
 * a data centre sells a share of the GPU-hours that serve tokens, at its region's GPU price times its basis. Shares and
 * bases revert to their means in logs and move from hour to hour on private streams: nothing that a hedger trades and no
 * calendar changes them. Of GPU-hours only those that serve tokens count: what a centre sells to training would dwarf
 * the token market in 2024.
 */
export class PhysicalUse {
  private readonly hedgers: readonly Hedger[];
  private readonly source: ComputeSource;
  /** Of a lab its number in the source, of a centre its region. */
  private readonly place: Int32Array;
  private readonly logShare: Float64Array;
  private readonly shareNoise: readonly (OrnsteinUhlenbeck | undefined)[];
  private readonly basisNoise: readonly OrnsteinUhlenbeck[];
  private hours = 0;
  /** Since the last close: quantities, values in CNY; and the prices of the last hour. */
  private readonly used: Float64Array;
  private readonly valueCny: Float64Array;
  private readonly shadowCny: Float64Array;
  private readonly lastPrice: Float64Array;
  private readonly asked: Float64Array;
  private readonly refused: Float64Array;
  private readonly lost: Float64Array;
  private readonly decided: Float64Array;

  /** Per hedger, basis of the hour: its own price over its region's. */
  readonly basis: Float64Array;
  /** Per hedger, between the last two calls of closeDay: whole Mtok bought or whole GPU-hours sold. */
  readonly quantity: Float64Array;
  /** Mean price of that quantity: CNY per Mtok or per GPU-hour. */
  readonly price: Float64Array;
  /** Mean over units served or refused of what the last served one was worth; for a centre its price. */
  readonly shadow: Float64Array;
  /** Asked for, and asked for and not served: whole units. */
  readonly requested: Float64Array;
  readonly unserved: Float64Array;
  /** Surplus lost on what was not served, CNY. */
  readonly shortageCny: Float64Array;

  /** Labs in the order in which the source has them. */
  constructor(hedgers: readonly Hedger[], source: ComputeSource, streams: Streams) {
    this.hedgers = hedgers;
    this.source = source;
    const labs = hedgers.filter(({ kind }) => kind === "lab");
    this.place = Int32Array.from(hedgers, (hedger) =>
      hedger.kind === "lab"
        ? labs.indexOf(hedger)
        : homeRegion(
            hedger.region,
            source.regions.ids,
            source.regions.homeShares,
            streams.get(`physical/${hedger.id}/region`),
          ),
    );
    this.logShare = Float64Array.from(hedgers, (hedger) => log(hedger.share));
    this.shareNoise = hedgers.map((hedger) =>
      hedger.kind === "lab"
        ? undefined
        : anywhere(streams, `physical/${hedger.id}/share`, hedger.shareSd, hedger.shareHalfLifeDays),
    );
    this.basisNoise = hedgers.map((hedger) =>
      anywhere(streams, `physical/${hedger.id}/basis`, hedger.basisSd, hedger.basisHalfLifeDays),
    );
    const column = () => new Float64Array(hedgers.length);
    this.used = column();
    this.valueCny = column();
    this.shadowCny = column();
    this.lastPrice = column();
    this.asked = column();
    this.refused = column();
    this.lost = column();
    this.decided = column();
    this.basis = column();
    this.quantity = column();
    this.price = column();
    this.shadow = column();
    this.requested = column();
    this.unserved = column();
    this.shortageCny = column();
  }

  /** Takes in the hour that the source has just stepped. */
  observeHour(): void {
    this.hours++;
    for (let i = 0; i < this.hedgers.length; i++) {
      this.basisNoise[i].step(1);
      this.basis[i] = exp(this.basisNoise[i].value);
      if (this.hedgers[i].kind === "lab") this.buy(i);
      else this.sell(i);
    }
  }

  private buy(i: number): void {
    const { labs } = this.source;
    const lab = this.place[i];
    const served = labs.servedMtok[lab];
    this.lastPrice[i] = labs.priceCny[lab] * this.basis[i];
    this.used[i] += served;
    this.valueCny[i] += served * this.lastPrice[i];
    const decided = served + labs.unservedMtok[lab];
    this.decided[i] += decided;
    this.shadowCny[i] += decided * labs.shadowCny[lab] * this.basis[i];
    this.asked[i] += labs.requestedMtok[lab];
    this.refused[i] += labs.unservedMtok[lab];
    this.lost[i] += labs.shortageCny[lab] * this.basis[i];
  }

  private sell(i: number): void {
    const { source } = this;
    const noise = this.shareNoise[i]!;
    noise.step(1);
    const sold = Math.min(1, exp(this.logShare[i] + noise.value)) * source.servingGpus;
    this.lastPrice[i] = source.regions.gpuUsdHour[this.place[i]] * source.cnyPerUsd * this.basis[i];
    this.used[i] += sold;
    this.valueCny[i] += sold * this.lastPrice[i];
    this.decided[i] += sold;
    this.shadowCny[i] += sold * this.lastPrice[i];
    this.asked[i] += sold;
  }

  /** Fills the columns for the hours since the last call; asserts that there were any. */
  closeDay(): void {
    assert(this.hours > 0, "no hours of physical use to close");
    for (let i = 0; i < this.hedgers.length; i++) {
      const used = this.used[i];
      this.quantity[i] = Math.round(used);
      this.price[i] = used > 0 ? this.valueCny[i] / used : this.lastPrice[i];
      this.shadow[i] = this.decided[i] > 0 ? this.shadowCny[i] / this.decided[i] : this.lastPrice[i];
      this.requested[i] = Math.round(this.asked[i]);
      this.unserved[i] = Math.round(this.refused[i]);
      this.shortageCny[i] = this.lost[i];
    }
    this.hours = 0;
    for (const column of [
      this.used,
      this.valueCny,
      this.shadowCny,
      this.asked,
      this.refused,
      this.lost,
      this.decided,
    ]) {
      column.fill(0);
    }
  }
}

function anywhere(streams: Streams, name: string, sd: number, halfLifeDays: number): OrnsteinUhlenbeck {
  const noise = new OrnsteinUhlenbeck(streams.get(name), sd, 24 * halfLifeDays);
  noise.startAnywhere();
  return noise;
}
