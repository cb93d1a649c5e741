import { REJECT_REASONS } from "../../record/tables.ts";
import type { MetricDefinition, MetricFamily } from "../definition.ts";

const REFUSALS = REJECT_REASONS.slice(1);

const definitions: readonly MetricDefinition[] = REFUSALS.map((reason) => ({
  id: `rejects_${reason}`,
  meaning: `messages refused by the venue: ${reason.replaceAll("_", " ")}`,
  formula: `sum of rejects.n where reason is ${reason}`,
  unit: "1",
  direction: "lower",
  source: "count",
  oracle: "stability/stress.test.ts: counts refused messages by reason",
}));

/** Refused messages by reason. */
export const rejects: MetricFamily = {
  title: "Refusals",
  definitions,
  measure(facts, writer) {
    const bySession = REFUSALS.map(() => new Float64Array(facts.sessions.count));
    const columns = facts.tables.rejects.columns;
    for (let row = 0; row < facts.tables.rejects.rows; row++) {
      const reason = columns.reason.values[row];
      if (reason > 0) bySession[reason - 1][columns.session_no.values[row]] += columns.n.values[row];
    }
    for (const window of facts.windows) {
      for (let k = 0; k < definitions.length; k++) {
        const total = window.sessions.reduce((sum, session) => sum + bySession[k][session], 0);
        writer.write(definitions[k].id, "market", "", window.name, total, window.sessions.length);
      }
    }
  },
};
