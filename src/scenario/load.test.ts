import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { problemLines, WHOLE_SCENARIO, withShippedParts } from "../testing/scenario-files.ts";
import { loadScenario } from "./load.ts";

const SHIPPED = join(import.meta.dirname, "../../scenarios");
const folder = mkdtempSync(join(tmpdir(), "tokenpit-scenario-"));
afterAll(() => rmSync(folder, { recursive: true }));
for (const name of ["parts", "rulebooks"]) mkdirSync(join(folder, name));
for (const [name, text] of Object.entries(withShippedParts(WHOLE_SCENARIO))) writeFileSync(join(folder, name), text);
const whole = join(folder, "whole.yaml");

function problemsOfBytes(bytes: string | Uint8Array): string[] {
  const file = join(folder, "bytes.yaml");
  writeFileSync(file, bytes);
  const problems = problemLines(() => loadScenario(file));
  rmSync(file);
  return problems.map((problem) => problem.replace(file, "F"));
}

describe("loadScenario", () => {
  it("gives the scenario, its name and the names of its variants", () => {
    const loaded = loadScenario(whole);
    expect(loaded).toMatchObject({ file: whole, name: "whole", variants: ["no-noise"] });
    expect(loaded.scenario.agents).toHaveLength(3);
  });

  it("names no folder of this machine in the resolved file, however the scenario was named", () => {
    const { resolvedYaml } = loadScenario(whole);
    expect(resolvedYaml).not.toContain(folder);
    expect(resolvedYaml).not.toContain("..");
    expect(resolvedYaml).toContain("# rulebooks/shfe.yaml:");
    expect(resolvedYaml).toContain("# whole.yaml:4");
  });

  it("loads its own resolved file to the identical scenario and hash", () => {
    const first = loadScenario(whole, { variant: "no-noise", set: ["agents.lab.count=5"], seed: "x", replications: 2 });
    const file = join(folder, "scenario.resolved.yaml");
    writeFileSync(file, first.resolvedYaml);
    const second = loadScenario(file);
    rmSync(file);
    expect(second.scenario).toEqual(first.scenario);
    expect(second.sha256).toBe(first.sha256);
  });

  it("sees a circle through a link", () => {
    const link = join(folder, "link.yaml");
    symlinkSync(join(folder, "circle.yaml"), link);
    writeFileSync(join(folder, "circle.yaml"), "extends: link.yaml\n");
    expect(problemLines(() => loadScenario(join(folder, "circle.yaml")))[0]).toContain(
      "goes in a circle: circle.yaml -> link.yaml",
    );
    rmSync(link);
    rmSync(join(folder, "circle.yaml"));
  });

  it.each([
    [
      "bytes that are not UTF-8",
      Uint8Array.of(0x61, 0x3a, 0x0a, 0xe4, 0xff),
      "F:2:1 : is not UTF-8 text (byte 5 is 0xff)",
    ],
    ["a character cut off at the end", Uint8Array.of(0x61, 0x3a, 0x20, 0xe4), "F:1:4 : is not UTF-8 text"],
    ["UTF-16", Uint8Array.of(0xff, 0xfe, 0x61, 0x00), "F:1:1 : is not UTF-8 text (byte 1 is 0xff)"],
    [
      "a program",
      Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0),
      "F:1:1 : is not text: it holds the control character U+007F",
    ],
    ["more than a megabyte", "#".repeat(1_000_001), "F : has 1000001 bytes; a scenario file has at most 1000000"],
  ])("refuses %s", (_, bytes, message) => {
    expect(problemsOfBytes(bytes)[0]).toContain(message);
  });

  it("takes a byte order mark and Windows line ends as nothing", () => {
    expect(problemsOfBytes(`\ufeff${WHOLE_SCENARIO.replaceAll("\n", "\r\n")}`)).toEqual([]);
  });

  it("refuses a directory, a device and a file that is not there", () => {
    expect(problemLines(() => loadScenario(folder))[0]).toContain(" : is a directory, not a file");
    expect(problemLines(() => loadScenario("/dev/null"))[0]).toContain(" : is not a regular file");
    expect(problemLines(() => loadScenario(join(folder, "nope.yaml")))[0]).toContain(" : there is no such file");
    expect(problemLines(() => loadScenario(join(whole, "x.yaml")))[0]).toContain(" : there is no such file");
  });
});

describe("the shipped scenarios", () => {
  it.each(
    readdirSync(SHIPPED)
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => ({ name, file: join(SHIPPED, name) })),
  )("$name loads, with its variants, and its resolved file loads to the same", ({ file }) => {
    const { variants } = loadScenario(file);
    for (const options of [{}, ...variants.map((variant) => ({ variant }))]) {
      const first = loadScenario(file, options);
      const resolved = join(folder, "scenario.resolved.yaml");
      writeFileSync(resolved, first.resolvedYaml);
      for (const { path, text } of first.attachments) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      expect(loadScenario(resolved).sha256).toBe(first.sha256);
      rmSync(resolved);
    }
  });
});
