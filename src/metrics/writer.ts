import { assert } from "../base/assert.ts";
import type { TableOf } from "../record/table.ts";
import type { MetricDefinition } from "./definition.ts";

/** Writes rows of the metrics table; a metric that is not in the registry is refused with an InvariantError. */
export class MetricWriter {
  readonly #table: TableOf<"metrics">;
  readonly #registry: ReadonlyMap<string, MetricDefinition>;

  constructor(table: TableOf<"metrics">, registry: ReadonlyMap<string, MetricDefinition>) {
    this.#table = table;
    this.#registry = registry;
  }

  /**
   * One value. Without observations, or where it is not finite, it stays empty and has a flag: `missing` says why there
   * are no observations.
   */
  write(
    id: string,
    scope: string,
    agentClass: string,
    window: string,
    value: number,
    observations: number,
    missing = "no observations",
  ): void {
    const definition = this.#registry.get(id);
    assert(definition !== undefined, "metric is not in the registry");
    const row = this.#table.addRow();
    const columns = this.#table.columns;
    columns.metric_id.values[row] = id;
    columns.scope.values[row] = scope;
    columns.agent_class.values[row] = agentClass;
    columns.window.values[row] = window;
    columns.unit.values[row] = definition.unit;
    columns.n_obs.values[row] = observations;
    if (observations === 0) columns.flag.values[row] = missing;
    else if (Number.isFinite(value)) columns.value.values[row] = value;
    else columns.flag.values[row] = "undefined";
  }
}
