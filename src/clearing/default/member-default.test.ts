import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Stream } from "../../base/random.ts";
import { PaperDesk, type PaperMember } from "../../testing/default-desk.ts";
import { DefaultProcess, type DefaultRecord } from "./member-default.ts";
import type { DefaultManagement, WaterfallLayer } from "./parameters.ts";

const noAuction = { enabled: false, discountPercent: 20, dispersionPercent: 0, capacityPercent: 100, blockLots: 1 };
const inTheBook: DefaultManagement = { portClients: true, auction: noAuction, unsoldLots: "liquidate" };
const auctioned: DefaultManagement = { ...inTheBook, auction: { ...noAuction, enabled: true }, unsoldLots: "tear_up" };

/** House capital in whole 1e-4, as everything on paper. */
const house = (amount: number): WaterfallLayer => ({ layer: "house_capital", amount: amount / 10_000 });
const allLayers: readonly WaterfallLayer[] = [
  { layer: "defaulter_margin" },
  { layer: "defaulter_fund" },
  house(7),
  { layer: "mutual_fund" },
  house(5),
  { layer: "assessments", capPercent: 275, totalCapPercent: 550 },
  { layer: "vm_haircut", capPercent: 100 },
  { layer: "tear_up", capPercent: 10 },
];

function run(
  desk: PaperDesk,
  management: DefaultManagement = inTheBook,
  layers: readonly WaterfallLayer[] = allLayers,
): DefaultRecord {
  return new DefaultProcess(management, layers, desk, new Stream("auction")).run(0);
}

function used(record: DefaultRecord): Record<string, number> {
  return Object.fromEntries(record.layers.map(({ layer, used: amount }, i) => [`${String(i)} ${layer}`, amount]));
}

/** What stands in ledger accounts whose name begins so. */
function balances(desk: PaperDesk, accounts: ArrayLike<number>): number[] {
  return Array.from(accounts, (account) => desk.balance(account));
}

describe("the loss of a member's own account", () => {
  /** Owes 200; margin 45, fund shares 12 | 100, 66. */
  const desk = (owed = 200): PaperDesk =>
    new PaperDesk(
      [
        { fund: 12, accounts: [{ free: -owed, held: 45 }] },
        { fund: 100, capital: 1000, accounts: [{ free: 500 }] },
        { fund: 66, capital: 1000, accounts: [{ free: 500 }] },
      ],
      50,
    );

  it("goes through the layers in the rulebook's order", () => {
    const paper = desk();
    const record = run(paper);
    // 200 = 45 + 12 + 7 + 136 of 166.
    expect(record).toMatchObject({ loss: 200, memberPaid: 0, uncovered: 0 });
    expect(used(record)).toMatchObject({
      "0 defaulter_margin": 45,
      "1 defaulter_fund": 12,
      "2 house_capital": 7,
      "3 mutual_fund": 136,
      "4 house_capital": 0,
      "5 assessments": 0,
    });
    expect(record.layers[3]!.available).toBe(166);
    // 136 x 100 / 166 = 81.93 and 54.07.
    expect(balances(paper, paper.ledgerAccounts.memberFund)).toEqual([0, 18, 12]);
    expect(balances(paper, paper.ledgerAccounts.free)).toEqual([0, 500, 500]);
    paper.ledger.verify();
  });

  it("uses house capital twice where the rulebook does, and then assessments in proportion to contributions", () => {
    const paper = desk(265);
    const record = run(paper);
    expect(used(record)).toMatchObject({ "3 mutual_fund": 166, "4 house_capital": 5, "5 assessments": 30 });
    // 275 % of 166.
    expect(record.layers[5]!.available).toBe(275 + 181);
    expect(balances(paper, paper.ledgerAccounts.memberCapital)).toEqual([0, 982, 988]);
    expect(paper.balance(paper.ledgerAccounts.houseCapital)).toBe(38);
  });

  it("is first paid out of the member's own money outside the house", () => {
    const members: PaperMember[] = [
      { capital: 30, accounts: [{ free: -100, held: 45 }] },
      { capital: 1, accounts: [{}] },
    ];
    const record = run(new PaperDesk(members, 0));
    expect(record).toMatchObject({ loss: 100, memberPaid: 30, uncovered: 25 });
    expect(record.layers[0]!.used).toBe(45);
  });

  it("leaves to nobody what no layer covers", () => {
    const paper = new PaperDesk([{ accounts: [{ free: -9 }] }, { accounts: [{}] }], 0);
    expect(run(paper)).toMatchObject({ loss: 9, uncovered: 9 });
    expect(paper.balance(paper.ledgerAccounts.deficit)).toBe(-9);
    expect(balances(paper, paper.ledgerAccounts.free)).toEqual([0, 0]);
  });

  it("of zero touches nobody", () => {
    const paper = desk(0);
    const record = run(paper);
    expect(record).toMatchObject({ loss: 0, uncovered: 0 });
    expect(record.layers.every((layer) => layer.used === 0)).toBe(true);
    expect(paper.postings).toEqual([]);
  });

  it("refuses layers in an impossible order", () => {
    expect(() => run(desk(), inTheBook, [{ layer: "mutual_fund" }])).toThrow("cannot be");
  });

  it("does not count the same house capital in two layers", () => {
    const members: PaperMember[] = [{ accounts: [{ free: -100 }] }, { accounts: [{}] }];
    const record = run(new PaperDesk(members, 9), inTheBook, [{ layer: "defaulter_margin" }, house(7), house(7)]);
    expect(record.layers.map(({ available }) => available)).toEqual([0, 7, 2]);
    expect(record.uncovered).toBe(91);
  });
});

