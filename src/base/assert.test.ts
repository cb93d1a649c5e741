import { describe, expect, it } from "vitest";
import { assert, InvariantError } from "./assert.ts";

describe("assert", () => {
  it("passes what holds and throws InvariantError with its message for what does not", () => {
    expect(() => assert(1 + 1 === 2, "sum")).not.toThrow();
    expect(() => assert(Number("1") === 2, "the ledger does not sum to zero")).toThrow(
      new InvariantError("the ledger does not sum to zero"),
    );
  });

  it("is told apart from other errors by class and by name", () => {
    const error = new InvariantError("x");
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe("InvariantError");
  });
});
