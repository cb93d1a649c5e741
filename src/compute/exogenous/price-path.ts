import type { Streams } from "../../base/random.ts";
import { JumpDiffusion } from "./jump-diffusion.ts";
import type { ProcessParameters } from "./parameters.ts";
import { SchwartzSmith } from "./schwartz-smith.ts";

/** A price that follows a stochastic process; before the first step it is the start price. */
export interface PricePath {
  readonly price: number;
  /** Moves on by a length of time in years. */
  step(years: number): void;
}

/** The process of a model, on random streams whose names begin with `name`. */
export function pricePath(parameters: ProcessParameters["price"], streams: Streams, name: string): PricePath {
  return parameters.model === "jump_diffusion"
    ? new JumpDiffusion(parameters, streams, name)
    : new SchwartzSmith(parameters, streams, name);
}
