/**
 * The known word that a misspelt one most probably means, or undefined. Close are words within a third of their length
 * in edits (insert, delete, replace, swap neighbours: the "optimal string alignment" distance of Damerau, 1964), words
 * that differ only in case, hyphens or order of their parts, and names that differ only in their last part, the unit.
 */
export function suggest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestScore = Infinity;
  for (const candidate of known) {
    const score = distance(word, candidate);
    if (score < bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}

/** `; did you mean x?`, or nothing. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const found = suggest(word, known);
  return found === undefined ? "" : `; did you mean ${found}?`;
}

const LONGEST = 64;

function distance(word: string, candidate: string): number {
  if (word.length > LONGEST || candidate.length > LONGEST) return Infinity;
  const a = plainWord(word);
  const b = plainWord(candidate);
  if (a === b || sortedParts(a) === sortedParts(b)) return 0;
  const edits = editDistance(a, b);
  if (edits <= Math.max(1, Math.floor(Math.max(a.length, b.length) / 3))) return edits;
  return sharesStem(a, b) ? LONGEST + edits : Infinity;
}

/** Lower case, parts joined by underscores: spreadTicks, spread-ticks and Spread_Ticks are spread_ticks. */
function plainWord(word: string): string {
  return word
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[-\s]/g, "_");
}

function sortedParts(word: string): string {
  return word.split("_").sort().join("_");
}

function sharesStem(a: string, b: string): boolean {
  const first = a.split("_");
  const second = b.split("_");
  const stem = Math.max(first.length, second.length) - 1;
  if (stem < 1 || Math.min(first.length, second.length) < stem) return false;
  return first.slice(0, stem).join("_") === second.slice(0, stem).join("_");
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length];
}
