import { describe, expect, it } from "vitest";
import { family, type NewEngine, replay } from "../../testing/engine-desk.ts";
import { FastEngine } from "./fast-engine.ts";
import { NaiveEngine } from "./naive-engine.ts";
import { OrderStore } from "./order-store.ts";

const implementations: [string, NewEngine][] = [
  ["FastEngine", (store) => new FastEngine(store)],
  ["NaiveEngine", (store) => new NaiveEngine(store)],
];

describe.each(implementations)("crossed spreads when trading resumes, %s", (_, newEngine) => {
  it("settles them: the order accepted last comes anew", () => {
    const script = [
      "collect in near",
      "sell 5@10 in spread",
      "buy 4@115 in near",
      "buy 2@112 in near",
      "sell 5@100 in far",
      "resume in near => D takes 4 implied at 105, 4 of A at 10 near 115, 4 of B at 115, D takes 1 implied at 102, 1 of A at 10 near 112, 1 of C at 112",
      "book in near => 1@112 / -",
      "collect in far",
      "sell 1@12 in spread",
      "sell 1@99 in far",
      "sell 1@100 in far",
      "resume in far => F takes 1 implied at 100, 1 of E at 12 near 112, 1 of C at 112",
    ];
    expect(replay(newEngine, family(), script)).toEqual(script);
  });

  it("leaves alone what self-trade prevention keeps apart, and families of others", () => {
    const [near, far, spread] = family();
    const others = [
      { ...near, instrument: 0 },
      { ...far, instrument: 4 },
      { ...spread, instrument: 5, spread: { ...spread.spread!, near: 0, far: 4 } },
    ];
    const script = [
      "sell 2@10 in spread2 acct 1",
      "sell 2@10 in spread2 acct 2",
      "sell 2@90 in far2 acct 2",
      "buy 1@100 in x acct 1 stp newest",
      "collect in far2",
      "resume in far2",
      "cancel A => A ends with 2 cancelled",
      "collect in far",
      "resume in far",
      "collect in far2",
      "resume in far2 => D takes 1 implied at 100, 1 of B at 10 near 100, 1 of C at 90",
    ];
    expect(replay(newEngine, [near, far, spread, ...others], script)).toEqual(script);
  });

  it("counts instruments as one family that several spreads connect", () => {
    const script = [
      "sell 2@10 in spread2 acct 1",
      "sell 2@10 in spread2 acct 2",
      "sell 2@90 in far2 acct 2",
      "buy 1@100 in near acct 1 stp newest",
      "cancel A => A ends with 2 cancelled",
      "collect in far",
      "resume in far => D takes 1 implied at 100, 1 of B at 10 near 100, 1 of C at 90",
    ];
    expect(replay(newEngine, family(), script)).toEqual(script);
  });
});

describe("prices beyond the int32s", () => {
  const newEngine: NewEngine = (store) => new FastEngine(store);

  it("are no implied orders where it is the spread's, rounded to steps of the legs", () => {
    const script = [`sell 1@${2 ** 31 - 1} in spread`, "sell 1@5 in far", "implied in near => - / -"];
    expect(replay(newEngine, family(undefined, 4), script)).toEqual(script);
  });

  it("are no implied orders, and nobody comes anew for one", () => {
    const lowest = -(2 ** 31);
    const script = [
      "collect in near",
      `sell 1@${lowest} in near`,
      "buy 1@5 in far",
      "implied in spread => - / -",
      "buy 2@0 in spread",
      // The spread's buyer was last, and for him near less far is no price.
      "resume in near",
      "implied in spread => - / -",
      `implied in far => - / 1@${lowest}`,
      `sell 1@${lowest} in far => D takes 1 of B at 5`,
    ];
    expect(replay(newEngine, family(), script)).toEqual(script);
  });
});

describe("spreads that make implied orders", () => {
  const list = (near: number, far: number): void => {
    const engine = new FastEngine(new OrderStore(1));
    const terms = family();
    for (const one of terms.slice(0, 3)) engine.list(one);
    engine.list({ ...terms[2], instrument: 7, spread: { ...terms[2].spread!, near, far } });
  };

  it("have legs of their own, which are two outrights", () => {
    expect(() => list(1, 2)).toThrow("two spreads");
    expect(() => list(2, 1)).toThrow("two spreads");
    expect(() => list(1, 1)).toThrow("the same");
    expect(() => list(3, 2)).toThrow("is a spread");
  });
});
