import { expect, it } from "vitest";
import { InvariantError } from "../../base/assert.ts";
import { FillBuffer } from "./fills.ts";

it("keeps trades as columns, grows, and holds its maximum and not one more", () => {
  const fills = new FillBuffer(200);
  for (let i = 0; i < 200; i++) fills.add(i, i + 1, 5 - i, i + 2, i + 3);
  expect(fills.count).toBe(200);
  for (const i of [0, 63, 64, 199]) {
    expect([fills.makerSlot[i], fills.takerSlot[i]]).toEqual([i, i + 1]);
    expect([fills.priceTicks[i], fills.lots[i], fills.makerLeaves[i]]).toEqual([5 - i, i + 2, i + 3]);
  }
  expect(() => fills.add(0, 0, 0, 0, 0)).toThrow(InvariantError);
});
