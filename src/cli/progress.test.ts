import { describe, expect, it } from "vitest";
import { duration, ProgressLine, progressText } from "./progress.ts";

const at = (fraction: number, elapsedSeconds = fraction * 100) => ({
  finished: Math.floor(fraction * 8),
  total: 8,
  fraction,
  events: Math.round(fraction * 2e8),
  elapsedSeconds,
});

function screen(isTTY: boolean, columns = 80) {
  const texts: string[] = [];
  return { isTTY, columns, texts, write: (text: string) => texts.push(text) };
}

describe("progress", () => {
  it("on a terminal is one line that rewrites itself, at most ten times a second, and goes away", () => {
    const terminal = screen(true);
    const line = new ProgressLine(terminal);
    for (const seconds of [0, 0.05, 0.09, 0.1, 0.15, 0.2]) line.update(at(0.5, seconds));
    line.clear();
    line.clear();
    expect(terminal.texts.length).toBe(4);
    expect(
      terminal.texts.every((text) => text.startsWith("\r") && text.endsWith("\u001b[K") && !text.includes("\n")),
    ).toBe(true);
    expect(terminal.texts[3]).toBe("\r\u001b[K");
  });

  it("draws a bar, what is finished, the rate and the time left", () => {
    const terminal = screen(true);
    new ProgressLine(terminal).update(at(2 / 3, 52));
    expect(terminal.texts[0]).toContain("████████████████████░░░░░░░░░░  5 of 8   2.6 M events/s   26 s left");
  });

  it("takes a terminal that does not know its width for a usual one", () => {
    const terminal = screen(true, 0);
    new ProgressLine(terminal).update(at(0.5));
    expect(terminal.texts[0]).toContain("50 s left");
  });

  it("never passes the edge of a narrow terminal, where rewriting would fail", () => {
    const terminal = screen(true, 40);
    new ProgressLine(terminal).update(at(0.5));
    expect(terminal.texts[0].replace("\u001b[K", "").slice(1).length).toBeLessThan(40);
  });

  it("elsewhere is a line about every tenth, without control characters", () => {
    const file = screen(false);
    const line = new ProgressLine(file);
    for (let i = 0; i <= 1000; i++) line.update(at(i / 1000));
    line.clear();
    expect(file.texts.length).toBe(10);
    expect(file.texts[0]).toBe("   10 %  0 of 8   2.0 M events/s   90 s left\n");
    expect(file.texts[9]).toBe("  100 %  8 of 8   2.0 M events/s\n");
  });

  it("says nothing of a rate or of time left before there is one", () => {
    expect(progressText({ finished: 0, total: 8, fraction: 0, events: 0, elapsedSeconds: 0 })).toBe("0 of 8");
  });

  it.each([
    [0.2, "1 s"],
    [99, "99 s"],
    [100, "2 min"],
    [5940, "99 min"],
    [7300, "2 h 2 min"],
  ])("writes %d seconds as %s", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
