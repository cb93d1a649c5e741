import { describe, expect, it } from "vitest";
import { Accounts } from "./accounts.ts";
import { assignMembers, Members } from "./members.ts";

const TERMS = [
  { id: "one", capital: 100 },
  { id: "two", capital: 200 },
];

describe("clearing members", () => {
  it("get the agents that name them, and the others in turn", () => {
    expect([...assignMembers(["two", "", "", "", "two"], TERMS)]).toEqual([1, 0, 1, 0, 1]);
  });

  it("must exist where they are named", () => {
    expect(() => assignMembers(["three"], TERMS)).toThrow("a clearing member that does not exist: three");
  });

  it("have a house account after the clients', and their own money", () => {
    const client = { name: "agent", capital: 5, credit: 0 };
    const accounts = new Accounts([client, client, client], TERMS, 0);
    const members = new Members(accounts, TERMS, [1, 1, 0]);
    expect([...members.memberOf]).toEqual([1, 1, 0, 0, 1]);
    expect([members.houseAccount(1), members.clientsOf(1), members.capital(1), members.fund(1)]).toEqual([
      4, 2, 2_000_000, 0,
    ]);
    expect(members.isHouseAccount(3)).toBe(true);
  });
});
