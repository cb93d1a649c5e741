/** A quantity to four significant digits, whole from 1,000 on, with commas between thousands. */
export function figure(value: number): string {
  if (value === 0) return "0";
  const rounded = Number(value.toPrecision(4));
  if (Math.abs(rounded) < 1000) return String(rounded);
  return String(Math.round(rounded)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A share in percent to three significant digits. */
export function percent(share: number): string {
  const value = 100 * share;
  return `${value >= 1000 ? figure(value) : String(Number(value.toPrecision(3)))} %`;
}

/** A Markdown table whose columns line up, as the formatter wants it; columns without any cell are left out. */
export function alignedTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const kept = head.map((_, i) => i).filter((i) => rows.some((row) => row[i] !== ""));
  const cells = [head, ...rows].map((row) => kept.map((i) => row[i].replaceAll("|", "\\|")));
  const widths = kept.map((_, i) => Math.max(...cells.map((row) => row[i].length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(" | ")} |`;
  const [title, ...lines] = cells;
  return [line(title), line(widths.map((width) => "-".repeat(width))), ...lines.map(line)].join("\n");
}
