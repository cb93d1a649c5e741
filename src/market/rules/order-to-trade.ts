import { roundHalfEven } from "../../base/integers.ts";
import type { Money } from "../../base/units.ts";
import { MONEY_PER_UNIT } from "../../base/units.ts";
import type { AccountTraits } from "./controllers.ts";
import type { OrderToTradeParameters } from "./participation-parameters.ts";

/** What an account owes for a day's messages. */
export interface OrderToTradeCharge {
  readonly account: number;
  readonly messages: number;
  readonly trades: number;
  /** Messages that were not free. */
  readonly charged: number;
  readonly amount: Money;
}

/**
 * The order-to-trade charge of a day: messages beyond `freeMessages` + `freePerTrade` x trades, rounded up to whole
 * messages, times the amount per message. Throttled messages count too; a trade is one fill, each leg of a spread one.
 * Source: the form of SHFE's and CFFEX's order fees, which go by the order-to-trade ratio in bands; one band is an
 * assumption.
 */
export class OrderToTrade {
  private readonly parameters: OrderToTradeParameters;
  private readonly isFree: readonly boolean[];
  private readonly messages: Int32Array;
  private readonly trades: Int32Array;

  constructor(parameters: OrderToTradeParameters, accounts: readonly AccountTraits[]) {
    this.parameters = parameters;
    this.isFree = accounts.map((traits) => traits.isMember || (parameters.makersExempt && traits.isDesignatedMaker));
    this.messages = new Int32Array(accounts.length);
    this.trades = new Int32Array(accounts.length);
  }

  startDay(): void {
    this.messages.fill(0);
    this.trades.fill(0);
  }

  message(account: number): void {
    this.messages[account]++;
  }

  traded(account: number): void {
    this.trades[account]++;
  }

  /** Charges of the day so far, by account; accounts that owe nothing are left out. */
  charges(): OrderToTradeCharge[] {
    const { freeMessages, freePerTrade, perMessage } = this.parameters;
    const rows: OrderToTradeCharge[] = [];
    for (let account = 0; account < this.messages.length; account++) {
      const messages = this.messages[account];
      const trades = this.trades[account];
      const charged = Math.ceil(messages - freeMessages - freePerTrade * trades);
      if (charged <= 0 || perMessage === 0 || this.isFree[account]) continue;
      rows.push({ account, messages, trades, charged, amount: roundHalfEven(charged * perMessage * MONEY_PER_UNIT) });
    }
    return rows;
  }
}
