import { describe, expect, it } from "vitest";
import { ScenarioError } from "./error.ts";

const problem = (file: string, line: number | undefined, path: string, message: string) => ({
  file,
  line,
  column: line === undefined ? undefined : 3,
  path,
  message,
});

describe("ScenarioError", () => {
  it("prints the scenario's problems by line, then other files', then arguments'", () => {
    const error = new ScenarioError("s/thin.yaml", [
      problem("--set a=1", undefined, "a", "unknown key"),
      problem("s/rules.yaml", 12, "venues.x.tick", "too small"),
      problem("s/thin.yaml", 31, "agents[1].spred_ticks", "unknown key; did you mean spread_ticks?"),
      problem("s/thin.yaml", 4, "start", "is missing"),
    ]);
    expect(error.text()).toBe(
      [
        "s/thin.yaml: 4 problems, nothing was run",
        "  4:3   start                  is missing",
        "  31:3  agents[1].spred_ticks  unknown key; did you mean spread_ticks?",
        "  in s/rules.yaml",
        "  12:3  venues.x.tick          too small",
        "  in --set a=1",
        "        a                      unknown key",
      ].join("\n"),
    );
  });

  it("prints one problem of a whole file on one line", () => {
    expect(new ScenarioError("x.yaml", [problem("x.yaml", undefined, "", "there is no such file")]).text()).toBe(
      "x.yaml: 1 problem, nothing was run\n  there is no such file",
    );
  });

  it("lets nothing in a name or a value move the terminal's cursor", () => {
    const text = new ScenarioError("a\u001b[2J\n.yaml", [
      problem("a\u001b[2J\n.yaml", 1, "\u001b]0;x\u0007", "\r"),
    ]).text();
    // eslint-disable-next-line no-control-regex -- the line break between the two lines is the only control character allowed
    expect(text.match(/[\x00-\x1f\x7f-\x9f]/g)).toEqual(["\n"]);
  });

  it("prints the first hundred and counts the rest", () => {
    const many = Array.from({ length: 250 }, (_, line) => problem("x.yaml", line + 1, "a", "b"));
    expect(new ScenarioError("x.yaml", many).text().split("\n").at(-1)).toBe("  and 150 more");
  });
});
