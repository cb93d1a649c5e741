import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { OutputFile } from "./output-file.ts";

const folder = mkdtempSync(join(tmpdir(), "tokenpit-output-"));
afterAll(() => rmSync(folder, { recursive: true }));
const bytes = new TextEncoder().encode("whole\n");

describe("an output file", () => {
  it("has its name once all has been written, and not before", () => {
    const path = join(folder, "a.csv");
    const file = new OutputFile(path);
    file.write(bytes);
    expect(existsSync(path)).toBe(false);
    file.commit();
    expect(readFileSync(path, "utf8")).toBe("whole\n");
  });

  it("leaves what was there when it is discarded", () => {
    const path = join(folder, "b.csv");
    writeFileSync(path, "before");
    const file = new OutputFile(path);
    file.write(bytes);
    file.discard();
    expect(readFileSync(path, "utf8")).toBe("before");
    expect(readdirSync(folder).filter((name) => name.includes("partial"))).toEqual([]);
  });

  it("follows a link and leaves the link", () => {
    const target = join(folder, "c.csv");
    const link = join(folder, "link.csv");
    writeFileSync(target, "before");
    symlinkSync(target, link);
    const file = new OutputFile(link);
    file.write(bytes);
    file.commit();
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, "utf8")).toBe("whole\n");
  });

  it("writes to a device as it is", () => {
    const file = new OutputFile("/dev/null");
    file.write(bytes);
    file.commit();
    expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
  });
});
