import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EFFECT_CLOSE, EFFECT_NET, EFFECT_OPEN } from "../market/engine/order-kinds.ts";
import { ClearingDesk } from "../testing/clearing-desk.ts";
import { STATUS_CALLED, STATUS_DEFAULTED, STATUS_GOOD, STATUS_LIQUIDATING } from "./accounts.ts";
import { CALL_DAILY, CALL_MET } from "./margin-calls.ts";

const TAKER = 3;
const CLIENTS = 5;

const step = fc.record({
  trades: fc.array(
    fc.tuple(
      fc.nat(CLIENTS - 1),
      fc.nat(CLIENTS - 1),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: -50, max: 50 }),
    ),
    { maxLength: 8 },
  ),
  intraday: fc.integer({ min: -80, max: 80 }),
  move: fc.integer({ min: -150, max: 150 }),
  isMonthOver: fc.boolean(),
});

const game = fc.record({
  positionEffect: fc.boolean(),
  capital: fc.constantFrom(0, 5000, 200_000),
  portClients: fc.boolean(),
  auction: fc.boolean(),
  unsoldLots: fc.constantFrom("liquidate", "tear_up"),
  cover: fc.nat(2),
  steps: fc.array(step, { minLength: 1, maxLength: 12 }),
});
type Game = typeof game extends fc.Arbitrary<infer T> ? T : never;

function deskOf(terms: Game): ClearingDesk {
  return new ClearingDesk({
    capitals: [50_000, 20_000, 5000, 1e9, 8000],
    credit: 1000,
    perMille: 0.05,
    positionEffect: terms.positionEffect,
    members: [
      { id: "one", capital: terms.capital },
      { id: "two", capital: 20_000 },
      { id: "three", capital: 1e6 },
    ],
    clearing: {
      stress: {
        scenarios: [
          { name: "down", percent: -12, twistPercent: 0, contracts: [] },
          { name: "up", percent: 12, twistPercent: 0, contracts: [] },
        ],
        cover: terms.cover,
        bufferPercent: 10,
        resizeBelow: 0,
        minimumFund: 100,
      },
      waterfall: [
        { layer: "defaulter_margin" },
        { layer: "defaulter_fund" },
        { layer: "house_capital", amount: 500 },
        { layer: "mutual_fund" },
        { layer: "house_capital", amount: 500 },
        { layer: "assessments", capPercent: 275, totalCapPercent: 550 },
        { layer: "vm_haircut", capPercent: 100 },
        { layer: "tear_up", capPercent: 100 },
      ],
      defaults: {
        portClients: terms.portClients,
        auction: {
          enabled: terms.auction,
          discountPercent: 20,
          dispersionPercent: 10,
          capacityPercent: 25,
          blockLots: 10,
        },
        unsoldLots: terms.unsoldLots as "liquidate" | "tear_up",
      },
    },
  });
}

function tradeSome(
  desk: ClearingDesk,
  { positionEffect }: Game,
  trades: Game["steps"][number]["trades"],
  price: number,
) {
  for (const [buyer, seller, lots, away] of trades) {
    if (buyer === seller) continue;
    if (!positionEffect) desk.trade(buyer, seller, lots, price + away);
    else if (!desk.trade(buyer, seller, lots, price + away, EFFECT_CLOSE, EFFECT_OPEN))
      desk.trade(buyer, seller, lots, price + away, EFFECT_OPEN, away > 0 ? EFFECT_CLOSE : EFFECT_OPEN);
  }
}

/** The house closes a part of what it must, against the rich account. */
function liquidateSome(desk: ClearingDesk, price: number): void {
  const { positions } = desk.house;
  for (let account = 0; account < desk.accounts.count; account++) {
    if (account === TAKER || !desk.house.mustLiquidate(account)) continue;
    const cell = positions.cell(account, desk.month.index);
    const side = positions.closingSide(cell);
    const lots = Math.ceil((side === -1 ? positions.long[cell]! : positions.short[cell]!) / 2);
    if (lots === 0) continue;
    desk.house.isLiquidating = true;
    const [buyer, seller] = side === -1 ? [TAKER, account] : [account, TAKER];
    desk.trade(buyer, seller, lots, price, EFFECT_NET, EFFECT_NET);
    desk.house.isLiquidating = false;
  }
}

/** Throws at the first law that is broken. */
function play(terms: Game, change: (desk: ClearingDesk) => void = () => undefined): void {
  const desk = deskOf(terms);
  change(desk);
  let price = 1000;
  for (const { trades, intraday, move, isMonthOver } of terms.steps) {
    tradeSome(desk, terms, trades, price);
    liquidateSome(desk, price + 5);
    desk.intraday(price + intraday);
    desk.house.callsDue({ session: desk.session, nowUs: desk.session + 0.5 });
    price = Math.max(50, price + move);
    desk.close(price, undefined, 1, isMonthOver);
    afterCycle(desk);
    desk.due();
    afterDeadline(desk);
  }
  desk.close(price, price * desk.month.tickMoney + 7);
  desk.due();
  desk.close(price, price * desk.month.tickMoney + 7);
  afterEnd(desk);
}

