import { describe, expect, it } from "vitest";
import { ClearingDesk, cny, type DeskTerms } from "../testing/clearing-desk.ts";
import { STATUS_DEFAULTED, STATUS_GOOD, STATUS_LIQUIDATING } from "./accounts.ts";
import { DEFAULT_OF_CLIENT, DEFAULT_OF_MEMBER, usedOf } from "./member-cover.ts";

const NO_FUNDING = { borrowPercentPerYear: 0, depositPercentPerYear: 0 };

/** Client 0 (CNY 2,000, member 0) has bought two lots at 1000 from client 1 (rich, member 1) and missed a call at 800. */
function failing(capital: number, clearing: DeskTerms["clearing"] = {}): ClearingDesk {
  const members = [
    { id: "weak", capital },
    { id: "strong", capital: 1e6 },
  ];
  const desk = new ClearingDesk({ capitals: [2000, 1e6, 5000], members, clearing: { ...NO_FUNDING, ...clearing } });
  desk.trade(0, 1, 2, 1000);
  desk.close(800, undefined, 1, false);
  expect(desk.due()).toBe(true);
  return desk;
}

const STRESS = {
  scenarios: [{ name: "crash", percent: -50, twistPercent: 0, contracts: [] }],
  cover: 2,
  bufferPercent: 10,
  resizeBelow: 0,
  minimumFund: 0,
};

