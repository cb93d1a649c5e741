import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/* `tokenpit match` of the built command, and the page that describes it. */

const MAIN = join(import.meta.dirname, "..", "dist", "cli", "main.js");
const PAGE = join(import.meta.dirname, "..", "docs", "matching.md");
const ORDERS = "order_id,side,price,lots\na,sell,10,3\nb,buy,10,2\n";
const TAPE = `trade,match,line,instrument,maker,taker,maker_account,taker_account,side,price_ticks,price,lots,kind
1,1,3,contract,a,b,,,buy,10,10,2,continuous
`;

let cwd = "";
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "tokenpit-match-"));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** Runs the command in a new folder that holds these files. */
function match(files: Readonly<Record<string, string | Uint8Array>>, args: readonly string[], input?: string) {
  const folder = mkdtempSync(join(cwd, "case-"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const command = [MAIN, "match", ...args];
  const options = { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28, ...(input !== undefined && { input }) } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, command, options);
  return { status, stdout, stderr, folder, left: readdirSync(folder).filter((name) => files[name] === undefined) };
}

/** What stands in the first block of the page after a paragraph that names a file. */
function block(name: string): string {
  const parts = readFileSync(PAGE, "utf8").split(/^```.*\n/m);
  // Every other part is a block; the paragraph before it introduces it.
  const index = parts.findIndex(
    (text, part) => part % 2 === 0 && text.trimEnd().split("\n\n").at(-1)!.includes(`\`${name}\``),
  );
  return parts[index + 1];
}

describe("the page's example", () => {
  it("comes out as the page says when it is followed", () => {
    const line = /npx tokenpit (match .*)/.exec(readFileSync(PAGE, "utf8"))![1];
    const files = { "commands.csv": block("commands.csv"), "contract.yaml": block("contract.yaml") };
    const { status, stdout, folder, left } = match(files, line.split(" ").slice(1));
    expect(status).toBe(0);
    expect(left).toEqual(["book.csv", "refusals.csv", "trades.csv"]);
    for (const name of left) expect(readFileSync(join(folder, name), "utf8")).toBe(block(name));
    expect(stdout).toContain("trades      7 of 90 lots");
    expect(stdout).toContain("refused     unknown_order 1, price_outside_band 1");
  });
});

