/** The part of yargs 18 that the command line uses; the package has no types of its own. */
declare module "yargs" {
  export interface Option {
    readonly describe: string;
    readonly type: "string" | "boolean" | "array";
    readonly string?: boolean;
    readonly requiresArg?: boolean;
    readonly default?: unknown;
    readonly defaultDescription?: string;
  }

  export interface Yargs {
    scriptName(name: string): this;
    usage(message: string): this;
    locale(name: string): this;
    detectLocale(detect: boolean): this;
    parserConfiguration(configuration: Readonly<Record<string, boolean>>): this;
    command(
      name: string | readonly string[],
      description: string | false,
      builder: (yargs: Yargs) => Yargs,
      handler: (parsed: Readonly<Record<string, unknown>>) => void,
    ): this;
    positional(name: string, option: Partial<Option>): this;
    options(options: Readonly<Record<string, Option>>): this;
    demandCommand(minimum: number, message: string): this;
    strict(): this;
    version(version: string): this;
    help(): this;
    wrap(columns: number): this;
    exitProcess(exit: boolean): this;
    fail(handler: (message: string | null, error: Error | undefined) => void): this;
    parseAsync(): Promise<unknown>;
  }

  export default function yargs(args: readonly string[]): Yargs;
}
