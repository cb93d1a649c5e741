// `npm run bench`: every benchmark of the built program, one after the other.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

for (const name of ["queue", "book", "heap", "recorder", "compute", "compute-hour", "world", "rules", "shares"]) {
  console.log(`\n== ${name}`);
  const file = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
  const { status } = spawnSync(process.execPath, [file], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
