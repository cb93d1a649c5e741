import type { Origin } from "./origin.ts";

/** A checked value with its origin: what a scenario consists of before it becomes plain data, text or a hash. */
export type Setting = LeafSetting | MapSetting | ListSetting;

export interface LeafSetting {
  readonly kind: "leaf";
  /** As it arrives in the program. */
  readonly value: unknown;
  /** As it is written in YAML. */
  readonly text: string;
  /** Undefined for a default. */
  readonly origin: Origin | undefined;
}

export interface SettingEntry {
  /** The key in files; undefined for what another file brings in, which has no line of its own. */
  readonly key: string | undefined;
  /** The key in the program. */
  readonly name: string;
  readonly setting: Setting;
}

export interface MapSetting {
  readonly kind: "map";
  readonly entries: readonly SettingEntry[];
  readonly origin: Origin | undefined;
}

export interface ListSetting {
  readonly kind: "list";
  readonly items: readonly Setting[];
  readonly origin: Origin | undefined;
}

/** The plain data of a setting, deeply frozen. */
export function valueOf(setting: Setting): unknown {
  if (setting.kind === "leaf") return deepFreeze(setting.value);
  if (setting.kind === "list") return Object.freeze(setting.items.map(valueOf));
  const value: Record<string, unknown> = {};
  for (const entry of setting.entries) value[entry.name] = valueOf(entry.setting);
  return Object.freeze(value);
}

function deepFreeze(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
