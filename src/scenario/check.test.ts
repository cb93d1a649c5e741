import { describe, expect, it } from "vitest";
import { problemsOf } from "../testing/scenario-files.ts";
import type { Check } from "./check.ts";

const noTitle: Check<Record<string, unknown>> = {
  reads: ["title", "band"],
  find: ({ title }) => (title === "bad" ? [{ path: "title", message: "is bad" }] : []),
};
const defaulted: Check<Record<string, unknown>> = {
  reads: ["band"],
  find: () => [{ path: "band.percent", message: "is wrong" }],
};

describe("checks between values", () => {
  it("report at the line of the value, or of the map around a default", () => {
    expect(problemsOf("start: 2024-01-15\ntitle: bad\n", {}, [noTitle])).toEqual(["main.yaml:2:8 title: is bad"]);
    expect(problemsOf("start: 2024-01-15\nband:\n  days: []\n", {}, [defaulted])).toEqual([
      "main.yaml:3:3 band.percent: is wrong",
    ]);
    expect(problemsOf("start: 2024-01-15\n", {}, [defaulted])).toEqual(["main.yaml:1:1 band.percent: is wrong"]);
  });

  it("run beside problems elsewhere, but not on a part with a problem of its own", () => {
    expect(problemsOf("title: bad\nreplications: 0\nstart: 2024-01-15\n", {}, [noTitle])).toHaveLength(2);
    expect(problemsOf("title: bad\nband: {percent: 0}\nstart: 2024-01-15\n", {}, [noTitle])).toHaveLength(1);
    expect(problemsOf("title: bad\nband: {days: 3}\nstart: 2024-01-15\n", {}, [noTitle])).toHaveLength(1);
    expect(problemsOf("title: bad\nbannd: {percent: 3}\nstart: 2024-01-15\n", {}, [noTitle])).toHaveLength(1);
  });
});
