import fc from "fast-check";
import { type EngineCommand, type EngineRun, engineRuns } from "./engine-commands.ts";
import { Coverage } from "./engine-coverage.ts";
import type { NewEngine } from "./engine-desk.ts";
import { EnginePair } from "./engine-pair.ts";

export interface RandomRuns {
  readonly seed: number;
  readonly numRuns: number;
  /** Most commands of a run. */
  readonly most: number;
  /** Commands from one walk through both structures to the next. */
  readonly verifyEvery: number;
}

/**
 * Plays random runs on two engines, which must do the same; returns what they came to. A failure is told with few commands
 * that lead to it: fast-check's own shrinking would take minutes over hundreds of commands.
 */
export function compareEngines(newLeft: NewEngine, newRight: NewEngine, random: RandomRuns): Coverage {
  const coverage = new Coverage();
  const play = ({ world, commands }: EngineRun, said: string[] = []): void => {
    const pair = new EnginePair(newLeft, newRight, world);
    for (const command of commands) {
      try {
        pair.play(command);
      } finally {
        said.push(pair.left.said);
      }
      coverage.count(pair.right, world);
      if (coverage.commands % random.verifyEvery === 0) pair.verify();
    }
    pair.verify();
  };
  const { seed, numRuns } = random;
  const result = fc.check(
    fc.property(engineRuns(random.most), (run) => play(run)),
    { seed, numRuns, endOnFailure: true },
  );
  if (result.failed) throw told(result.counterexample![0], play);
  return coverage;
}

/** The failure of a run with as few of its commands as one finds by leaving out ever smaller parts. */
function told({ world, commands }: EngineRun, play: (run: EngineRun, said?: string[]) => void): Error {
  const fails = (some: readonly EngineCommand[]): boolean => {
    try {
      play({ world, commands: some });
      return false;
    } catch {
      return true;
    }
  };
  let few = commands;
  for (let part = few.length >> 1; part >= 1; part >>= 1)
    for (let i = 0; i < few.length;) {
      const fewer = [...few.slice(0, i), ...few.slice(i + part)];
      if (fails(fewer)) few = fewer;
      else i += part;
    }
  const said: string[] = [];
  try {
    play({ world, commands: few }, said);
  } catch (cause) {
    const text = [JSON.stringify(world), ...said.filter((line) => line !== "nothing"), String(cause)].join("\n");
    return new Error(text, { cause });
  }
  return new Error("the engines differ, but not once more");
}
