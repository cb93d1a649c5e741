/**
 * A fault of the program, never of the user: something that must always hold did not. The run stops and the command line
 * prints how to replay it.
 */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}

/**
 * Demands that a condition holds, in production too; throws InvariantError otherwise. The message is a constant: a text
 * put together on every call would cost fifty times what the check does.
 */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
