import {
  EFFECT_NET,
  TIF_DAY,
  TIF_GOOD_TILL_DATE,
  TIF_IMMEDIATE,
  TYPE_LIMIT,
  TYPE_MARKET,
  TYPE_STOP,
  TYPE_STOP_LIMIT,
} from "../../market/engine/order-kinds.ts";
import * as column from "./columns.ts";
import type { Decimal, Fields } from "./fields.ts";
import * as word from "./words.ts";

/** Nothing is said of this number. */
export const UNSAID = -1;

const TIME_MAXIMUM = Number.MAX_SAFE_INTEGER;
/** Largest number of a trading day that an order can remember. */
export const SESSION_MAXIMUM = 2 ** 29 - 1;

/** The command of a line. Names stay in the line; what a command does not use may be left from an earlier one. */
export class Command {
  /** One of the commands' positions. */
  kind = 0;
  /** UNSAID or not below that of any line before. */
  timeUs = UNSAID;
  /** 1 buys, -1 sells. */
  side: 1 | -1 = 1;
  /** Codes of the engine; the self-trade prevention may be UNSAID. */
  type = TYPE_LIMIT;
  tif = TIF_DAY;
  isFillOrKill = false;
  selfTrade = UNSAID;
  effect = EFFECT_NET;
  /** Any whole number, or one beyond 2^53 that is not exact; of a replacement UNSAID-as-NaN when it is not given. */
  lots = 0;
  shown = 0;
  minimum = 0;
  expiry = UNSAID;
  session = UNSAID;
  postOnly = false;
  readonly price: Decimal = { isGiven: false, digits: 0, decimals: 0 };
  readonly stop: Decimal = { isGiven: false, digits: 0, decimals: 0 };
  readonly reference: Decimal = { isGiven: false, digits: 0, decimals: 0 };
  private readonly fields: Fields;
  private readonly needsInstrument: boolean;

  /** `needsInstrument`: whether an order must name one. */
  constructor(fields: Fields, needsInstrument: boolean) {
    this.fields = fields;
    this.needsInstrument = needsInstrument;
  }

  /** Reads the line; what is wrong with it is reported. */
  read(): void {
    const { fields } = this;
    const isNamed = fields.hasColumn(column.COMMAND);
    if (isNamed) fields.demand(column.COMMAND, "every line has one");
    this.kind = fields.word(column.COMMAND, word.commandWords, isNamed ? UNSAID : word.NEW);
    this.readTime();
    if (fields.has(column.ORDER_ID)) fields.name(column.ORDER_ID);
    if (fields.has(column.ACCOUNT)) fields.name(column.ACCOUNT);
    if (fields.has(column.INSTRUMENT)) fields.name(column.INSTRUMENT);
    switch (this.kind) {
      case word.NEW:
        return this.readOrder();
      case word.CANCEL:
        fields.demand(column.ORDER_ID, "a cancellation names its order");
        return;
      case word.REPLACE:
        return this.readReplacement();
      case word.DISCONNECT:
        fields.demand(column.ACCOUNT, "a disconnection names its account");
        return;
      case word.UNCROSS:
        return fields.decimal(column.REFERENCE, this.reference);
      case word.END_DAY:
        this.session = fields.wholeUpTo(SESSION_MAXIMUM, column.SESSION, UNSAID);
    }
  }

  private readTime(): void {
    const timeUs = this.fields.wholeUpTo(TIME_MAXIMUM, column.TIME_US, UNSAID);
    if (timeUs === UNSAID) return;
    if (timeUs < this.timeUs) this.fields.complain(column.TIME_US, `must not be before ${String(this.timeUs)}`);
    this.timeUs = timeUs;
  }

  private readOrder(): void {
    const { fields } = this;
    fields.demand(column.ORDER_ID, "an order has one");
    if (this.needsInstrument) fields.demand(column.INSTRUMENT, "an order has one");
    if (fields.demand(column.SIDE, "buy or sell"))
      this.side = fields.word(column.SIDE, word.sideWords, 0) === 0 ? 1 : -1;
    fields.demand(column.LOTS, "an order has them");
    this.type = fields.word(column.TYPE, word.typeWords, TYPE_LIMIT);
    this.lots = fields.whole(column.LOTS, 0);
    fields.decimal(column.PRICE, this.price);
    fields.decimal(column.STOP, this.stop);
    if (this.type === TYPE_LIMIT || this.type === TYPE_STOP_LIMIT) fields.demand(column.PRICE, "a limit order has one");
    if (this.type >= TYPE_STOP) fields.demand(column.STOP, "a stop order has one");
    this.readTif();
    this.shown = fields.whole(column.SHOWN, 0);
    this.minimum = fields.whole(column.MINIMUM, 0);
    this.postOnly = (fields.word(column.POST_ONLY, word.flagWords, 0) & 1) === 1;
    this.selfTrade = fields.word(column.SELF_TRADE, word.selfTradeWords, UNSAID);
    this.effect = fields.word(column.EFFECT, word.effectWords, EFFECT_NET);
  }

  private readTif(): void {
    const { fields } = this;
    const tif = fields.word(
      column.TIF,
      word.tifWords,
      this.type === TYPE_MARKET || this.type === TYPE_STOP ? TIF_IMMEDIATE : TIF_DAY,
    );
    this.isFillOrKill = tif === word.FOK;
    this.tif = tif === word.FOK || tif === word.FAK ? TIF_IMMEDIATE : tif;
    if (tif === TIF_GOOD_TILL_DATE) fields.demand(column.EXPIRY, "an order good till a date has its trading day");
    this.expiry = fields.wholeUpTo(SESSION_MAXIMUM, column.EXPIRY, UNSAID);
  }

  private readReplacement(): void {
    const { fields } = this;
    fields.demand(column.ORDER_ID, "a replacement names its order");
    this.lots = fields.has(column.LOTS) ? fields.whole(column.LOTS, 0) : NaN;
    fields.decimal(column.PRICE, this.price);
    fields.decimal(column.STOP, this.stop);
    if (!fields.has(column.LOTS) && !this.price.isGiven && !this.stop.isGiven)
      fields.complain(column.PRICE, "a replacement changes price, stop or lots");
  }
}