describe("a clearing member", () => {
  it("advances what a client that failed its call is short of, and gets it back out of what the client has later", () => {
    const desk = failing(50_000);
    desk.close(700, undefined, 1, false);
    // It lost CNY 6,000 and had 2,000.
    expect(desk.accounts.memberPaid[0]).toBe(cny(4000));
    expect(desk.members.capital(0)).toBe(cny(46_000));
    expect([desk.accounts.balance(0), desk.status(0)]).toEqual([0, STATUS_LIQUIDATING]);
    // A gain of 4,000 leaves 2,200 over the margin of 1,800.
    desk.close(900, undefined, 1, false);
    expect(desk.accounts.memberPaid[0]).toBe(cny(1800));
    expect(desk.house.defaults).toEqual([]);
  });

  it("bears what is left of the advance when the client has no position any more", () => {
    const desk = failing(50_000);
    desk.liquidate(0, 1, 2, 750);
    desk.close(700, undefined, 1, false);
    const [row] = desk.house.defaults;
    // CNY 5,000 lost on 2,000.
    expect(row).toMatchObject({
      type: DEFAULT_OF_CLIENT,
      account: 0,
      member: 0,
      loss: cny(3000),
      memberPaid: cny(3000),
    });
    expect(desk.status(0)).toBe(STATUS_DEFAULTED);
    expect([desk.accounts.memberPaid[0], desk.accounts.balance(0)]).toEqual([0, 0]);
    expect(desk.members.capital(0)).toBe(cny(50_000) - row!.loss);
  });

  it("is in default when it cannot: its money pays first, then the house's; its good clients are ported", () => {
    const desk = failing(1500);
    desk.close(700, undefined, 1, false);
    const [row] = desk.house.defaults;
    expect(row).toMatchObject({
      type: DEFAULT_OF_MEMBER,
      account: 3,
      member: 0,
      loss: cny(4000),
      memberPaid: cny(1500),
    });
    expect(usedOf(row!.record!, "house_capital")).toBe(cny(1000));
    expect(row!.record).toMatchObject({ uncovered: cny(1500), portedClients: 1 });
    expect([...desk.members.memberOf]).toEqual([0, 1, 1, 0, 1]);
    expect([desk.members.inDefault[0], desk.members.inDefault[1]]).toEqual([1, 0]);
    // The failed client is closed out whatever it has.
    desk.close(1000, undefined, 1, false);
    expect(desk.house.mustLiquidate(0)).toBe(true);
    desk.liquidate(0, 1, 2, 1000);
    desk.close(1000, undefined, 1, false);
    expect(desk.house.mustLiquidate(0)).toBe(false);
    expect(desk.status(3)).toBe(STATUS_DEFAULTED);
  });

  it("is asked for its share of a fund of Cover 2 + 10 % on the first cycle of a month, by margin", () => {
    const desk = new ClearingDesk({
      capitals: [20_000, 1e6],
      members: [
        { id: "one", capital: 1e6 },
        { id: "two", capital: 1e6 },
      ],
      clearing: { stress: STRESS },
    });
    desk.trade(0, 1, 2, 1000);
    desk.close(1000);
    // -50 % of two lots is CNY 10,000, 8,000 beyond the margin held for client 0; client 1 gains.
    expect(desk.house.figures).toMatchObject({ cover1: cny(8000), cover2: cny(8000), worstScenario: "crash" });
    expect([desk.members.fund(0), desk.members.fund(1)]).toEqual([cny(4400), cny(4400)]);
    expect(desk.house.figures.fundOverCover).toBeCloseTo(1.1, 12);
    desk.house.closeBooks();
    expect([desk.members.capital(0), desk.members.capital(1)]).toEqual([cny(1e6), cny(1e6)]);
  });

  it.each([
    [0, 8800],
    [1, 17_600],
  ])(
    "with a fund sized anew below %s of the cover holds CNY %s after positions double within the month",
    (below, fund) => {
      const members = [
        { id: "one", capital: 1e6 },
        { id: "two", capital: 1e6 },
      ];
      const clearing = { stress: { ...STRESS, resizeBelow: below } };
      const desk = new ClearingDesk({ capitals: [40_000, 1e6], members, clearing });
      desk.trade(0, 1, 2, 1000);
      desk.close(1000, undefined, 1, false);
      desk.trade(0, 1, 2, 1000);
      desk.close(1000, undefined, 1, false);
      expect(desk.members.fund(0) + desk.members.fund(1)).toBe(cny(fund));
    },
  );

  it("loses its share of the fund before others lose theirs", () => {
    const waterfall = [{ layer: "defaulter_margin" }, { layer: "defaulter_fund" }, { layer: "mutual_fund" }] as const;
    const clearing = { stress: { ...STRESS, cover: 2, minimumFund: 3000 }, waterfall };
    const desk = failing(3000, clearing);
    // A fund of CNY 3,000 at least; the stress scenario asks for more, half of it from each.
    const shares = [desk.members.fund(0), desk.members.fund(1)];
    const capital = desk.members.capital(0);
    desk.close(600, undefined, 1, false);
    const { record } = desk.house.defaults[0]!;
    expect(record!.memberPaid).toBe(capital);
    expect(usedOf(record!, "defaulter_fund")).toBe(Math.min(shares[0]!, record!.loss - capital));
    expect(record!.memberPaid + record!.layers.reduce((sum, { used }) => sum + used, 0) + record!.uncovered).toBe(
      record!.loss,
    );
  });

  it.each([["weak", "poor"] as const, ["poor", "weak"] as const])(
    "that fails together with another pays nothing for it, whichever comes first (%s, %s)",
    (first, second) => {
      const capital = { weak: 100, poor: 50 };
      const members = [first, second].map((id) => ({ id, capital: capital[id] }));
      const waterfall = [{ layer: "defaulter_margin" }, { layer: "defaulter_fund" }, { layer: "mutual_fund" }] as const;
      const desk = new ClearingDesk({
        capitals: [2000, 2000, 1e6],
        members: [...members, { id: "strong", capital: 1e6 }],
        clearing: { ...NO_FUNDING, waterfall: [...waterfall], stress: { ...STRESS, minimumFund: 90 } },
      });
      desk.trade(0, 2, 2, 1000);
      desk.trade(1, 2, 2, 1000);
      desk.close(800, undefined, 1, false);
      desk.due();
      desk.close(700, undefined, 1, false);
      const rows = desk.house.defaults;
      expect(rows.map(({ member }) => member)).toEqual([0, 1]);
      for (const { member, record } of rows) {
        expect(usedOf(record!, "defaulter_fund")).toBeGreaterThan(0);
        expect(desk.members.fund(member)).toBe(0);
      }
      const uncovered = rows.reduce((sum, { record }) => sum + record!.uncovered, 0);
      const paid = rows.reduce(
        (sum, { memberPaid, record }) => sum + memberPaid + usedOf(record!, "defaulter_fund"),
        0,
      );
      expect(paid).toBe(cny(150));
      expect(uncovered + usedOf(rows[0]!.record!, "mutual_fund") + usedOf(rows[1]!.record!, "mutual_fund")).toBe(
        rows.reduce((sum, { loss }) => sum + loss, 0) - cny(150),
      );
    },
  );

  it("that is the only one leaves its good clients to the house", () => {
    const desk = new ClearingDesk({
      capitals: [2000, 1e6, 5000],
      members: [{ id: "only", capital: 100 }],
      clearing: NO_FUNDING,
    });
    desk.trade(0, 1, 2, 1000);
    desk.close(800, undefined, 1, false);
    desk.due();
    desk.close(700, undefined, 1, false);
    expect(desk.house.defaults[0]).toMatchObject({ type: DEFAULT_OF_MEMBER, loss: cny(4000), memberPaid: cny(100) });
    expect([desk.status(1), desk.status(2)]).toEqual([STATUS_GOOD, STATUS_GOOD]);
    expect(desk.position(1)).toBe(-2);
    // The failed client's later losses go through the waterfall again.
    desk.close(650, undefined, 1, false);
    expect(desk.house.defaults[1]).toMatchObject({ type: DEFAULT_OF_MEMBER, loss: cny(1000), memberPaid: 0 });
    // What it gains back is the defaulter's estate's.
    desk.liquidate(0, 1, 2, 700);
    desk.close(700, undefined, 1, true);
    expect(desk.status(0)).toBe(STATUS_DEFAULTED);
    expect(desk.house.defaults[2]).toMatchObject({ type: DEFAULT_OF_CLIENT, account: 0 });
  });
});
