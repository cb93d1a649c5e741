import { addMonths, yyyymm } from "../../base/dates.ts";
import type { EpochDay } from "../../base/units.ts";
import type { ListedMonth } from "../listed-month.ts";
import type { AccountTraits } from "./controllers.ts";
import type { ParticipationParameters } from "./participation-parameters.ts";

/**
 * Natural persons stay out of delivery: from the delivery month's first day, or from the month before it, they may not
 * open; what they still hold on the delivery month's first trading day is closed by the house. A perpetual has no delivery
 * month. Source: SHFE, natural persons' positions in the delivery month are liquidated from its first trading day on.
 */
export class NaturalPersons {
  private readonly rule: ParticipationParameters["naturalPersonsOut"];
  private readonly isPerson: Uint8Array;
  private readonly isClosedToThem: Uint8Array;
  private readonly mustBeOut: Uint8Array;

  constructor(
    rule: ParticipationParameters["naturalPersonsOut"],
    accounts: readonly AccountTraits[],
    instruments: number,
  ) {
    this.rule = rule;
    this.isPerson = Uint8Array.from(accounts, (traits) => (traits.isNaturalPerson && !traits.isMember ? 1 : 0));
    this.isClosedToThem = new Uint8Array(instruments);
    this.mustBeOut = new Uint8Array(instruments);
  }

  /** Today's state of one listed month. */
  startDay(month: ListedMonth, day: EpochDay): void {
    if (this.rule === "none" || month.isPerpetual) return;
    const today = yyyymm(day);
    const closesIn = this.rule === "month_before" ? addMonths(month.deliveryMonth, -1) : month.deliveryMonth;
    this.isClosedToThem[month.index] = today >= closesIn ? 1 : 0;
    this.mustBeOut[month.index] = today >= month.deliveryMonth ? 1 : 0;
  }

  mayOpen(account: number, month: number): boolean {
    return this.isPerson[account] === 0 || this.isClosedToThem[month] === 0;
  }

  /** Whether what the account holds in a listed month is to be closed. */
  isOverdue(account: number, month: number): boolean {
    return this.isPerson[account] === 1 && this.mustBeOut[month] === 1;
  }
}
