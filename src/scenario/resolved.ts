import type { Origin } from "./origin.ts";
import { originComment } from "./origin.ts";
import type { ListSetting, MapSetting, Setting } from "./setting.ts";

const COMMENT_COLUMN = 56;

/** A line of a resolved scenario: YAML, and where its value comes from. */
export interface ResolvedLine {
  readonly text: string;
  /** "" for a line without a value of its own. */
  readonly comment: string;
}

/** A scenario with every default, line by line. */
export function resolvedLines(setting: MapSetting): ResolvedLine[] {
  return mapLines(setting, "");
}

/** The lines as a file: YAML with the origin of each value behind it. */
export function resolvedText(lines: readonly ResolvedLine[], header: string): string {
  const body = lines.map(({ text, comment }) =>
    comment === "" ? text : `${text.padEnd(COMMENT_COLUMN)} # ${comment}`,
  );
  return [`# ${header}`, ...body, ""].join("\n");
}

/** The content alone, which the hash of a scenario is taken over: neither origins nor comments. */
export function canonicalText(lines: readonly ResolvedLine[]): string {
  return lines.map((line) => `${line.text}\n`).join("");
}

function mapLines(map: MapSetting, indent: string): ResolvedLine[] {
  return map.entries.flatMap(({ key, setting }) =>
    key === undefined ? [] : valueLines(`${indent}${key}:`, setting, `${indent}  `),
  );
}

function listLines(list: ListSetting, indent: string): ResolvedLine[] {
  return list.items.flatMap((item) => {
    const lines = valueLines(`${indent}-`, item, `${indent}  `);
    if (item.kind !== "map" || item.entries.length === 0) return lines;
    const [, first, ...others] = lines;
    return [{ text: `${indent}- ${first.text.trimStart()}`, comment: first.comment }, ...others];
  });
}

/** A value behind its key or dash: on the same line, or below it and further in. */
function valueLines(head: string, setting: Setting, indent: string): ResolvedLine[] {
  if (setting.kind === "leaf") return [line(`${head} ${setting.text}`, setting.origin)];
  if (setting.kind === "map") {
    const empty = setting.entries.length === 0;
    return empty ? [line(`${head} {}`, setting.origin)] : [{ text: head, comment: "" }, ...mapLines(setting, indent)];
  }
  const empty = setting.items.length === 0;
  return empty ? [line(`${head} []`, setting.origin)] : [{ text: head, comment: "" }, ...listLines(setting, indent)];
}

function line(text: string, origin: Origin | undefined): ResolvedLine {
  return { text, comment: originComment(origin) };
}
