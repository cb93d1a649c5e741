import { sha256Hex } from "../base/random.ts";
import type { SeriesRows } from "../compute/exogenous/parameters.ts";
import type { Problems } from "./error.ts";
import type { FileReference, Files } from "./files.ts";
import type { Origin } from "./origin.ts";
import type { Attach, Attachment } from "./resolve.ts";
import type { SeriesColumns } from "./series-file.ts";
import { parseSeries } from "./series-file.ts";
import type { LeafSetting, MapSetting, Setting, SettingEntry } from "./setting.ts";
import { valueOf } from "./setting.ts";
import type { Validated } from "./validation.ts";
import { textScalar } from "./yaml-text.ts";

const PATH = "compute.file";
/** Largest file of a series, bytes: a row an hour for ten years, with room. */
const BYTES_MAXIMUM = 20_000_000;

/** Where a run keeps the data files of its scenario, beside the resolved scenario, which names them there. */
const FOLDER = "inputs";

/**
 * Brings the rows of its file into a compute market of kind `series`. The resolved scenario names the file by its bare
 * name in the folder `inputs` and by its SHA-256, so that the hash of a scenario holds the content of the file and not
 * its place. Reported: a file that cannot be read, content that is not a series, another SHA-256 than the scenario says.
 */
export const attachSeries: Attach = (setting, validated, files, problems) => {
  const compute = entryOf(setting, "compute")?.setting;
  if (compute?.kind !== "map" || leafValue(compute, "kind") !== "series") return { setting };
  if ([...validated.broken].some((path) => path === "compute" || path.startsWith("compute."))) return { setting };
  const found = readSeries(compute, validated, files, problems);
  if (found === undefined) return { setting, broken: PATH };
  const { attachment, sha256, rows } = found;
  const written = withLeaf(withLeaf(compute, "file", attachment.path), "sha256", sha256);
  const withRows: MapSetting = { ...written, entries: [...written.entries, rowsEntry(rows)] };
  return { setting: withEntry(setting, "compute", withRows), attachment };
};

interface Found {
  readonly attachment: Attachment;
  readonly sha256: string;
  readonly rows: SeriesRows;
}

function readSeries(
  compute: MapSetting,
  { origins }: Pick<Validated, "origins">,
  files: Files,
  problems: Problems,
): Found | undefined {
  const name = leafValue(compute, "file");
  const origin = origins.get(PATH)!;
  const file = files.resolve(name, folderOf(origin, files));
  if (file === undefined || name.trim() === "") {
    problems.report(origin, PATH, "must be the path of a CSV file, relative to this one, such as prices.csv");
    return undefined;
  }
  const content = files.read(file, BYTES_MAXIMUM);
  if ("failure" in content) {
    const { failure, line, column } = content;
    if (line === undefined) problems.report(origin, PATH, `${name}: ${failure}`);
    else problems.add({ file: file.source.shown, line, column, path: "", message: failure });
    return undefined;
  }
  const sha256 = sha256Hex(content.text);
  const expected = leafValue(compute, "sha256").toLowerCase();
  if (expected !== "" && expected !== sha256) {
    const message = `is not that of ${name}, whose content has ${sha256}`;
    problems.report(origins.get("compute.sha256") ?? origin, "compute.sha256", message);
    return undefined;
  }
  const rows = parseSeries(content.text, valueOf(compute) as SeriesColumns, file.source.shown, problems);
  const path = `${FOLDER}/${name.slice(name.lastIndexOf("/") + 1)}`;
  return rows === undefined ? undefined : { attachment: { path, text: content.text }, sha256, rows };
}

/** The file in which a value is written; the scenario itself for an argument of the command line. */
function folderOf({ line, source }: Origin, files: Files): FileReference {
  return line === undefined ? files.main : { id: source.shown, source };
}

function entryOf(map: MapSetting, key: string): SettingEntry | undefined {
  return map.entries.find((entry) => entry.key === key);
}

function leafValue(map: MapSetting, key: string): string {
  return (entryOf(map, key)!.setting as LeafSetting).value as string;
}

function withEntry(map: MapSetting, key: string, setting: Setting): MapSetting {
  return { ...map, entries: map.entries.map((entry) => (entry.key === key ? { ...entry, setting } : entry)) };
}

/** The map with another text under a key, which still comes from where the old one or the file's name was written. */
function withLeaf(map: MapSetting, key: string, value: string): MapSetting {
  const origin = (entryOf(map, key)!.setting as LeafSetting).origin ?? entryOf(map, "file")!.setting.origin;
  return withEntry(map, key, { kind: "leaf", value, text: textScalar(value), origin });
}

/** The rows have no key: in a resolved scenario they are the file. */
function rowsEntry(rows: SeriesRows): SettingEntry {
  return { key: undefined, name: "rows", setting: { kind: "leaf", value: rows, text: "", origin: undefined } };
}
