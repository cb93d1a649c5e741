import { writeFileSync } from "node:fs";
import { agentsMarkdown } from "../agents/documentation.ts";
import { metricsMarkdown } from "../metrics/documentation.ts";
import { tablesMarkdown } from "../record/documentation.ts";

/* `npm run docs`: writes the documents that are generated from the code. */

const DOCUMENTS = { "tables.md": tablesMarkdown, "metrics.md": metricsMarkdown, "agents.md": agentsMarkdown };

for (const [name, text] of Object.entries(DOCUMENTS)) {
  writeFileSync(new URL(`../../docs/${name}`, import.meta.url), text());
}
