import type { Origin } from "./origin.ts";

/** One mistake in a scenario. */
export interface Problem {
  /** The file as the user names it, or the argument of the command line. */
  readonly file: string;
  /** Counted from 1; undefined where there is no line (an argument, a file that cannot be read). */
  readonly line: number | undefined;
  readonly column: number | undefined;
  /** Where in the scenario, for example agents[1].spread_ticks; "" for the whole file. */
  readonly path: string;
  /** What was expected and what was found. */
  readonly message: string;
}

const PRINTED_MAXIMUM = 100;

/** A scenario that cannot be run, with every reason at once, in the order of files and lines. Nothing has been run. */
export class ScenarioError extends Error {
  readonly file: string;
  readonly problems: readonly Problem[];

  constructor(file: string, problems: readonly Problem[]) {
    super(`${file}: ${String(problems.length)} problem${problems.length === 1 ? "" : "s"}, nothing was run`);
    this.name = "ScenarioError";
    this.file = file;
    this.problems = sorted(problems, file);
  }

  /** Everything for the screen: a header, then a line per problem, under the name of its file where it is another one. */
  text(): string {
    const printed = this.problems.slice(0, PRINTED_MAXIMUM);
    const placeWidth = widest(printed.map(place), 7);
    const pathWidth = widest(
      printed.map((problem) => problem.path).filter((path) => path.length <= 60),
      60,
    );
    const lines = [printable(this.message)];
    let file = this.file;
    for (const problem of printed) {
      if (problem.file !== file) lines.push(`  in ${printable(problem.file)}`);
      file = problem.file;
      const columns = [place(problem).padEnd(placeWidth), problem.path.padEnd(pathWidth), problem.message];
      lines.push(`  ${printable(columns.filter((column) => column !== "").join("  "))}`);
    }
    const left = this.problems.length - printed.length;
    if (left > 0) lines.push(`  and ${String(left)} more`);
    return lines.join("\n");
  }
}

/** Collects the problems of one load. The same problem found twice (by two variants) counts once. */
export class Problems {
  private readonly byText = new Map<string, Problem>();

  report(origin: Origin, path: string, message: string): void {
    const said = origin.variant === undefined ? message : `${message} (in variant ${origin.variant})`;
    const { line, column } = origin;
    this.add({ file: origin.source.shown, line, column, path, message: said });
  }

  add(problem: Problem): void {
    const key = [problem.file, problem.line, problem.column, problem.path, problem.message].join("\n");
    if (!this.byText.has(key)) this.byText.set(key, problem);
  }

  get count(): number {
    return this.byText.size;
  }

  list(): Problem[] {
    return [...this.byText.values()];
  }
}

function place(problem: Problem): string {
  return problem.line === undefined ? "" : `${String(problem.line)}:${String(problem.column)}`;
}

function widest(texts: readonly string[], maximum: number): number {
  return Math.min(maximum, Math.max(0, ...texts.map((text) => text.length)));
}

/** File names and values come from outside: nothing in them may move the cursor of a terminal or start a new line. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, "?");
}

function sorted(problems: readonly Problem[], mainFile: string): Problem[] {
  return problems
    .map((problem, position) => ({ problem, position }))
    .sort((a, b) => compare(a.problem, b.problem, mainFile) || a.position - b.position)
    .map((entry) => entry.problem);
}

function compare(a: Problem, b: Problem, mainFile: string): number {
  return (
    fileRank(a, mainFile) - fileRank(b, mainFile) ||
    (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0)
  );
}

/** The scenario itself first, then the files it extends, then arguments. */
function fileRank(problem: Problem, mainFile: string): number {
  if (problem.file === mainFile) return 0;
  return problem.line === undefined ? 2 : 1;
}
