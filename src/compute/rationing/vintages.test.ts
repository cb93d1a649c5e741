import { describe, expect, it } from "vitest";
import { Vintages } from "./vintages.ts";

/** What waits of each age, of two customers. */
function ages(vintages: Vintages): number[][] {
  return Array.from({ length: vintages.oldest + 1 }, (_, age) => [...vintages.ofAge(age)]);
}

describe("vintages of requests", () => {
  it("age by the hour and expire at the end of the hour in which they are oldest", () => {
    const vintages = new Vintages(2, 2);
    const expired = Float64Array.of(100, 0);
    vintages.ofAge(0).set([1, 2]);
    vintages.endHour(expired);
    vintages.ofAge(0).set([3, 4]);
    expect(ages(vintages)).toEqual([
      [3, 4],
      [1, 2],
      [0, 0],
    ]);
    vintages.endHour(expired);
    expect(ages(vintages)).toEqual([
      [0, 0],
      [3, 4],
      [1, 2],
    ]);
    expect([...expired]).toEqual([100, 0]);
    vintages.endHour(expired);
    expect([...expired]).toEqual([101, 2]);
    // The row of what expired is that of the new hour.
    expect(ages(vintages)).toEqual([
      [0, 0],
      [0, 0],
      [3, 4],
    ]);
  });

  it("give the oldest first", () => {
    const vintages = new Vintages(2, 1);
    vintages.ofAge(0).set([5, 5]);
    vintages.endHour(new Float64Array(2));
    vintages.ofAge(0).set([7, 7]);
    vintages.takeOldest(0, 3);
    vintages.takeOldest(1, 9);
    expect(ages(vintages)).toEqual([
      [7, 3],
      [2, 0],
    ]);
  });
});
