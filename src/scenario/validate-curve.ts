import type { CurveSpec, Knot, NumberSpec, ParameterSpec } from "../base/parameters.ts";
import type { Problems } from "./error.ts";
import { expected, got } from "./expected.ts";
import type { MapNode, Node } from "./node.ts";
import { numberIn } from "./number-in.ts";
import { joinPath } from "./parse.ts";
import type { LeafSetting, Setting } from "./setting.ts";
import { settleWord } from "./validate-word.ts";
import type { Place } from "./validation.ts";
import { dateScalar, knotText } from "./yaml-text.ts";

const DATE: ParameterSpec & { kind: "date" } = { kind: "date", meaning: "day of the knot" };

/** Checks a dated curve: knots {date, value}, at least one unless none is the default, dates strictly rising. */
export function settleCurve(node: Node, spec: CurveSpec, place: Place, problems: Problems): Setting | undefined {
  const mayBeEmpty = spec.default?.length === 0;
  if (node.kind !== "list" || (node.items.length === 0 && !mayBeEmpty)) {
    problems.report(node.origin, place.path, `must be ${expected(spec)}, got ${got(node)}`);
    return undefined;
  }
  const items: LeafSetting[] = [];
  let lastDay: number | undefined;
  for (const [index, item] of node.items.entries()) {
    const path = `${place.path}[${String(index)}]`;
    const knot = knotIn(item, spec, path, problems);
    if (knot === undefined) continue;
    if (lastDay !== undefined && knot.day <= lastDay) {
      const message = `must be after the knot before it (${dateScalar(lastDay)}), got ${dateScalar(knot.day)}`;
      problems.report(
        (item as MapNode).entries.get("date")?.value.origin ?? item.origin,
        joinPath(path, "date"),
        message,
      );
    }
    lastDay = knot.day;
    items.push({ kind: "leaf", value: knot, text: knotText(knot), origin: item.origin });
  }
  return { kind: "list", items, origin: node.origin };
}

function knotIn(node: Node, spec: CurveSpec, path: string, problems: Problems): Knot | undefined {
  const entries = node.kind === "map" ? node.entries : undefined;
  const date = entries?.get("date")?.value;
  const value = entries?.get("value")?.value;
  if (date === undefined || value === undefined || entries?.size !== 2) {
    problems.report(node.origin, path, `must be written {date: 2026-03-31, value: 1.5}, got ${got(node)}`);
    return undefined;
  }
  const day = settleWord(date, DATE, { path: joinPath(path, "date"), parent: node.origin }, problems);
  const number: NumberSpec = { ...spec, kind: "number", default: 0 };
  const height = numberIn(value, number, joinPath(path, "value"), problems);
  if (day?.kind !== "leaf" || height === undefined) return undefined;
  return { day: day.value as number, value: height };
}
