import type { Dictionaries, TableSet } from "../record/table.ts";
import type { MonthlyUse } from "./compute/monthly-use.ts";
import { monthlyUse } from "./compute/monthly-use.ts";
import type { Panel } from "./panel.ts";
import { panelOf } from "./panel.ts";
import type { Sessions } from "./sessions.ts";
import { sessionsOf } from "./sessions.ts";
import type { Window } from "./windows.ts";
import { sessionWindows } from "./windows.ts";

/** The tables of one replication with what several families need from them. */
export interface Facts {
  readonly tables: TableSet;
  readonly dictionaries: Dictionaries;
  readonly sessions: Sessions;
  readonly windows: readonly Window[];
  readonly use: MonthlyUse;
  readonly panel: Panel;
}

export function factsOf(tables: TableSet, dictionaries: Dictionaries): Facts {
  const sessions = sessionsOf(tables);
  const use = monthlyUse(tables, sessions);
  const panel = panelOf(tables, sessions, use);
  return { tables, dictionaries, sessions, windows: sessionWindows(sessions), use, panel };
}
