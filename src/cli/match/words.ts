import { ORDER_TYPES, POSITION_EFFECTS, SELF_TRADE_RULES } from "../../market/engine/order-kinds.ts";
import { ByteNames } from "./byte-names.ts";

/** Commands; the constants are their positions. */
export const COMMANDS = [
  "new",
  "cancel",
  "replace",
  "cancel_all",
  "disconnect",
  "collect",
  "uncross",
  "resume",
  "end_day",
] as const;
export const NEW = 0;
export const CANCEL = 1;
export const REPLACE = 2;
export const CANCEL_ALL = 3;
export const DISCONNECT = 4;
export const COLLECT = 5;
export const UNCROSS = 6;
export const RESUME = 7;
export const END_DAY = 8;

export const BUY = 0;

/** The engine's times in force, then fill or kill and the other name of immediate or cancel. */
export const TIF_WORDS = ["day", "ioc", "gtc", "gtd", "fok", "fak"] as const;
export const FOK = 4;
export const FAK = 5;

/** The words that a column may hold, found without making a text of the field. */
export class Words {
  readonly list: readonly string[];
  private readonly names = new ByteNames();

  constructor(list: readonly string[]) {
    this.list = list;
    for (const [code, word] of list.entries()) this.names.add(new TextEncoder().encode(word), 0, word.length, code);
  }

  /** Position of the word in these bytes, NO_NAME when it is none of them. */
  find(bytes: Uint8Array, start: number, end: number): number {
    return this.names.find(bytes, start, end);
  }
}

export const commandWords = new Words(COMMANDS);
export const sideWords = new Words(["buy", "sell"]);
export const typeWords = new Words(ORDER_TYPES);
export const tifWords = new Words(TIF_WORDS);
export const selfTradeWords = new Words(SELF_TRADE_RULES);
export const effectWords = new Words(POSITION_EFFECTS);
export const flagWords = new Words(["false", "true", "0", "1"]);
