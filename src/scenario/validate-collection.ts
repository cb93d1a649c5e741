import type { ListSpec, MapSpec, ParameterSpec } from "../base/parameters.ts";
import { expected, got } from "./expected.ts";
import { childSpec, isName, NAME_RULE, snakeCase } from "./names.ts";
import type { ListNode, Node, ScalarNode } from "./node.ts";
import { isAbsent } from "./node.ts";
import { joinPath } from "./parse.ts";
import type { ListSetting, Setting, SettingEntry } from "./setting.ts";
import type { Place, Validation } from "./validation.ts";

/** Checks a list, item by item; the key that names the items of a keyed list must be there and differ. */
export function settleList(node: Node, spec: ListSpec, place: Place, validation: Validation): ListSetting | undefined {
  if (node.kind !== "list") {
    validation.problems.report(node.origin, place.path, `must be ${expected(spec)}, got ${got(node)}`);
    return undefined;
  }
  if (spec.keyedBy !== undefined) checkKeys(node, spec.item, snakeCase(spec.keyedBy), place, validation);
  const items: Setting[] = [];
  for (const [index, item] of node.items.entries()) {
    const path = `${place.path}[${String(index)}]`;
    const setting = settleItem(item, spec.item, path, validation);
    if (setting !== undefined) items.push(setting);
  }
  return { kind: "list", items, origin: node.origin };
}

/** An item that is there but empty is not left out: the list would silently become shorter. */
function settleItem(item: Node, spec: ParameterSpec, path: string, validation: Validation): Setting | undefined {
  if (!isAbsent(item)) return validation.settle(item, spec, { path, parent: item.origin });
  validation.problems.report(item.origin, path, `must be ${expected(spec)}, got nothing`);
  return undefined;
}

function checkKeys(node: ListNode, itemSpec: ParameterSpec, key: string, place: Place, validation: Validation): void {
  const first = new Map<string, ScalarNode>();
  for (const [index, item] of node.items.entries()) {
    const value = item.kind === "map" ? item.entries.get(key)?.value : undefined;
    if (value?.kind !== "scalar" || value.value === null) continue;
    const path = joinPath(`${place.path}[${String(index)}]`, key);
    const name = String(value.value);
    const same = first.get(name);
    const wrong = childSpec(itemSpec, key, item)?.kind === "text" && !isName(name);
    if (wrong) validation.problems.report(value.origin, path, `${NAME_RULE}, got ${got(value)}`);
    if (same === undefined) first.set(name, value);
    else validation.problems.report(value.origin, path, `${got(value)} is taken${firstPlace(same)}`);
  }
}

function firstPlace(same: ScalarNode): string {
  const { source, line } = same.origin;
  return line === undefined ? "" : ` (${source.label}:${String(line)})`;
}

/** Checks a map with free names, value by value. Names come in code-unit order, whatever the order in the file. */
export function settleMap(node: Node, spec: MapSpec, place: Place, validation: Validation): Setting | undefined {
  if (node.kind !== "map") {
    validation.problems.report(node.origin, place.path, `must be ${expected(spec)}, got ${got(node)}`);
    return undefined;
  }
  const entries: SettingEntry[] = [];
  for (const key of [...node.entries.keys()].sort()) {
    const entry = node.entries.get(key);
    if (entry === undefined || isAbsent(entry.value)) continue;
    const path = joinPath(place.path, key);
    if (!isName(key)) validation.problems.report(entry.keyOrigin, path, NAME_RULE);
    const setting = validation.settle(entry.value, spec.item, { path, parent: entry.keyOrigin });
    if (setting !== undefined) entries.push({ key, name: key, setting });
  }
  return { kind: "map", entries, origin: node.origin };
}
