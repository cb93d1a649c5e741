import { registry } from "../metrics/registry.ts";
import type { TableOf } from "../record/table.ts";
import { makeTable } from "../record/table.ts";

/** The registry of metrics as a table. */
export function metricDictionary(): TableOf<"metric_dictionary"> {
  const table = makeTable("metric_dictionary");
  for (const definition of registry.values()) {
    const row = table.addRow();
    const { columns } = table;
    columns.metric_id.values[row] = definition.id;
    columns.meaning.values[row] = definition.meaning;
    columns.formula.values[row] = definition.formula;
    columns.unit.values[row] = definition.unit;
    columns.direction.values[row] = definition.direction;
    columns.source.values[row] = definition.source;
    columns.oracle_test.values[row] = definition.oracle;
  }
  return table;
}
