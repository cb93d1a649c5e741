import type { ParameterSpec } from "../base/parameters.ts";
import type { Problems } from "./error.ts";
import type { Node } from "./node.ts";
import type { Origin } from "./origin.ts";
import type { Setting } from "./setting.ts";

/** Where in the scenario a value belongs. */
export interface Place {
  /** For example agents[1].spread_ticks. */
  readonly path: string;
  /** The place of the map that should hold the value: named when the value is missing. */
  readonly parent: Origin;
}

/** What the checks of single kinds of parameters share. */
export interface Validation {
  readonly problems: Problems;
  /** Whether missing values are to be passed over, because a file that may hold them could not be read. */
  readonly isIncomplete: boolean;
  /** Where the value of each path was written, for checks that run later. */
  readonly origins: Map<string, Origin>;
  /** The paths whose values are wrong or missing. */
  readonly broken: Set<string>;
  /**
   * Checks a value of any kind. Undefined when it is wrong or missing; then that has been reported. An absent value takes
   * its default.
   */
  settle(node: Node | undefined, spec: ParameterSpec, place: Place): Setting | undefined;
}

/** What a check of a whole tree gives. */
export interface Validated {
  /** Undefined where the root itself is wrong; parts that are wrong are left out. */
  readonly setting: Setting | undefined;
  readonly origins: ReadonlyMap<string, Origin>;
  readonly broken: ReadonlySet<string>;
}