function afterCycle(desk: ClearingDesk): void {
  const { accounts, house, month, members } = desk;
  accounts.ledger.verify();
  house.positions.openInterest(month.index);
  for (let account = 0; account < accounts.count; account++) {
    const balance = accounts.balance(account);
    const required = house.required[account]!;
    const status = accounts.status[account];
    const isHeld = desk.held(account) === required;
    if (status === STATUS_GOOD && (balance < required || !isHeld)) throw new Error("good without its margin");
    if (status === STATUS_CALLED && !house.calls.calls.some((call) => call.account === account && !call.outcome))
      throw new Error("called without a call");
    if (status === STATUS_LIQUIDATING && balance < 0) throw new Error("nobody answers for a failed account");
    if (status === STATUS_DEFAULTED && (balance !== 0 || !house.positions.isFlat(account)))
      throw new Error("something is left of an account in default");
    if (status! > STATUS_DEFAULTED) throw new Error("an account is nothing");
  }
  for (let m = 0; m < members.count; m++)
    if (members.capital(m) < 0 || members.fund(m) < 0) throw new Error("a member has less than nothing");
  for (const { loss, memberPaid, record } of house.defaults) {
    if (record === undefined) continue;
    const used = record.layers.reduce((sum, layer) => sum + layer.used, 0);
    if (memberPaid + used + record.uncovered !== loss) throw new Error("layers do not add up to the loss");
  }
}

function afterDeadline({ accounts, house }: ClearingDesk): void {
  for (const call of house.calls.calls) {
    if (call.outcome !== CALL_MET || call.type !== CALL_DAILY || call.endSession !== call.session + 1) continue;
    if (accounts.status[call.account] !== STATUS_GOOD) continue;
    const held = accounts.ledger.balance(accounts.held[call.account]!);
    if (held < house.required[call.account]!) throw new Error("a met call leaves too little margin");
  }
}

function afterEnd(desk: ClearingDesk): void {
  const { accounts, house, month, members } = desk;
  if (house.positions.openInterest(month.index) !== 0) throw new Error("a position after the last expiry");
  for (let account = 0; account < accounts.count; account++)
    if (accounts.status[account] === STATUS_GOOD && desk.held(account) !== 0) throw new Error("margin after the end");
  house.closeBooks();
  for (let m = 0; m < members.count; m++) if (members.fund(m) !== 0) throw new Error("a share of the fund is left");
}

const runs = { seed: 20260322, numRuns: 300 };
const finds = (change: (desk: ClearingDesk) => void): boolean =>
  fc.check(
    fc.property(game, (terms) => play(terms, change)),
    { ...runs, endOnFailure: true },
  ).failed;

describe("over any trades, prices, capitals and rules", () => {
  it("money and lots add up, margin is held or called, somebody answers for every account, nothing is left", () => {
    fc.assert(
      fc.property(game, (terms) => play(terms)),
      runs,
    );
  });

  it("all of it happens: calls of all outcomes, defaults of clients and members, an auction, a tear-up", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(game, (terms) => {
        play(terms, (desk) => {
          const { closeBooks } = desk.house;
          desk.house.closeBooks = () => {
            for (const { outcome, type } of desk.house.calls.calls)
              if (outcome !== undefined) seen.add(`call ${type} ${outcome}`);
            for (const { type, record } of desk.house.defaults) {
              seen.add(`default ${type}`);
              for (const { layer, used } of record?.layers ?? []) if (used > 0) seen.add(layer);
              if (record !== undefined && record.auctionedLots > 0) seen.add("auction");
              if (record !== undefined && record.tornUpLots > 0) seen.add("torn up");
              if (record !== undefined && record.portedClients > 0) seen.add("ported");
            }
            closeBooks.call(desk.house);
          };
        });
      }),
      runs,
    );
    expect([...seen].sort()).toEqual(
      [
        ...["call 0 0", "call 0 1", "call 0 2", "call 0 3", "call 1 0", "call 1 1", "call 1 2", "call 1 3"],
        ...["default 0", "default 1", "auction", "torn up", "ported"],
        ...[
          "defaulter_margin",
          "defaulter_fund",
          "house_capital",
          "mutual_fund",
          "assessments",
          "vm_haircut",
          "tear_up",
        ],
      ].sort(),
    );
  });
});

describe("the laws find", () => {
  it("a fee that reaches nobody", () => {
    const broken = finds(({ accounts }) => {
      const { post } = accounts.ledger;
      const balances = (accounts.ledger as unknown as { balances: Float64Array }).balances;
      accounts.ledger.post = (from, to, amount) => {
        post.call(accounts.ledger, from, to, amount);
        if (to === accounts.fees) balances[to]! -= amount;
      };
    });
    expect(broken).toBe(true);
  });

  it("a call that is met with less than it asks for", () => {
    const broken = finds(({ house, accounts }) => {
      const { due } = house.calls;
      house.calls.due = (account, at, required) => {
        const failed = due.call(house.calls, account, at, required);
        if (!failed && accounts.creditUsed[account]! > 0) accounts.hold(account, Math.floor(required / 2));
        return failed;
      };
    });
    expect(broken).toBe(true);
  });

  it("an account that is short of margin and not called", () => {
    const broken = finds(({ house, accounts }) => {
      const { call } = house.calls;
      house.calls.call = (account, ...rest) => {
        call.call(house.calls, account, ...rest);
        accounts.status[account] = STATUS_GOOD;
      };
    });
    expect(broken).toBe(true);
  });

  it("lots that appear when they change hands", () => {
    const broken = finds(({ house }) => {
      const { move } = house.positions;
      house.positions.move = (cell, side, lots, ticks) =>
        move.call(house.positions, cell, side, lots > 0 ? lots + 1 : lots, ticks);
    });
    expect(broken).toBe(true);
  });

  it("positions that outlive their month", () => {
    const broken = finds(({ house }) => {
      house.positions.clear = () => undefined;
    });
    expect(broken).toBe(true);
  });

  it("a share of the default fund that is not returned", () => {
    const broken = finds(({ house }) => {
      house.fund.returnShare = () => undefined;
    });
    expect(broken).toBe(true);
  });
});
