const LINE_WIDTH = 120;

/** JSON text of plain data, with whatever fits on a line on one line. */
export function jsonText(value: unknown, indent = ""): string {
  const flat = flatJson(value);
  if (flat.length + indent.length <= LINE_WIDTH || value === null || typeof value !== "object") return flat;
  const inner = `${indent} `;
  const isList = Array.isArray(value);
  const parts = Object.entries(value).map(([key, part]) => {
    return `${inner}${isList ? "" : `${JSON.stringify(key)}: `}${jsonText(part, inner)}`;
  });
  const [open, close] = isList ? "[]" : "{}";
  return `${open}\n${parts.join(",\n")}\n${indent}${close}`;
}

function flatJson(value: unknown): string {
  return JSON.stringify(value, undefined, 1).replace(/\n\s*/g, " ");
}
