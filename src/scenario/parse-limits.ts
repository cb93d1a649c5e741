import { Lexer } from "yaml";

const TOKENS_MAXIMUM = 200_000;
const NESTING_MAXIMUM = 64;
const INDENT_MAXIMUM = 200;

/** The lexer's own marks: a document starts, a flow collection ends; they stand for no character of the text. */
const MARKS = new Set(["\x02", "\x18"]);
/** The lexer's mark before a scalar. */
const SCALAR_MARK = "\x1f";

/** What is too much, and where it becomes so. */
export interface Excess {
  readonly message: string;
  readonly place: { readonly line: number; readonly column: number };
}

/**
 * Looks for what the recursive YAML parser does not survive (a million "- " end the process), for texts that take it
 * minutes, and for control characters, which no text has. Undefined if the text may be parsed. The library's lexer, used
 * here, does not recurse.
 */
export function excess(text: string): Excess | undefined {
  return controlCharacter(text) ?? nesting(text);
}

function controlCharacter(text: string): Excess | undefined {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const offset = text.search(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/);
  if (offset < 0) return undefined;
  const code = text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, "0");
  const before = text.slice(0, offset).split("\n");
  const place = { line: before.length, column: before[before.length - 1].length + 1 };
  return { message: `is not text: it holds the control character U+${code}`, place };
}

function nesting(text: string): Excess | undefined {
  let line = 1;
  let column = 1;
  let tokens = 0;
  let brackets = 0;
  let dashes = 0;
  let scalar = false;
  for (const token of new Lexer().lex(text)) {
    if (MARKS.has(token)) continue;
    const isScalar = scalar;
    scalar = token === SCALAR_MARK;
    if (scalar) continue;
    tokens++;
    if (!isScalar) {
      if (token === "[" || token === "{") brackets++;
      else if (token === "]" || token === "}") brackets--;
      else if (token === "-" || token === "?") dashes++;
    }
    const indented = column === 1 && token.startsWith(" ") && token.length > INDENT_MAXIMUM;
    if (brackets > NESTING_MAXIMUM || dashes > NESTING_MAXIMUM || indented) {
      return { message: "is nested too deeply", place: { line, column } };
    }
    if (tokens > TOKENS_MAXIMUM) {
      return { message: `has more than ${String(TOKENS_MAXIMUM)} words and signs`, place: { line, column } };
    }
    const lastBreak = token.lastIndexOf("\n");
    if (lastBreak < 0) {
      column += token.length;
      continue;
    }
    for (let at = token.indexOf("\n"); at >= 0; at = token.indexOf("\n", at + 1)) line++;
    column = token.length - lastBreak;
    dashes = 0;
  }
  return undefined;
}
