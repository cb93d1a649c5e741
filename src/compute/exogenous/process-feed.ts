import { exp } from "../../base/elementary.ts";
import type { Streams } from "../../base/random.ts";
import type { EpochDay } from "../../base/units.ts";
import { DatedCurve } from "../dated-curve.ts";
import type { Feed } from "./feed.ts";
import { MTOK_PER_HOUR_OF_TRILLION_PER_DAY } from "./feed.ts";
import type { ProcessParameters } from "./parameters.ts";
import type { PricePath } from "./price-path.ts";
import { pricePath } from "./price-path.ts";

const YEARS_PER_HOUR = 1 / 8766;

/** Prices by stochastic processes, use by a dated curve. Streams compute/process and compute/gpu-process. */
export class ProcessFeed implements Feed {
  private readonly token: PricePath;
  private readonly gpu: PricePath | undefined;
  private readonly tokensPerDay: DatedCurve;
  price = NaN;
  gpuUsdHour = NaN;
  tokensMtok = 0;

  constructor(parameters: ProcessParameters, streams: Streams, startDay: EpochDay) {
    this.token = pricePath(parameters.price, streams, "compute/process");
    this.gpu = gpuPath(parameters.gpuUsdHour, streams, "compute/gpu-process");
    this.tokensPerDay = new DatedCurve(parameters.tokensPerDay, startDay);
  }

  step(hour: number): void {
    this.token.step(YEARS_PER_HOUR);
    this.price = this.token.price;
    if (this.gpu !== undefined) {
      this.gpu.step(YEARS_PER_HOUR);
      this.gpuUsdHour = this.gpu.price;
    }
    this.tokensMtok = exp(this.tokensPerDay.logAt(hour)) * MTOK_PER_HOUR_OF_TRILLION_PER_DAY;
  }
}

function gpuPath(parameters: ProcessParameters["gpuUsdHour"], streams: Streams, name: string): PricePath | undefined {
  return parameters.model === "none" ? undefined : pricePath(parameters, streams, name);
}
