/** A text that values came from: a file, or an argument of the command line. */
export interface Source {
  /** As error messages name it: the file's path as the user gave it, or the whole argument. */
  readonly shown: string;
  /** As the resolved scenario names it: the path relative to the scenario's folder, or the argument's name. */
  readonly label: string;
}

/** Where one value was written. Arguments of the command line have no line. */
export interface Origin {
  readonly source: Source;
  /** Counted from 1. */
  readonly line: number | undefined;
  /** Counted from 1. */
  readonly column: number | undefined;
  /** The named variant that put the value in its place. */
  readonly variant?: string;
}

/** The start of a text. */
export function startOf(source: Source): Origin {
  return { source, line: 1, column: 1 };
}

/** The whole of a text, with no place in it: an argument, or a file that could not be read. */
export function wholeOf(source: Source): Origin {
  return { source, line: undefined, column: undefined };
}

/** An origin as the resolved scenario's comments say it; undefined stands for a default. */
export function originComment(origin: Origin | undefined): string {
  if (origin === undefined) return "default";
  const label = labelOf(origin.source);
  const place = origin.line === undefined ? label : `${label}:${String(origin.line)}`;
  return origin.variant === undefined ? place : `variant ${origin.variant} (${place})`;
}

/** A source's name within a comment: a control character in a file name would end the comment. */
export function labelOf(source: Source): string {
  return source.label.replace(/\p{Cc}|\p{Cs}|[\u2028\u2029\ufeff\ufffe\uffff]/gu, "?");
}
