import type { Option } from "yargs";
import { didYouMean } from "../scenario/suggest.ts";
import type { Engine } from "../sweep/engine.ts";

/** One command of the command line: what it says of itself and what it does. */
export interface Command {
  readonly name: string;
  /** Its one argument without a dash. */
  readonly argument?: { readonly name: string; readonly describe: string };
  /** What it does, one sentence. */
  readonly sentence: string;
  /** A command that works when pasted. */
  readonly example: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Does it; the exit code. */
  execute(parsed: Readonly<Record<string, unknown>>, engine: Engine): Promise<number> | number;
}

/** The option `--set`, which run and validate share. */
export const SET_OPTION: Option = {
  describe: "Change a setting of the scenario, path=value; may be repeated",
  type: "array",
  string: true,
  requiresArg: true,
  default: [],
  defaultDescription: "none",
};

/** A text option given once; the last one counts if it was given more than once. */
export function textOption(parsed: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = parsed[name];
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  return last === undefined ? undefined : String(last);
}

/** What is wrong with the arguments: yargs' words, and what was probably meant. */
export function complaint(message: string, commands: readonly Command[], args: readonly string[]): string {
  const command = commands.find(({ name }) => args.includes(name));
  if (command === undefined)
    return noCommand(
      args,
      commands.map(({ name }) => name),
    );
  const help = `; \`tokenpit ${command.name} --help\` shows how`;
  if (message.startsWith("Not enough non-option arguments"))
    return `${command.name} needs a ${command.argument?.name}${help}`;
  const unknown = /^Unknown arguments?: ([^,]+)/.exec(message)?.[1];
  if (unknown === undefined) return message;
  return `${message}${didYouMean(unknown, Object.keys(command.options)) || help}`;
}

function noCommand(args: readonly string[], names: readonly string[]): string {
  const known = names.join(", ");
  const word = args.find((arg) => !arg.startsWith("-"));
  if (word === undefined) return `name a command: ${known}; \`tokenpit --help\` says more`;
  return `${word}: there is no such command; the commands are ${known}${didYouMean(word, names)}`;
}