describe("clients of a member in default", () => {
  const members = (): PaperMember[] => [
    { accounts: [{}, { free: -80, held: 50, hasFailed: true }, { free: 40, held: 10 }, { free: 1 }, { free: 2 }] },
    { capital: 200, accounts: [{}] },
    { capital: 100, accounts: [{}] },
    { capital: 900, isInDefault: true, accounts: [{}] },
  ];

  it("move to survivors in proportion to capital if they met their calls", () => {
    const paper = new PaperDesk(members(), 100);
    expect(run(paper).portedClients).toBe(3);
    expect([0, 1, 2, 3, 4].map((account) => paper.memberOf(account))).toEqual([0, 0, 1, 1, 2]);
  });

  it("pay for their own losses with their own margin, and never for others", () => {
    const paper = new PaperDesk(members(), 100);
    const record = run(paper);
    // 80 = 50 of the client's own margin + 30 that begin with 7 of the house.
    expect(record.loss).toBe(80);
    expect(record.layers[0]).toEqual({ layer: "defaulter_margin", available: 50, used: 50 });
    expect(record.layers[2]).toMatchObject({ layer: "house_capital", used: 7 });
    expect(balances(paper, paper.ledgerAccounts.held)[1]).toBe(0);
    expect(paper.balance(paper.ledgerAccounts.free[2]!) + paper.balance(paper.ledgerAccounts.held[2]!)).toBe(50);
  });

  it("stay where no member survives, and go on trading", () => {
    const alone: PaperMember[] = [{ accounts: [{}, { long: [5] }, { short: [5] }, { hasFailed: true, free: -3 }] }];
    const paper = new PaperDesk(alone, 100);
    expect(run(paper, auctioned)).toMatchObject({ portedClients: 0, auctionedLots: 0, tornUpLots: 0, loss: 3 });
    expect(paper.openInterest(0).lots).toBe(5);
  });

  it("are closed out with the member where the rulebook has no porting", () => {
    const two: PaperMember[] = [{ accounts: [{}, { long: [5] }] }, { accounts: [{ short: [5] }] }];
    const paper = new PaperDesk(two, 0);
    expect(run(paper, { ...auctioned, portClients: false })).toMatchObject({ portedClients: 0, tornUpLots: 5 });
    expect(paper.openInterest(0).lots).toBe(0);
  });
});

describe("positions of a member in default", () => {
  /** The member is long 30, its failed client short 10; member 1 can take 15 lots of margin 100, member 2 none. */
  const members = (capital = 1500): PaperMember[] => [
    { accounts: [{ long: [30], held: 3000 }, { short: [10], free: 100, hasFailed: true }, { long: [4] }] },
    { capital, accounts: [{ free: 5000 }] },
    {
      accounts: [
        { short: [16], free: 5000 },
        { short: [8], free: 5000 },
      ],
    },
  ];

  it("are closed against each other, auctioned at a discount, and torn up pro rata, all at the settlement price", () => {
    const paper = new PaperDesk(members(), 0);
    const record = run(paper, auctioned);
    // 20 lots are left: 15 at a discount of 20 % of 100, and 5 torn up against 16 and 8 lots.
    expect(record).toMatchObject({ auctionedLots: 15, tornUpLots: 5, loss: 300, uncovered: 0, portedClients: 1 });
    expect(paper.longs.map(([lots]) => lots)).toEqual([0, 0, 4, 15, 0, 0]);
    expect(paper.shorts.map(([lots]) => lots)).toEqual([0, 0, 0, 0, 13, 6]);
    expect(balances(paper, paper.ledgerAccounts.free).slice(3)).toEqual([5300, 5000, 5000]);
    expect(record.layers[0]).toEqual({ layer: "defaulter_margin", available: 3000, used: 300 });
  });

  it("stay to be closed in the book where the rulebook says so", () => {
    const paper = new PaperDesk(members(), 0);
    expect(run(paper, inTheBook)).toMatchObject({ auctionedLots: 0, tornUpLots: 0, loss: 0 });
    expect(paper.longs.map(([lots]) => lots)).toEqual([20, 0, 4, 0, 0, 0]);
  });

  it("are offered for as much margin as bidders' capital allows over all months together", () => {
    const two: PaperMember[] = [
      { accounts: [{ long: [12, 0], short: [0, 12] }] },
      { capital: 1500, accounts: [{ short: [12, 0], long: [0, 12] }] },
    ];
    const paper = new PaperDesk(two, 0, 2);
    expect(run(paper, { ...auctioned, unsoldLots: "liquidate" }).auctionedLots).toBe(15);
    expect(paper.shorts[1]).toEqual([12, 3]);
  });
});

