import { MICROSECONDS_PER_HOUR, type Lots } from "../base/units.ts";
import type { ClearingHouse } from "../clearing/house.ts";
import { PHASE_CLEARING } from "../kernel/phase.ts";
import type { VenueParameters } from "../market/parameters.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import { fundingPerLot, fundingRate, FundingWindow } from "../market/settlement/perpetual-funding.ts";
import { EVENT_PERPETUAL_FUNDING } from "./event-kinds.ts";
import type { Exchange } from "./exchange.ts";

/** The perpetuals of a venue: at fixed hours longs and shorts pay each other what ties the price to the index. */
export class Perpetuals {
  private readonly exchange: Exchange;
  private readonly house: ClearingHouse;
  private readonly parameters: VenueParameters;
  private readonly windows: (FundingWindow | undefined)[] = [];

  constructor(exchange: Exchange, house: ClearingHouse, parameters: VenueParameters) {
    this.exchange = exchange;
    this.house = house;
    this.parameters = parameters;
  }

  /** A perpetual is listed: its first payment is due at the next full interval, counted from midnight UTC. */
  list(month: ListedMonth): void {
    this.windows[month.index] = new FundingWindow();
    this.schedule(month);
  }

  traded(month: ListedMonth, priceTicks: number, lots: Lots): void {
    this.windows[month.index]!.trade(priceTicks, lots);
  }

  /** Funding of a perpetual is due. */
  pay(index: number): void {
    const { venue, indices } = this.exchange;
    const { month, settlementTicks } = venue.month(index);
    const { hourly } = indices[month.contract]!;
    const value = hourly.value(hourly.length - 1);
    const mark = this.windows[index]!.close(settlementTicks) * month.tickPrice;
    const rate = fundingRate(this.parameters.contracts[month.contract]!.funding, mark, value);
    const perLot = fundingPerLot(rate, value, month.multiplier);
    if (perLot !== 0) this.house.payPerpetualFunding(index, perLot);
    this.schedule(month);
  }

  private schedule(month: ListedMonth): void {
    const { queue, calendar } = this.exchange;
    const stepUs = this.parameters.contracts[month.contract]!.funding.intervalHours * MICROSECONDS_PER_HOUR;
    const atUs = (Math.floor(queue.timeUs / stepUs) + 1) * stepUs;
    const lastBlocks = calendar.days[calendar.days.length - 1]!.blocks;
    if (atUs < lastBlocks[lastBlocks.length - 1]!.endUs)
      queue.schedule(atUs, PHASE_CLEARING, EVENT_PERPETUAL_FUNDING, month.index);
  }
}
