import { describe, expect, it } from "vitest";
import { epochDay } from "../../base/dates.ts";
import { ParticipationDesk } from "../../testing/participation-desk.ts";
import { EFFECT_CLOSE, EFFECT_OPEN } from "../engine/order-kinds.ts";
import { NATURAL_PERSON } from "../refusals.ts";
import type { ParticipationParameters } from "./participation-parameters.ts";

const refused = -NATURAL_PERSON;
const PERSON = 0;
const FIRM = 1;

/** The month delivers in January 2024. */
function on(rule: ParticipationParameters["naturalPersonsOut"], day: number, month = {}): ParticipationDesk {
  const desk = new ParticipationDesk({
    rules: { positionEffect: true, naturalPersonsOut: rule },
    accounts: [{ isNaturalPerson: true }, {}],
    months: [month],
  });
  desk.startDay(0, day);
  return desk;
}

function mayOpen(desk: ParticipationDesk, account: number): boolean {
  const slot = desk.order(account, 0, 1, 1, EFFECT_OPEN);
  expect(slot === refused || slot >= 0).toBe(true);
  return slot >= 0;
}

describe("natural persons", () => {
  it("may open until the delivery month begins, or the month before it, as the rulebook says", () => {
    const november = epochDay(2023, 11, 30);
    const december = epochDay(2023, 12, 1);
    const january = epochDay(2024, 1, 2);
    const opens = (rule: ParticipationParameters["naturalPersonsOut"]) =>
      [november, december, january].map((day) => mayOpen(on(rule, day), PERSON));
    expect(opens("none")).toEqual([true, true, true]);
    expect(opens("delivery_month")).toEqual([true, true, false]);
    expect(opens("month_before")).toEqual([true, false, false]);
    expect(mayOpen(on("month_before", january), FIRM)).toBe(true);
  });

  it("may always close, and are closed by the house from the delivery month's first trading day on, both sides", () => {
    const desk = on("month_before", epochDay(2023, 12, 1));
    for (const account of [PERSON, FIRM]) {
      desk.book(account, 0, 1, 5, EFFECT_OPEN);
      desk.book(account, 0, -1, 3, EFFECT_OPEN);
    }
    expect(desk.order(PERSON, 0, -1, 2, EFFECT_CLOSE)).toBeGreaterThanOrEqual(0);
    expect(desk.rules.excessLots(PERSON, 0, 1)).toBe(0);
    desk.startDay(20, epochDay(2024, 1, 2));
    expect(desk.rules.excessLots(PERSON, 0, 1)).toBe(5);
    expect(desk.rules.excessLots(PERSON, 0, -1)).toBe(3);
    expect(desk.rules.excessLots(FIRM, 0, 1)).toBe(0);
  });

  it("may hold a perpetual, which has no delivery month", () => {
    expect(mayOpen(on("month_before", epochDay(2024, 1, 2), { isPerpetual: true }), PERSON)).toBe(true);
  });
});
