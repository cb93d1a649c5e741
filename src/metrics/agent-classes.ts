import type { TableSet } from "../record/table.ts";

/** Class of each agent, by agent id. */
export function agentClasses(tables: TableSet): ReadonlyMap<number, string> {
  const columns = tables.agents.columns;
  const classes = new Map<number, string>();
  for (let row = 0; row < tables.agents.rows; row++) {
    classes.set(columns.agent_id.values[row], columns.class.values[row]);
  }
  return classes;
}
