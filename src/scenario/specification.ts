import { attachSeries } from "./attach-series.ts";
import { checks } from "./checks.ts";
import type { Specification } from "./resolve.ts";
import type { Scenario } from "./schema.ts";
import { scenarioRoot } from "./schema.ts";

/** The whole language of scenario files. */
export const scenarioSpecification: Specification<Scenario> = { root: scenarioRoot, attach: attachSeries, checks };
