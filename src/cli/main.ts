#!/usr/bin/env node
import yargs from "yargs";
import { readEngine } from "../sweep/engine.ts";
import { calibrateCheckCommand } from "./calibrate-check.ts";
import { exitCodeOf } from "./failures.ts";
import { UsageError } from "./exit-code.ts";
import { listCommand } from "./list.ts";
import { matchCommand } from "./match.ts";
import { endWithReader } from "./print.ts";
import { runCommand } from "./run.ts";
import type { Command } from "./command.ts";
import { complaint } from "./command.ts";
import { validateCommand } from "./validate.ts";

const COMMANDS: readonly Command[] = [runCommand, validateCommand, listCommand, matchCommand, calibrateCheckCommand];
const USAGE = `Simulates a market of AI-token futures and writes what happened as CSV tables.

  npx tokenpit run usage-surge --replications 2

Usage: tokenpit <command>`;

endWithReader();
process.exitCode = await main(process.argv.slice(2));

/** Runs the command that the arguments name; the program's exit code. */
async function main(args: readonly string[]): Promise<number> {
  const engine = readEngine();
  let code: Promise<number> | number = 0;
  const parser = yargs(args)
    .scriptName("tokenpit")
    .usage(USAGE)
    .locale("en")
    .parserConfiguration({ "boolean-negation": false, "dot-notation": false, "duplicate-arguments-array": true })
    .version(engine.version)
    .help()
    .wrap(100)
    .exitProcess(false)
    .strict()
    .demandCommand(1, "no command")
    .fail((message, error) => {
      throw message ? new UsageError(complaint(message, COMMANDS, args)) : error;
    });
  for (const { name, argument, sentence, example, options, execute } of COMMANDS) {
    parser.command(
      argument === undefined ? name : `${name} <${argument.name}>`,
      sentence,
      (command) => {
        const usage = argument === undefined ? name : `${name} <${argument.name}>`;
        command.usage(`${sentence}\n\n  ${example}\n\nUsage: tokenpit ${usage} [options]`);
        if (argument !== undefined) command.positional(argument.name, { describe: argument.describe, type: "string" });
        return command.options(options);
      },
      (parsed) => {
        code = execute(parsed, engine);
      },
    );
  }
  try {
    await parser.parseAsync();
    return await code;
  } catch (error) {
    return exitCodeOf(error);
  }
}
