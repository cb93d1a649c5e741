import { assert } from "../../base/assert.ts";
import type { Streams } from "../../base/random.ts";
import type { EpochDay } from "../../base/units.ts";
import { Outages } from "./outages.ts";
import type { CapacityParameters } from "./parameters.ts";
import { Shocks } from "./shocks.ts";

/** A region of a country as fleets see it. */
export interface FleetRegion {
  readonly id: string;
  /** Its share of demand: the size of its centres where none are named. */
  readonly demandPercent: number;
}

export type Grade = "cloud" | "local";

interface Centre {
  readonly id: string;
  readonly region: number;
  readonly grade: Grade;
  readonly size: number;
}

/** What keeps a centre whose every GPU is out from having no weight at all. */
const LEAST_LEFT = 1e-9;

/** The data centres of a country: where each grade of its fleet stands, and what outages and dated losses leave of it. */
export class Centres {
  private readonly centres: readonly Centre[];
  private readonly outages: readonly Outages[];
  private readonly shocks: readonly Shocks[];
  private readonly outageLeft: number;
  readonly ids: readonly string[];
  /** Region of each centre, from 0. */
  readonly region: Int32Array;
  /** Share of its grade's installed fleet, sum 1 in each grade. */
  readonly share: Float64Array;
  /** Share of its GPUs that outages and dated losses leave. */
  readonly left: Float64Array;
  /** By region: what is left of the grade there, as a share of the grade's whole fleet. */
  readonly cloudWeight: Float64Array;
  readonly localWeight: Float64Array;
  /** Share of the grade's fleet that outages and dated losses take. */
  cloudLoss = 0;
  localLoss = 0;

  /** Asserts at least one region, and a known one for every centre. */
  constructor(
    parameters: CapacityParameters,
    regions: readonly FleetRegion[],
    streams: Streams,
    prefix: string,
    startDay: EpochDay,
  ) {
    assert(regions.length > 0, "a country needs a region");
    this.centres = [...gradeCentres("cloud", parameters, regions), ...gradeCentres("local", parameters, regions)];
    this.ids = this.centres.map((centre) => centre.id);
    this.region = Int32Array.from(this.centres, (centre) => centre.region);
    this.share = Float64Array.from(this.centres, (centre) => centre.size / gradeSize(this.centres, centre.grade));
    this.left = new Float64Array(this.centres.length).fill(1);
    this.outageLeft = 1 - parameters.outages.depthPercent / 100;
    this.outages = this.centres.map(
      (centre) => new Outages(parameters.outages, streams.get(`${prefix}/centres/${centre.id}`)),
    );
    this.shocks = this.centres.map((centre) => {
      const hits = parameters.shocks.filter(
        (shock) =>
          (shock.grade === "all" || shock.grade === centre.grade) &&
          (shock.region === "" || shock.region === regions[centre.region].id) &&
          (shock.centre === "" || shock.centre === centre.id),
      );
      return new Shocks(hits, startDay);
    });
    this.cloudWeight = new Float64Array(regions.length);
    this.localWeight = new Float64Array(regions.length);
    this.weigh();
  }

  grade(centre: number): Grade {
    return this.centres[centre].grade;
  }

  /** Moves on to `hour`, one hour after the call before. */
  step(hour: number): void {
    let isChanged = false;
    for (let i = 0; i < this.centres.length; i++) {
      const isOutageChanged = this.outages[i].step(hour);
      const isShockChanged = this.shocks[i].step(hour);
      if (!isOutageChanged && !isShockChanged) continue;
      const left = this.shocks[i].left * (this.outages[i].isOut ? this.outageLeft : 1);
      this.left[i] = Math.max(LEAST_LEFT, left);
      isChanged = true;
    }
    if (isChanged) this.weigh();
  }

  private weigh(): void {
    this.cloudWeight.fill(0);
    this.localWeight.fill(0);
    this.cloudLoss = 0;
    this.localLoss = 0;
    for (let i = 0; i < this.centres.length; i++) {
      const isCloud = this.centres[i].grade === "cloud";
      const weight = isCloud ? this.cloudWeight : this.localWeight;
      weight[this.region[i]] += this.share[i] * this.left[i];
      const loss = this.share[i] * (1 - this.left[i]);
      if (isCloud) this.cloudLoss += loss;
      else this.localLoss += loss;
    }
  }
}

/** A grade's centres: those named, else one in each region with demand. */
function gradeCentres(grade: Grade, parameters: CapacityParameters, regions: readonly FleetRegion[]): Centre[] {
  if (grade === "local" && parameters.localFleetGpus.length === 0) return [];
  const named = parameters.centres.filter((centre) => centre.grade === grade);
  if (named.length === 0) {
    return regions.flatMap(({ id, demandPercent }, region) =>
      demandPercent > 0 ? [{ id: `${id}-${grade}`, region, grade, size: demandPercent }] : [],
    );
  }
  return named.map((centre) => {
    const known = regions.findIndex((region) => region.id === centre.region);
    const region = centre.region === "" && regions.length === 1 ? 0 : known;
    assert(region >= 0, "a centre stands in an unknown region");
    return { id: centre.id, region, grade, size: centre.sharePercent };
  });
}

function gradeSize(centres: readonly Centre[], grade: Grade): number {
  return centres.reduce((sum, centre) => sum + (centre.grade === grade ? centre.size : 0), 0);
}
