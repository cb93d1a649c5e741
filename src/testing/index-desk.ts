import { epochDay, weekday } from "../base/dates.ts";
import { log } from "../base/elementary.ts";
import { Streams } from "../base/random.ts";
import type { EpochDay } from "../base/units.ts";
import {
  indexTable,
  type IndexParameters,
  tokenKindsTable,
  type TokenKindsParameters,
} from "../compute/index/parameters.ts";
import { IndexPublisher } from "../compute/index/publisher.ts";
import { TokenKinds } from "../compute/index/token-kinds.ts";
import { sellersTable, type SellersParameters } from "../compute/seller-parameters.ts";
import { SellerPanel } from "../compute/sellers.ts";
import { defaultsOf } from "./defaults-of.ts";

/** The start of an index desk: a Wednesday. */
export const START = epochDay(2026, 4, 1);

/** An index that only has a name: capped by nothing, fixed daily at 14:00. */
export const INDEX: IndexParameters = {
  ...defaultsOf(indexTable),
  id: "tpi",
  fixedMix: { cachedPercent: 56.25, outputPercent: 21.65 },
};
/** Sellers as no scenario describes them. */
export const SELLERS: SellersParameters = defaultsOf(sellersTable);
/** Kinds of token as no scenario describes them. */
export const KINDS: TokenKindsParameters = defaultsOf(tokenKindsTable);

type Provider = SellersParameters["providers"][number];
/** A seller in all regions. */
export const provider = (id: string, share: number, priceOffset: number, qualityLog = 0): Provider => ({
  id,
  share,
  priceOffset,
  region: "",
  qualityLog,
});

/** A large cheap seller and a small one, twice as dear: at a market price of 1 they sell at 0.8 and 1.6. */
export const PAIR = [provider("large", 3, 0), provider("small", 1, log(2))];

/** Sizes after Zipf's law, the largest sellers being the cheaper ones. */
export const EIGHT = [-0.06, -0.02, 0.02, -0.04, 0.05, 0.08, 0.1, 0.12].map((offset, i) =>
  provider(`provider-${String(i + 1)}`, Math.round(1000 / (i + 1)) / 1000, offset),
);

/** Sellers whose sizes and prices do not move. */
export const NOISELESS = { offsetSd: 0, shareSd: 0 };

/** One index over one pool of sellers, hour by hour. */
export class IndexDesk {
  readonly publisher: IndexPublisher;
  readonly panel: SellerPanel;
  private hour = -1;

  constructor(
    index: Partial<IndexParameters>,
    sellers: Partial<SellersParameters>,
    isBusinessDay: (day: EpochDay) => boolean = () => true,
    utcOffsetHours = 0,
  ) {
    const streams = new Streams("index", 0);
    const parameters = { ...INDEX, ...index };
    this.panel = new SellerPanel({ ...SELLERS, ...sellers }, streams, "index", ["all"]);
    const isToken = parameters.underlying === "token";
    const kinds = isToken ? new TokenKinds(KINDS, START) : undefined;
    const { panel } = this;
    this.publisher = new IndexPublisher({
      parameters,
      panel,
      kinds,
      streams,
      startDay: START,
      utcOffsetHours,
      isBusinessDay,
    });
  }

  /** One hour at a price; what is fixed at its end, if anything. */
  hourAt(price: number, volume = 1000, scale = 1): number | undefined {
    this.hour++;
    this.panel.drift();
    this.panel.tradeAt(Float64Array.of(price), Float64Array.of(volume));
    this.publisher.observe(this.hour, scale);
    return this.publisher.isFixingDue && this.publisher.fix() ? this.publisher.value : undefined;
  }

  /** Hours up to and with the next fixing hour, all at a price; the fixing. */
  dayAt(price: number, volume = 1000, scale = 1): number | undefined {
    let fixing = this.hourAt(price, volume, scale);
    while (!this.publisher.isFixingDue) fixing = this.hourAt(price, volume, scale);
    return fixing;
  }
}

/** An index over the pair of sellers, without noise. */
export const pair = (index: Partial<IndexParameters> = {}, isBusinessDay?: (day: EpochDay) => boolean) =>
  new IndexDesk(index, { providers: PAIR, ...NOISELESS }, isBusinessDay);

/** Business days without holidays. */
export const isWeekday = (day: EpochDay) => weekday(day) < 5;
