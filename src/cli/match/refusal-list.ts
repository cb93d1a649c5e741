import { REJECT_REASONS } from "../../record/tables.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { ORDER_ID } from "./columns.ts";
import type { Fields } from "./fields.ts";
import { COMMANDS } from "./words.ts";

/** The commands that were refused, a row each. */
export class RefusalList {
  private readonly writer: ByteWriter;

  constructor(writer: ByteWriter) {
    this.writer = writer;
    for (const name of ["line", "command", "order_id", "code", "reason"]) writer.word(name);
    writer.endRow();
  }

  /** The command on the present line was refused with a code of refusals.ts. */
  write(fields: Fields, kind: number, code: number): void {
    const { writer } = this;
    writer.integer(fields.lines.line);
    writer.word(COMMANDS[kind]);
    if (fields.has(ORDER_ID)) writer.text(fields.lines.bytes, fields.start(ORDER_ID), fields.end(ORDER_ID));
    else writer.empty();
    writer.integer(code);
    writer.word(REJECT_REASONS[code]);
    writer.endRow();
  }
}
