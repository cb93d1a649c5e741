// Does the built program write the same bytes on every Node that it supports?
//
//   npm run node-versions                      TOKENPIT_DIST names another build than ../dist
//
// Installs one version each of Node 22, 24 and 26 from the npm registry into a temporary folder (some 120 MB each) and
// lets them and the Node that runs this script run the same two replications of two months of the usage surge and of two
// weeks of rationing in fragmented regions. Every file but timing.json must be the same. Ends with 1 if one is not.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const VERSIONS = ["22.23.3", "24.9.0", "26.9.0"];
const NEVER_THE_SAME = /timing\.json$/;
const RUNS = [
  ["usage-surge", ["start=2025-02-01", "end=2025-03-31", "record.orders=true"]],
  [
    "compute-rationing",
    [
      "start=2026-03-01",
      "end=2026-03-14",
      "warmup_sessions=1",
      "compute.rationing.rule=queue",
      "compute.integration=0.1",
      "compute.capacity.outages.per_year=12",
      "compute.capacity.investment.strength=1",
      "record.regions=true",
    ],
  ],
];

const dist = process.env.TOKENPIT_DIST ?? fileURLToPath(new URL("../dist", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "tokenpit-nodes-"));

try {
  const nodes = [[process.version, process.execPath], ...VERSIONS.map((version) => [`v${version}`, install(version)])];
  const runs = nodes.map(([version, node]) => ({ version, files: runWith(version, node) }));
  const [reference] = runs;
  for (const other of runs) other.different = differences(reference.files, other.files);
  console.log(table(runs));
  for (const { version, different } of runs) for (const path of different) console.log(`${version}: ${path} differs`);
  process.exitCode = runs.some(({ different }) => different.length > 0) ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Installs one Node beside the others; returns its executable. */
function install(version) {
  const system = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${system}-${process.arch}`;
  const place = join(folder, version);
  const npm = ["install", "--prefix", place, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"];
  check(spawnSync("npm", [...npm, `${name}@${version}`], { encoding: "utf8", shell: system === "win" }), "npm install");
  return join(place, "node_modules", name, "bin", system === "win" ? "node.exe" : "node");
}

/** Runs the scenarios and returns the SHA-256 of every file by its path. */
function runWith(version, node) {
  const said = spawnSync(node, ["--version"], { encoding: "utf8" }).stdout?.trim();
  if (said !== version) throw new Error(`${node} says that it is ${said}, not ${version}`);
  const out = join(folder, `run-${version}`);
  for (const [name, settings] of RUNS) {
    const scenario = fileURLToPath(new URL(`../scenarios/${name}.yaml`, import.meta.url));
    const set = settings.flatMap((setting) => ["--set", setting]);
    const args = ["run", scenario, "--replications", "2", "--out", join(out, name), "--quiet", ...set];
    check(spawnSync(node, [join(dist, "cli/main.js"), ...args], { encoding: "utf8" }), `tokenpit on Node ${version}`);
  }
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return new Map(
    paths.filter((path) => !NEVER_THE_SAME.test(path)).map((path) => [relative(out, path), sha256(readFileSync(path))]),
  );
}

function check({ status, stderr, error }, what) {
  if (status !== 0) throw new Error(`${what} failed: ${error?.message ?? stderr}`);
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Paths of files that are not in both runs with the same bytes. */
function differences(one, two) {
  const paths = new Set([...one.keys(), ...two.keys()]);
  return [...paths].sort().filter((path) => one.get(path) !== two.get(path));
}

function table(runs) {
  const rows = runs.map(({ version, files, different }) => [
    version,
    String(files.size),
    String(different.length),
    sha256([...files].sort().join("\n")).slice(0, 16),
  ]);
  return [["node", "files", "different", "sha256 of all"], ...rows]
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd([12, 8, 12, 0][i]))
        .join("")
        .trimEnd(),
    )
    .join("\n");
}