describe("the last layers", () => {
  it("take gains of the cycle from winners in proportion, and no more than an account has", () => {
    const members: PaperMember[] = [
      { accounts: [{ free: -50 }] },
      { accounts: [{ free: 90, gain: 60 }, { free: 90, gain: 30 }, { free: 6, held: 4, gain: 80 }, { free: 10 }] },
    ];
    const paper = new PaperDesk(members, 0);
    const record = run(paper);
    expect(record.layers[6]).toEqual({ layer: "vm_haircut", available: 100, used: 50 });
    expect(balances(paper, paper.ledgerAccounts.free)).toEqual([0, 60, 75, 1, 10]);
  });

  it("cut a gain no further than the cap", () => {
    const members: PaperMember[] = [{ accounts: [{ free: -50 }] }, { accounts: [{ free: 90, gain: 61 }] }];
    const layers: WaterfallLayer[] = [{ layer: "defaulter_margin" }, { layer: "vm_haircut", capPercent: 50 }];
    expect(run(new PaperDesk(members, 0), inTheBook, layers)).toMatchObject({
      layers: [{}, { used: 30 }],
      uncovered: 20,
    });
  });

  it("let holders of torn-up lots lose up to the cap, besides what the haircut took", () => {
    const members: PaperMember[] = [
      { accounts: [{ free: -50, long: [3] }] },
      {
        accounts: [
          { free: 100, gain: 10, short: [2] },
          { free: 12, short: [1] },
        ],
      },
    ];
    const paper = new PaperDesk(members, 0);
    const record = run(paper, { ...inTheBook, unsoldLots: "tear_up" });
    // 10 % of margin 100 a lot: 20 and 10, after 10 of gains.
    expect(record.layers.slice(6).map((layer) => layer.used)).toEqual([10, 30]);
    expect(record).toMatchObject({ tornUpLots: 3, uncovered: 10 });
    expect(balances(paper, paper.ledgerAccounts.free)).toEqual([0, 70, 2]);
  });

  it("name members that cannot pay their assessment, and let the others pay for them", () => {
    const members: PaperMember[] = [
      { accounts: [{ free: -100 }] },
      { fundRequired: 100, capital: 5, accounts: [{}] },
      { fundRequired: 100, capital: 500, accounts: [{}] },
    ];
    const paper = new PaperDesk(members, 0);
    const record = run(paper);
    expect(record).toMatchObject({ failedMembers: [1], uncovered: 0 });
    expect(balances(paper, paper.ledgerAccounts.memberCapital)).toEqual([0, 0, 405]);
  });
});

describe("a second default", () => {
  it("finds house capital used and assessments counted towards the total cap", () => {
    const members: PaperMember[] = [
      { accounts: [{ free: -290 }] },
      { accounts: [{ free: -290 }] },
      { fundRequired: 100, capital: 10_000, accounts: [{}] },
    ];
    const paper = new PaperDesk(members, 100);
    const layers: WaterfallLayer[] = [
      { layer: "defaulter_margin" },
      house(40),
      { layer: "assessments", capPercent: 250, totalCapPercent: 300 },
    ];
    const process = new DefaultProcess(inTheBook, layers, paper, new Stream("auction"));
    expect(process.run(0)).toMatchObject({ uncovered: 0, layers: [{}, { used: 40 }, { used: 250 }] });
    expect(process.run(1)).toMatchObject({ uncovered: 240, layers: [{}, { available: 0 }, { used: 50 }] });
  });

  it("of the same cycle cuts gains only up to the cap of both together; the next cycle's gains are new", () => {
    const members: PaperMember[] = [
      { accounts: [{ free: -20 }] },
      { accounts: [{ free: -20 }] },
      { accounts: [{ free: 500, gain: 120 }] },
    ];
    const paper = new PaperDesk(members, 0);
    const layers: WaterfallLayer[] = [{ layer: "defaulter_margin" }, { layer: "vm_haircut", capPercent: 25 }];
    const process = new DefaultProcess(inTheBook, layers, paper, new Stream("auction"));
    expect(process.run(0)).toMatchObject({ uncovered: 0, layers: [{}, { available: 30, used: 20 }] });
    expect(process.run(1)).toMatchObject({ uncovered: 10, layers: [{}, { available: 10, used: 10 }] });
    process.startCycle();
    expect(process.run(1)).toMatchObject({ layers: [{}, { available: 30 }] });
  });
});

