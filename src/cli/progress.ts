import type { Progress } from "../sweep/sweep.ts";

const BAR_WIDTH = 30;
const REDRAW_MS = 100;

/** Where progress is drawn: standard error, or a list in tests. */
export interface ProgressScreen {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** On a terminal one line that rewrites itself; elsewhere a line about every tenth. */
export class ProgressLine {
  readonly #screen: ProgressScreen;
  readonly #terminal: boolean;
  #drawnAt = -Infinity;
  #tenth = 0;
  #open = false;

  constructor(screen: ProgressScreen) {
    this.#screen = screen;
    this.#terminal = screen.isTTY === true;
  }

  update(progress: Progress): void {
    if (this.#terminal) this.#redraw(progress);
    else this.#printTenth(progress);
  }

  /** Takes the line away, so that other text can follow. */
  clear(): void {
    if (this.#open) this.#screen.write("\r\u001b[K");
    this.#open = false;
  }

  #redraw(progress: Progress): void {
    const now = progress.elapsedSeconds * 1000;
    if (now - this.#drawnAt < REDRAW_MS && progress.fraction < 1) return;
    this.#drawnAt = now;
    this.#open = true;
    const width = (this.#screen.columns || 80) - 1;
    this.#screen.write(`\r${`  ${bar(progress.fraction)}  ${progressText(progress)}`.slice(0, width)}\u001b[K`);
  }

  #printTenth(progress: Progress): void {
    const tenth = Math.floor(progress.fraction * 10 + 1e-9);
    if (tenth <= this.#tenth) return;
    this.#tenth = tenth;
    this.#screen.write(`  ${String(tenth * 10).padStart(3)} %  ${progressText(progress)}\n`);
  }
}

function bar(fraction: number): string {
  const full = Math.round(Math.min(1, fraction) * BAR_WIDTH);
  return "█".repeat(full) + "░".repeat(BAR_WIDTH - full);
}

/** `5 of 8   2.1 M events/s   26 s left`. */
export function progressText({ finished, total, fraction, events, elapsedSeconds }: Progress): string {
  const parts = [`${finished} of ${total}`];
  if (events > 0 && elapsedSeconds > 0) parts.push(`${rate(events / elapsedSeconds)} events/s`);
  if (fraction > 0 && fraction < 1) parts.push(`${duration((elapsedSeconds * (1 - fraction)) / fraction)} left`);
  return parts.join("   ");
}

function rate(perSecond: number): string {
  return perSecond < 1e5 ? `${(perSecond / 1e3).toFixed(0)} k` : `${(perSecond / 1e6).toFixed(1)} M`;
}

/** Seconds in the words of a person waiting. */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 100) return `${whole} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
