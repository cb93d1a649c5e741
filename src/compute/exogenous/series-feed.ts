import { assert } from "../../base/assert.ts";
import { exp } from "../../base/elementary.ts";
import type { EpochDay } from "../../base/units.ts";
import { DatedCurve } from "../dated-curve.ts";
import type { Feed } from "./feed.ts";
import { MTOK_PER_HOUR_OF_TRILLION_PER_DAY } from "./feed.ts";
import type { SeriesParameters, SeriesRows } from "./parameters.ts";

/**
 * Numbers read from a file: in each hour those of the last row that is not after the hour's start; before the first row,
 * its own. Rows within an hour that later ones overtake are not seen. Asserts at least one row.
 */
export class SeriesFeed implements Feed {
  private readonly rows: SeriesRows;
  private readonly startHour: number;
  private readonly curve: DatedCurve | undefined;
  private row = 0;
  price = NaN;
  gpuUsdHour = NaN;
  tokensMtok = 0;

  constructor(parameters: SeriesParameters, startDay: EpochDay) {
    assert(parameters.rows.hours.length > 0, "a series needs a row");
    this.rows = parameters.rows;
    this.startHour = startDay * 24;
    const hasOwnVolume = parameters.rows.tokensPerDay !== undefined;
    this.curve = hasOwnVolume ? undefined : new DatedCurve(parameters.tokensPerDay, startDay);
  }

  step(hour: number): void {
    const { hours, price, gpuUsdHour, tokensPerDay } = this.rows;
    const now = this.startHour + hour;
    while (this.row + 1 < hours.length && hours[this.row + 1] <= now) this.row++;
    this.price = price[this.row];
    if (gpuUsdHour !== undefined) this.gpuUsdHour = gpuUsdHour[this.row];
    const perDay = tokensPerDay === undefined ? exp(this.curve!.logAt(hour)) : tokensPerDay[this.row];
    this.tokensMtok = perDay * MTOK_PER_HOUR_OF_TRILLION_PER_DAY;
  }
}