describe("any default", () => {
  const runs = { seed: 20260322, numRuns: 200 };
  const amount = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 500 }));
  const account = fc.record({
    free: fc.integer({ min: -800, max: 800 }),
    held: amount,
    gain: fc.integer({ min: -300, max: 300 }),
    hasFailed: fc.boolean(),
  });
  const members = fc.array(
    fc.record({
      capital: fc.integer({ min: 0, max: 2000 }),
      fund: amount,
      isInDefault: fc.boolean(),
      accounts: fc.array(account, { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 4 },
  );
  const trades = fc.array(fc.tuple(fc.nat(11), fc.nat(11), fc.nat(1), fc.integer({ min: 1, max: 20 })), {
    maxLength: 12,
  });
  const rules = fc.record({
    portClients: fc.boolean(),
    enabled: fc.boolean(),
    dispersionPercent: fc.constantFrom(0, 20),
    unsoldLots: fc.constantFrom<DefaultManagement["unsoldLots"]>("liquidate", "tear_up"),
  });

  type Desk = new (...terms: ConstructorParameters<typeof PaperDesk>) => PaperDesk;

  /** Money and lots are conserved, layers add up in order, and nobody that is closed out still owes. */
  function conserves(Paper: Desk) {
    return fc.property(members, trades, rules, (drawn, pairs, { enabled, dispersionPercent, ...rule }) => {
      const count = drawn.reduce((sum, member) => sum + member.accounts.length, 0);
      const desk = new Paper(drawn, 12, 2);
      for (const [buyer, seller, month, lots] of pairs) {
        const long = desk.longs[buyer % count]!;
        const short = desk.shorts[seller % count]!;
        long[month] = long[month]! + lots;
        short[month] = short[month]! + lots;
      }
      const before = [0, 1].map((month) => desk.openInterest(month).lots);
      const fundsBefore = balances(desk, desk.ledgerAccounts.memberFund);
      const record = run(desk, { ...rule, auction: { ...noAuction, enabled, dispersionPercent } });
      desk.ledger.verify();
      const paid = record.layers.reduce((sum, layer) => sum + layer.used, record.memberPaid);
      expect(paid + record.uncovered).toBe(record.loss);
      for (const [i, layer] of record.layers.entries()) {
        expect(layer.used).toBeLessThanOrEqual(layer.available);
        for (const earlier of record.layers.slice(0, i))
          if (layer.used > 0) expect(earlier.used).toBe(earlier.available);
      }
      if (record.uncovered > 0) expect(record.layers.every((layer) => layer.used === layer.available)).toBe(true);
      for (const month of [0, 1]) {
        const { net, lots } = desk.openInterest(month);
        expect(net).toBe(0);
        expect(lots).toBeLessThanOrEqual(before[month]!);
      }
      expect(desk.balance(desk.ledgerAccounts.free[0]!)).toBeGreaterThanOrEqual(0);
      const funds = balances(desk, desk.ledgerAccounts.memberFund);
      for (const [i, fund] of funds.entries()) expect(fund).toBeLessThanOrEqual(fundsBefore[i]!);
      if (rule.unsoldLots === "tear_up") expect(desk.longLots(0, 0) + desk.shortLots(0, 0)).toBe(0);
    });
  }

  it("moves money and lots, creates none, and adds up", () => {
    fc.assert(conserves(PaperDesk), runs);
  });

  it("would be caught creating a lot at a transfer, or losing money in a posting", () => {
    class Creating extends PaperDesk {
      override move(from: number, to: number, instrument: number, side: number, lots: number): void {
        super.move(from, to, instrument, side, lots);
        this.longs[to]![instrument] = this.longs[to]![instrument]! + 1;
      }
    }
    class Losing extends PaperDesk {
      override post(from: number, to: number, posted: number): void {
        super.post(from, to, posted > 1 ? posted - 1 : posted);
      }
    }
    expect(() => fc.assert(conserves(Creating), runs)).toThrow();
    expect(() => fc.assert(conserves(Losing), runs)).toThrow();
  });
});
