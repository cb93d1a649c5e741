import { InvariantError } from "../../base/assert.ts";
import type { Lots, Ticks, TimeUs } from "../../base/units.ts";

/** Trades between two moments: sum of lots x ticks, and lots. */
export interface Traded {
  readonly ticksLots: number;
  readonly lots: Lots;
}

export const NOT_TRADED: Traded = { ticksLots: 0, lots: 0 };

/** Quotes that stood at a moment, and the day's last trade until then; undefined where there was none. */
export interface Standing {
  readonly bidTicks: Ticks | undefined;
  readonly askTicks: Ticks | undefined;
  readonly lastTicks: Ticks | undefined;
}

/** What is read of an instrument: its public top and what it has traded since the day began. */
export interface MarkedInstrument {
  readonly hasBid: boolean;
  readonly bidTicks: Ticks;
  readonly hasAsk: boolean;
  readonly askTicks: Ticks;
  readonly stats: {
    readonly tradedTicks: number;
    readonly volumeLots: Lots;
    readonly trades: number;
    readonly closeTicks: Ticks;
  };
}

interface Mark extends Traded, Standing {
  readonly timeUs: TimeUs;
}

/**
 * What one instrument trades over stretches of one trading day. The day's sums are marked at the few moments at
 * which a stretch begins or ends, so that trades cost nothing; a mark comes before all else that happens at its moment.
 */
export class TradeWindows {
  private readonly instrument: MarkedInstrument;
  private readonly marks: Mark[] = [];

  constructor(instrument: MarkedInstrument) {
    this.instrument = instrument;
  }

  /** Remembers what has been traded today and what is quoted. Moments come in order. */
  mark(timeUs: TimeUs): void {
    const { marks, instrument } = this;
    if (marks.length > 0 && marks[marks.length - 1]!.timeUs >= timeUs)
      throw new InvariantError("marks of settlement windows out of order");
    const { stats } = instrument;
    marks.push({
      timeUs,
      ticksLots: stats.tradedTicks,
      lots: stats.volumeLots,
      bidTicks: instrument.hasBid ? instrument.bidTicks : undefined,
      askTicks: instrument.hasAsk ? instrument.askTicks : undefined,
      lastTicks: stats.trades > 0 ? stats.closeTicks : undefined,
    });
  }

  /** All trades of the day so far. */
  today(): Traded {
    const { stats } = this.instrument;
    return { ticksLots: stats.tradedTicks, lots: stats.volumeLots };
  }

  /** Trades from a marked moment on and before another. */
  between(fromUs: TimeUs, untilUs: TimeUs): Traded {
    return difference(this.at(untilUs), this.at(fromUs));
  }

  /** Trades of the day before a marked moment. */
  before(untilUs: TimeUs): Traded {
    return this.at(untilUs);
  }

  /** Trades of the day from a marked moment on. */
  since(fromUs: TimeUs): Traded {
    return difference(this.today(), this.at(fromUs));
  }

  /** What stood at a marked moment. */
  standing(timeUs: TimeUs): Standing {
    return this.at(timeUs);
  }

  private at(timeUs: TimeUs): Mark {
    const mark = this.marks.find((candidate) => candidate.timeUs === timeUs);
    if (mark === undefined) throw new InvariantError("a settlement window begins or ends where nothing was marked");
    return mark;
  }
}

function difference(later: Traded, earlier: Traded): Traded {
  return { ticksLots: later.ticksLots - earlier.ticksLots, lots: later.lots - earlier.lots };
}
