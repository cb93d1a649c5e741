import { epochDay } from "../base/dates.ts";
import { Streams } from "../base/random.ts";
import { MONEY_PER_UNIT, type Side } from "../base/units.ts";
import { Accounts, type MemberTerms } from "../clearing/accounts.ts";
import { defaultManagementTable } from "../clearing/default/parameters.ts";
import { ClearingHouse } from "../clearing/house.ts";
import { createMarginModel } from "../clearing/margin/margin-model.ts";
import { assignMembers, Members } from "../clearing/members.ts";
import type { ClearingParameters } from "../clearing/parameters.ts";
import { stressTable } from "../clearing/stress/parameters.ts";
import { EFFECT_NET } from "../market/engine/order-kinds.ts";
import { FeeSchedule } from "../market/fees.ts";
import { ACCEPTED } from "../market/refusals.ts";
import { ROLE_TAKER } from "../market/risk-gate.ts";
import { defaultsOf } from "./defaults-of.ts";
import { testMonth } from "./venue-parameters.ts";

const RICH: MemberTerms = { id: "rich", capital: 1e9 };
const DAY = epochDay(2024, 1, 10);

/** What a test says about its clearing house; everything else is plain. */
export interface DeskTerms {
  readonly capitals: readonly number[];
  readonly credit?: number;
  readonly perMille?: number;
  readonly members?: readonly MemberTerms[];
  readonly positionEffect?: boolean;
  readonly takesNet?: boolean;
  readonly clearing?: Partial<ClearingParameters>;
}

/** Fixed tiers of 10, 15 and 20 %, both sides. */
export const PLAIN_MARGIN: ClearingParameters["margin"] = {
  model: "fixed_tiers",
  basePercent: 10,
  monthBeforePercent: 15,
  deliveryMonthPercent: 20,
  nearExpiry: [],
  openInterestLevels: [],
  holiday: { fromDays: 5, addPoints: 0 },
  sides: "gross",
  bothSidesLastDays: 0,
};

function parametersOf({ members = [RICH], clearing }: DeskTerms): ClearingParameters {
  const { auction } = defaultManagementTable;
  return {
    members,
    margin: PLAIN_MARGIN,
    calls: { dailyDueMinutes: 0, intraday: { enabled: true, times: [], thresholdPercent: 80, deadlineMinutes: 60 } },
    borrowPercentPerYear: 3.65,
    depositPercentPerYear: 1.825,
    liquidation: { intervalMinutes: 5, slicePercentOfDepth: 200 },
    houseCapital: 1000,
    stress: defaultsOf(stressTable),
    waterfall: [
      { layer: "defaulter_margin" },
      { layer: "defaulter_fund" },
      { layer: "house_capital", amount: 1_000_000 },
      { layer: "mutual_fund" },
    ],
    defaults: { portClients: true, auction: defaultsOf(auction.fields), unsoldLots: "liquidate" },
    ...clearing,
  };
}

/** A clearing house with one listed month (number 2; a lot at 1000 ticks is worth CNY 10,000, a tick CNY 10). */
export class ClearingDesk {
  readonly month = testMonth(2);
  readonly accounts: Accounts;
  readonly members: Members;
  readonly house: ClearingHouse;
  session = 0;
  day = DAY;

  constructor(terms: DeskTerms) {
    const parameters = parametersOf(terms);
    const { credit = 0, perMille = 0 } = terms;
    const clients = terms.capitals.map((capital, i) => ({ name: `agent-${i}`, capital, credit }));
    this.accounts = new Accounts(clients, parameters.members, parameters.houseCapital);
    const memberOf = assignMembers(
      clients.map(() => ""),
      parameters.members,
    );
    this.members = new Members(this.accounts, parameters.members, memberOf);
    const none = { perMille: 0, perLot: 0 };
    this.house = new ClearingHouse({
      parameters,
      accounts: this.accounts,
      members: this.members,
      months: 3,
      contracts: ["TK"],
      fees: new FeeSchedule({
        perMille,
        perLot: 0,
        close: { rate: "as_open" },
        closeToday: { rate: "as_open" },
        maker: none,
        taker: none,
        settlementPerMille: perMille,
        settlementPerLot: 0,
      }),
      margin: createMarginModel(parameters.margin, { instruments: 3, contracts: ["TK"], holidays: [] }),
      positionEffect: terms.positionEffect ?? false,
      takesNet: terms.takesNet ?? false,
      auctionStream: new Streams("desk", 0).get("clearing/auction"),
    });
    this.house.list(this.month, DAY);
  }

  admit(account: number, side: Side, lots: number, effect = EFFECT_NET): number {
    return this.house.admit(account, this.month.index, side, lots, effect);
  }

  release(account: number, side: Side, lots: number, effect = EFFECT_NET): void {
    this.house.release(account, this.month.index, side, lots, effect);
  }

  fill(account: number, side: Side, lots: number, price: number, effect = EFFECT_NET): void {
    this.house.trade(account, this.month.index, side, lots, price, effect, ROLE_TAKER);
  }

  /** Both sides of a trade, as the venue reports it; whether both were admitted. */
  trade(
    buyer: number,
    seller: number,
    lots: number,
    price: number,
    buyEffect = EFFECT_NET,
    sellEffect = EFFECT_NET,
  ): boolean {
    if (this.admit(buyer, 1, lots, buyEffect) !== ACCEPTED) return false;
    if (this.admit(seller, -1, lots, sellEffect) !== ACCEPTED) {
      this.release(buyer, 1, lots, buyEffect);
      return false;
    }
    this.fill(buyer, 1, lots, price, buyEffect);
    this.fill(seller, -1, lots, price, sellEffect);
    return true;
  }

  /** The house's own closing trade of an account against another. */
  liquidate(account: number, taker: number, lots: number, price: number, side: Side = -1): void {
    this.house.isLiquidating = true;
    if (side === -1) this.trade(taker, account, lots, price);
    else this.trade(account, taker, lots, price);
    this.house.isLiquidating = false;
  }

  /** The daily cycle; time runs in days, calls are due at the next day's start. */
  close(settlementTicks: number, finalMoneyPerLot?: number, days = 1, isMonthOver = true, lockMarginPercent = 0): void {
    this.house.closeDay({
      session: this.session,
      nowUs: this.session,
      nextDay: this.day + days,
      days,
      isMonthOver,
      dueUs: this.session + 1,
      settlements: [{ month: this.month, settlementTicks, finalMoneyPerLot, lockMarginPercent }],
    });
    this.day += days;
    this.session++;
  }

  /** The next trading day starts: deadlines of the daily calls. */
  due(): boolean {
    return this.house.callsDue({ session: this.session, nowUs: this.session });
  }

  intraday(markTicks: number): number {
    const at = { session: this.session, nowUs: this.session };
    return this.house.callIntraday(at, this.session + 0.5, [NaN, NaN, markTicks]);
  }

  status(account: number): number {
    return this.accounts.status[account]!;
  }

  held(account: number): number {
    return this.accounts.ledger.balance(this.accounts.held[account]!);
  }

  position(account: number): number {
    return this.house.positions.lots[this.house.positions.cell(account, this.month.index)]!;
  }
}

/** CNY in money. */
export function cny(amount: number): number {
  return amount * MONEY_PER_UNIT;
}
