import seedrandom from "seedrandom";
import { describe, expect, it } from "vitest";
import { InvariantError } from "./assert.ts";
import { sha256Hex, Stream, Streams } from "./random.ts";

/** Correlation of two equally long sequences, times the square root of their length: standard normal if independent. */
function correlationScore(x: readonly number[], y: readonly number[]): number {
  const n = x.length;
  const meanX = x.reduce((sum, v) => sum + v, 0) / n;
  const meanY = y.reduce((sum, v) => sum + v, 0) / n;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < n; i++) {
    xx += (x[i] - meanX) ** 2;
    yy += (y[i] - meanY) ** 2;
    xy += (x[i] - meanX) * (y[i] - meanY);
  }
  return (Math.sqrt(n) * xy) / Math.sqrt(xx * yy);
}

/** Standard scores, by name, of what uniform independent numbers must have. */
function uniformScores(u: readonly number[]): Record<string, number> {
  const root = Math.sqrt(u.length);
  const mean = u.reduce((sum, v) => sum + v, 0) / u.length;
  const variance = u.reduce((sum, v) => sum + (v - 0.5) ** 2, 0) / u.length;
  const scores: Record<string, number> = {
    mean: (root * (mean - 0.5)) / Math.sqrt(1 / 12),
    variance: (root * (variance - 1 / 12)) / Math.sqrt(1 / 180),
  };
  for (const lag of [1, 2, 3, 10, 100]) scores[`lag ${lag}`] = correlationScore(u.slice(lag), u.slice(0, -lag));
  return scores;
}

function expectIndependent(u: readonly number[]): void {
  for (const [name, score] of Object.entries(uniformScores(u))) expect(Math.abs(score), name).toBeLessThan(4);
}

function draws(stream: Stream, n: number): number[] {
  return Array.from({ length: n }, () => stream.uniform());
}

describe("sha256Hex", () => {
  it("gives the digests of FIPS 180-2, appendix B", () => {
    expect(sha256Hex("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(sha256Hex("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });
});

describe("Stream", () => {
  it("gives the numbers of seedrandom's alea, in double precision", () => {
    for (const seed of ["", "a", "hello.", sha256Hex("x")]) {
      const oracle = seedrandom.alea(seed);
      const stream = new Stream(seed);
      for (let i = 0; i < 10_000; i++) if (stream.uniform() !== oracle.double()) throw new Error(`${seed}, draw ${i}`);
    }
  });

  it("stays in [0, 1), is uniform, and uses the low bits", () => {
    const u = draws(new Stream("u"), 100_000);
    expect(u.every((v) => v >= 0 && v < 1)).toBe(true);
    expectIndependent(u);
    expectIndependent(u.map((v) => (v * 2 ** 40) % 1));
    expect(new Set(u).size).toBe(u.length);
  });

  it("goes on from a saved state as it would have", () => {
    const stream = new Stream("saved");
    draws(stream, 1001);
    const saved: unknown = JSON.parse(JSON.stringify(stream.state()));
    const expected = draws(stream, 1000);
    expect(draws(new Stream(saved as ReturnType<Stream["state"]>), 1000)).toEqual(expected);
  });

  it("hands out a state that later draws do not change", () => {
    const stream = new Stream("copy");
    const state = stream.state();
    const before = { ...state };
    stream.uniform();
    expect(state).toEqual(before);
    expect(stream.state()).not.toEqual(before);
  });
});

describe("Streams", () => {
  it("gives one object per name", () => {
    const streams = new Streams("seed", 0);
    expect(streams.get("agents/noise/17/size")).toBe(streams.get("agents/noise/17/size"));
    expect(streams.get("agents/noise/17/size")).not.toBe(streams.get("agents/noise/17/side"));
  });

  it("seeds alea with the hash of root seed, replication and name", () => {
    const oracle = seedrandom.alea(sha256Hex("20260322/7/agents/1"));
    expect(draws(new Streams("20260322", 7).get("agents/1"), 5)).toEqual(
      Array.from({ length: 5 }, () => oracle.double()),
    );
  });

  it("refuses a replication that is not a whole number", () => {
    for (const replication of [-1, 0.5, NaN]) expect(() => new Streams("seed", replication)).toThrow(InvariantError);
  });

  it("does not let the order in which streams are asked for, or others' draws, change a stream", () => {
    const alone = draws(new Streams("seed", 1).get("b"), 100);
    const streams = new Streams("seed", 1);
    draws(streams.get("a"), 17);
    streams.get("c");
    expect(draws(streams.get("b"), 100)).toEqual(alone);
  });

  it("shows no pattern in the first draws of neighbouring names", () => {
    const streams = new Streams("seed", 0);
    expectIndependent(Array.from({ length: 4000 }, (_, i) => streams.get(`agents/${i + 1}`).uniform()));
  });

  it("shows no pattern in the first draws of neighbouring replications and of neighbouring seeds", () => {
    expectIndependent(Array.from({ length: 4000 }, (_, i) => new Streams("seed", i).get("agents/1").uniform()));
    expectIndependent(Array.from({ length: 4000 }, (_, i) => new Streams(String(i), 0).get("agents/1").uniform()));
  });

  it("shows no correlation between the sequences of neighbouring names, replications or seeds", () => {
    const neighbours = [
      (i: number) => new Streams("seed", 0).get(`agents/${i}`),
      (i: number) => new Streams("seed", i).get("agents/1"),
      (i: number) => new Streams(String(i), 0).get("agents/1"),
    ];
    for (const stream of neighbours) {
      const sequences = Array.from({ length: 501 }, (_, i) => draws(stream(i), 100));
      const scores = Array.from({ length: 500 }, (_, i) => correlationScore(sequences[i], sequences[i + 1]));
      const mean = scores.reduce((sum, z) => sum + z, 0) / 500;
      const square = scores.reduce((sum, z) => sum + z * z, 0) / 500;
      expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(500));
      expect(Math.abs(square - 1)).toBeLessThan(4 * Math.sqrt(2 / 500));
      expect(Math.max(...scores.map(Math.abs))).toBeLessThan(5);
    }
  });
});
