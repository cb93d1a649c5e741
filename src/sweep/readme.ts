import { tables } from "../record/tables.ts";
import type { TablePaths } from "./data-package.ts";
import type { Plan } from "./plan.ts";

/** The text of a run folder's README.md. */
export function runReadme(plan: Plan, finished: readonly number[], parts: readonly TablePaths[]): string {
  const { loaded, identity, replications } = plan;
  const { title, question } = loaded.scenario;
  const variant = identity.variant === "" ? "" : `, variant ${identity.variant}`;
  const part = finished.length === replications ? "" : ` **Incomplete: ${finished.length} of them finished.**`;
  return `# ${title}

${question}

A run of tokenpit ${identity.version}: scenario ${identity.scenario}${variant}, ${replications} replications, seed ${identity.seed}.${part}

## How to read it

- \`metrics_summary.csv\`: every metric over the replications, with its interval. \`metrics.csv\`: the same metrics,
  replication by replication. \`metric_dictionary.csv\`: what each one is, its unit, formula and source.
- \`runs/0000/\`, \`runs/0001/\` and so on: the tables of one replication each. \`run_id\` is the number of the folder.
- \`datapackage.json\`: type, unit and meaning of every column (Data Package v2).
- \`scenario.resolved.yaml\`: every setting of the run, defaults written out; it is a scenario itself.
- \`manifest.json\`: version, seed and the SHA-256 of every file. \`timing.json\`: how long it took, where.

An empty cell is a missing value. Prices are in CNY per million tokens, money in CNY, \`t_us\` in microseconds since the
scenario's start (midnight UTC).

    pandas   pd.read_csv("runs/0000/trades.csv", dtype={"instrument_id": str, "buy_agent_id": str, "sell_agent_id": str})
    R        data.table::fread("runs/0000/trades.csv", integer64 = "double")
    DuckDB   SELECT * FROM read_csv('runs/*/trades.csv')

| table | where | what |
|---|---|---|
${parts.map(tableRow).join("\n")}

## How to run it again

    npx tokenpit ${plan.again}

The same version, scenario and seed give the same bytes in every file but \`timing.json\`, on any number of workers.

## What is an assumption

Prices, use and fleets of the past are inputs with dated sources; what agents do with a token future is not known, as no
such future has traded. The scenario file says beside each value where it comes from or that it is an assumption, and so
do the parameter tables of the documentation for the defaults. Results compare rules and designs under those
assumptions; they are no forecast.
`;
}

function tableRow({ name, paths }: TablePaths): string {
  const where = paths[0].startsWith("runs/") ? `runs/*/${name}.csv` : paths[0];
  return `| ${name} | \`${where}\` | ${tables[name].meaning} |`;
}
