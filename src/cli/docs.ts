import { writeFileSync } from "node:fs";
import { agentsMarkdown } from "../agents/documentation.ts";
import { metricsMarkdown } from "../metrics/documentation.ts";
import { tablesMarkdown } from "../record/documentation.ts";
import { rulebooksMarkdown } from "./rulebooks-docs.ts";

/* `npm run docs`: writes the documents that are generated from the code. */

const DOCUMENTS = {
  "tables.md": tablesMarkdown,
  "metrics.md": metricsMarkdown,
  "agents.md": agentsMarkdown,
  "rulebooks.md": rulebooksMarkdown,
};

for (const [name, text] of Object.entries(DOCUMENTS)) {
  writeFileSync(new URL(`../../docs/${name}`, import.meta.url), text());
}
