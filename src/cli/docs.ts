import { writeFileSync } from "node:fs";
import { metricsMarkdown } from "../metrics/documentation.ts";
import { tablesMarkdown } from "../record/documentation.ts";

/* `npm run docs`: writes the documents that are generated from the code. */

const DOCUMENTS = { "tables.md": tablesMarkdown, "metrics.md": metricsMarkdown };

for (const [name, text] of Object.entries(DOCUMENTS)) {
  writeFileSync(new URL(`../../docs/${name}`, import.meta.url), text());
}