describe.concurrent("tokenpit match", () => {
  it("writes the tape to standard output and the summary beside it", () => {
    const { status, stdout, stderr } = match({ "c.csv": ORDERS }, ["c.csv"]);
    expect([status, stdout]).toEqual([0, TAPE]);
    expect(stderr).toMatch(/^commands {4}2 in \d+\.\d\d s, [\d,]+ a second\ntrades {6}1 of 2 lots\n/);
  });

  it("reads standard input", () => {
    expect(match({}, ["-"], ORDERS)).toMatchObject({ status: 0, stdout: TAPE, left: [] });
  });

  it("says what is wrong with lines, and leaves no file", () => {
    const bad = `${ORDERS}c,buy,10,many\n`;
    const out = ["--out", "t.csv", "--book", "b.csv", "--refusals", "r.csv"];
    const { status, stdout, stderr, left } = match({ "c.csv": bad }, ["c.csv", ...out]);
    expect([status, stdout, left]).toEqual([1, "", []]);
    expect(stderr).toBe('c.csv:4: lots: must be a whole number, got "many"\nnothing was written\n');
  });

  it("leaves a file that was there as it was when it fails", () => {
    const files = { "c.csv": "order_id\na\n", "t.csv": "old" };
    const { status, folder } = match(files, ["c.csv", "--out", "t.csv"]);
    expect([status, readFileSync(join(folder, "t.csv"), "utf8")]).toEqual([1, "old"]);
  });

  it.each([
    [[], "match needs a file"],
    [["nowhere.csv"], 'there is no file "nowhere.csv"'],
    [["."], '"." is a folder, not a file'],
    [["c.csv", "--out", "c.csv"], '"c.csv" is named twice'],
    [["c.csv", "--out", "t.csv", "--book", "./t.csv"], '"./t.csv" is named twice'],
    [["c.csv", "--out", "no/t.csv"], 'there is no folder "no"'],
    [["c.csv", "--rules", "no.yaml"], "there is no such file"],
    [["c.csv", "--rules", "rules.yaml"], "1:1  tik  unknown key; did you mean tick?"],
    [["c.csv", "--rule", "rules.yaml"], "Unknown argument: rule; did you mean rules?"],
  ])("names a mistake in the arguments %j", (args, message) => {
    const rules = "tik: 1\nmatching: {algorithm: price_time}\n";
    const { status, stderr, left } = match({ "c.csv": ORDERS, "rules.yaml": rules }, args);
    expect([status, left]).toEqual([1, []]);
    expect(stderr).toContain(message);
  });

  it.each([
    ["an empty file", ""],
    ["binary garbage", Uint8Array.from({ length: 100_000 }, (_, at) => (at * 7919 + (at >> 7)) & 255)],
    ["a line of 10 MB", `order_id,side,price,lots\n${"9".repeat(10_000_000)}\n`],
    ["a header of 10 MB", "order_id,".repeat(1_200_000)],
  ])("refuses %s", (_, content) => {
    const { status, stderr, left } = match({ "c.csv": content }, ["c.csv", "--out", "t.csv"]);
    expect([status, left]).toEqual([1, []]);
    expect(stderr).toMatch(/^c\.csv:[12]: /);
    expect(stderr.length).toBeLessThan(5000);
  });

  it("takes a header without commands", () => {
    const { status, stdout } = match({ "c.csv": "order_id,side,price,lots" }, ["c.csv"]);
    expect([status, stdout]).toEqual([0, TAPE.slice(0, TAPE.indexOf("\n") + 1)]);
  });

  it("ends quietly when its reader does, and leaves no file", async () => {
    const folder = mkdtempSync(join(cwd, "pipe-"));
    const rows = Array.from({ length: 100_000 }, (_, i) => `a${i},sell,10,1\nb${i},buy,10,1\n`);
    writeFileSync(join(folder, "c.csv"), `order_id,side,price,lots\n${rows.join("")}`);
    const child = spawn("sh", ["-c", `'${process.execPath}' '${MAIN}' match c.csv --book b.csv | head -1`], {
      cwd: folder,
    });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (part) => (text += part));
    await new Promise((resolve) => child.on("close", resolve));
    expect(text).toBe(TAPE.slice(0, TAPE.indexOf("\n") + 1));
    expect(readdirSync(folder)).toEqual(["c.csv"]);
  });

  it("stops on Ctrl-C and leaves no file", async () => {
    const folder = mkdtempSync(join(cwd, "interrupted-"));
    const child = spawn(process.execPath, [MAIN, "match", "-", "--out", "t.csv"], { cwd: folder });
    child.stdin.write(ORDERS);
    const until = Date.now() + 30_000;
    while (readdirSync(folder).length === 0 && Date.now() < until) await new Promise((done) => setTimeout(done, 20));
    child.kill("SIGINT");
    expect(await new Promise((resolve) => child.on("close", resolve))).toBe(130);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("makes the same bytes of the same commands", () => {
    const rows = Array.from(
      { length: 3000 },
      (_, i) => `o${i},${i % 3 === 0 ? "sell" : "buy"},${100 + ((i * 7) % 11)},${1 + (i % 9)}`,
    );
    const text = `order_id,side,price,lots\n${rows.join("\n")}\n`;
    const all = ["c.csv", "--out", "t.csv", "--book", "b.csv", "--refusals", "r.csv"];
    const [first, second] = [match({ "c.csv": text }, all), match({ "c.csv": text }, all)];
    for (const name of ["t.csv", "b.csv", "r.csv"]) {
      expect(existsSync(join(first.folder, name))).toBe(true);
      expect(readFileSync(join(first.folder, name))).toEqual(readFileSync(join(second.folder, name)));
    }
  });
});
