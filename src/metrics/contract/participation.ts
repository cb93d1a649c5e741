import { weekday } from "../../base/dates.ts";
import { MEMBER_CLASS } from "../../record/tables.ts";
import type { MetricDefinition, MetricFamily } from "../definition.ts";
import type { Facts } from "../facts.ts";
import type { Window } from "../windows.ts";

const PARTICIPATION = {
  unit: "1",
  direction: "none",
  oracle: "contract/participation.test.ts: splits volume by class and counts the weeks in which a class trades",
} as const;

const definitions: readonly MetricDefinition[] = [
  {
    ...PARTICIPATION,
    id: "volume_share",
    meaning: "share of the volume in tokens that an agent class trades; shares of all classes sum to one",
    formula: "sum((bought + sold) volume_mtok of the class) / (2 x sum(volume_mtok))",
    source: "CFTC, Commitments of Traders: long and short sides counted",
  },
  {
    ...PARTICIPATION,
    id: "both_sides_share",
    meaning: "share of the volume in tokens with the same agent class as buyer and seller",
    formula: "sum(volume_mtok where buy_class = sell_class = class) / sum(volume_mtok)",
    direction: "lower",
    source: "convention: a market in which one class trades with itself is padded",
  },
  {
    ...PARTICIPATION,
    id: "weeks_share",
    meaning: "share of the weeks (Monday to Sunday, with a trading day) in which an agent class trades",
    formula: "weeks with volume of the class / weeks with a session",
    direction: "higher",
    source: "ISO 8601 weeks; convention",
  },
];

/** Volume of one class by session, Mtok. */
interface ClassVolume {
  /** Bought plus sold. */
  readonly traded: Float64Array;
  /** Bought from its own class. */
  readonly own: Float64Array;
}

/** Who trades. */
export const participation: MetricFamily = {
  title: "Who trades",
  definitions,
  measure(facts, writer) {
    const total = new Float64Array(facts.sessions.count);
    const classes = classVolumes(facts, total);
    const week = facts.sessions.tradeDate.map((day) => (Number.isFinite(day) ? day - weekday(day) : NaN));
    for (const window of facts.windows) {
      const volume = sumOver(window, total);
      const weeks = weeksWith(window, week, undefined);
      for (const [name, of] of classes) {
        const active = window.sessions.length;
        writer.write("volume_share", "class", name, window.name, sumOver(window, of.traded) / (2 * volume), active);
        writer.write("both_sides_share", "class", name, window.name, sumOver(window, of.own) / volume, active);
        writer.write("weeks_share", "class", name, window.name, weeksWith(window, week, of.traded) / weeks, weeks);
      }
    }
  },
};

function classVolumes(facts: Facts, total: Float64Array): ReadonlyMap<string, ClassVolume> {
  const classes = new Map<string, ClassVolume>();
  const ofClass = (name: string): ClassVolume => {
    let volume = classes.get(name);
    if (volume === undefined) {
      volume = { traded: new Float64Array(facts.sessions.count), own: new Float64Array(facts.sessions.count) };
      classes.set(name, volume);
    }
    return volume;
  };
  const agents = facts.tables.agents;
  // Members' own accounts trade nothing in the market: they are there for what a default leaves them.
  for (let row = 0; row < agents.rows; row++)
    if (agents.columns.class.values[row] !== MEMBER_CLASS) ofClass(agents.columns.class.values[row]);
  const columns = facts.tables.class_volume.columns;
  for (let row = 0; row < facts.tables.class_volume.rows; row++) {
    const session = columns.session_no.values[row];
    const volume = columns.volume_mtok.values[row];
    const buyer = columns.buy_class.values[row];
    const seller = columns.sell_class.values[row];
    total[session] += volume;
    ofClass(buyer).traded[session] += volume;
    ofClass(seller).traded[session] += volume;
    if (buyer === seller) ofClass(buyer).own[session] += volume;
  }
  return classes;
}

function sumOver(window: Window, bySession: Float64Array): number {
  return window.sessions.reduce((sum, session) => sum + bySession[session], 0);
}

/** Number of different weeks among the window's sessions; only those with volume, if one is given. */
function weeksWith(window: Window, week: Float64Array, volume: Float64Array | undefined): number {
  const weeks = new Set<number>();
  for (const session of window.sessions) {
    if (volume === undefined || volume[session] > 0) weeks.add(week[session]);
  }
  return weeks.size;
}
