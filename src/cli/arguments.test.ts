import { describe, expect, it } from "vitest";
import { replicationsOption, setOption, shellQuoted, workersOption } from "./arguments.ts";

describe("counts on the command line", () => {
  it.each(["0", "-1", "1.5", "1e3", "", " 2", "two", "10001", "99999999999"])("refuses --replications %j", (text) => {
    expect(() => replicationsOption(text)).toThrow(
      `--replications must be a whole number from 1 to 10000, got "${text}"`,
    );
  });

  it("takes whole numbers, and no number where none is given", () => {
    expect(replicationsOption("10000")).toBe(10_000);
    expect(replicationsOption(undefined)).toBeUndefined();
    expect(workersOption("3")).toBe(3);
    expect(workersOption(undefined)).toBeGreaterThanOrEqual(1);
    expect(() => workersOption("513")).toThrow("--workers must be a whole number from 1 to 512");
  });
});

describe("--set", () => {
  it("takes path=value, the value with equals signs or empty", () => {
    expect(setOption(["a.b=1", "c=", "d=x=y"])).toEqual(["a.b=1", "c=", "d=x=y"]);
  });

  it("refuses anything else: a scenario that stands behind --set ends up there", () => {
    expect(() => setOption(["a=1", "usage-surge"])).toThrow(
      '--set takes path=value, got "usage-surge"; write the scenario',
    );
    expect(() => setOption(["=1"])).toThrow("--set takes path=value");
  });
});

describe("an argument that is printed for pasting", () => {
  it("is quoted where a shell would change it", () => {
    expect(shellQuoted("venues.shfe.rules.daily_band.percent=4")).toBe("venues.shfe.rules.daily_band.percent=4");
    expect(shellQuoted("my file.yaml")).toBe("'my file.yaml'");
    expect(shellQuoted("it's")).toBe("'it'\\''s'");
    expect(shellQuoted("a={b: [1]}")).toBe("'a={b: [1]}'");
    expect(shellQuoted("")).toBe("''");
  });
});
