import type { Setting } from "../../scenario/setting.ts";
import type { Step } from "./parameter-rows.ts";

/** Most values that are printed one by one. */
const PRINTED_MAXIMUM = 10;

/**
 * What a rulebook says of a parameter: its value, or the values of a list's entries in order, one where all are the same; ""
 * where the file leaves it to the default.
 */
export function writtenText(setting: Setting, steps: readonly Step[]): string {
  const found = settingsAt(setting, steps);
  if (!found.some(isWritten)) return "";
  const texts = found.flatMap(textsOf);
  if (texts.length === 0) return "none";
  if (texts.every((text) => text === texts[0])) return texts[0];
  return texts.length > PRINTED_MAXIMUM ? `${String(texts.length)} values` : texts.join("; ");
}

function settingsAt(setting: Setting, steps: readonly Step[]): Setting[] {
  if (steps.length === 0) return [setting];
  const [step, ...rest] = steps;
  if (step === "[]") return setting.kind === "list" ? setting.items.flatMap((item) => settingsAt(item, rest)) : [];
  if (step.by !== undefined && textAt(setting, step.by) !== step.choice) return [];
  const entry = entryAt(setting, step.key);
  return entry === undefined ? [] : settingsAt(entry, rest);
}

function entryAt(setting: Setting, key: string): Setting | undefined {
  return setting.kind === "map" ? setting.entries.find((entry) => entry.key === key)?.setting : undefined;
}

function textAt(setting: Setting, key: string): string | undefined {
  const entry = entryAt(setting, key);
  return entry?.kind === "leaf" ? entry.text : undefined;
}

function isWritten(setting: Setting): boolean {
  return setting.origin !== undefined;
}

/** Values of a leaf or a list of leaves; how many entries a list of groups has. */
function textsOf(setting: Setting): string[] {
  if (setting.kind === "leaf") return [setting.text.replace(/^"(.*)"$/, "$1")];
  if (setting.kind === "map") return [];
  if (setting.items.some(({ kind }) => kind !== "leaf"))
    return [setting.items.length === 1 ? "one entry" : `${String(setting.items.length)} entries`];
  return setting.items.flatMap(textsOf);
}
