import type { Stream } from "../base/random.ts";
import { exponential } from "../base/samplers.ts";
import { MICROSECONDS_PER_MINUTE } from "../base/units.ts";
import { PHASE_SESSION } from "../kernel/phase.ts";
import { ENDED_DISCONNECTED } from "../market/engine/order-kinds.ts";
import { EVENT_DISCONNECT, EVENT_RECONNECT } from "./event-kinds.ts";
import type { Exchange } from "./exchange.ts";

/** How often an agent's line to the venue fails, and for how long. */
export interface LineTerms {
  readonly disconnectsPerDay: number;
  readonly disconnectMinutes: number;
}

/**
 * The agents' lines to the venue: they fail at a constant rate of trading time and come back after a random time. While a
 * line is down the venue refuses the agent's messages; whether it cancels the agent's orders is a rule of the venue.
 */
export class Connections {
  private readonly exchange: Exchange;
  private readonly terms: readonly LineTerms[];
  private readonly streams: readonly Stream[];
  private readonly cancels: boolean;

  /** `terms` and `streams`: one per account. `cancels`: the venue's rule of cancel on disconnect. */
  constructor(exchange: Exchange, terms: readonly LineTerms[], streams: readonly Stream[], cancels: boolean) {
    this.exchange = exchange;
    this.terms = terms;
    this.streams = streams;
    this.cancels = cancels;
  }

  start(): void {
    for (let account = 0; account < this.terms.length; account++) this.scheduleLoss(account);
  }

  /** A line fails. */
  lose(account: number): void {
    const { venue, queue } = this.exchange;
    venue.setConnected(account, false);
    if (this.cancels) venue.cancelAll(account, -1, ENDED_DISCONNECTED, queue.timeUs);
    const meanUs = this.terms[account]!.disconnectMinutes * MICROSECONDS_PER_MINUTE;
    const backUs = queue.timeUs + Math.max(1, Math.round(exponential(this.streams[account]!, meanUs)));
    queue.schedule(backUs, PHASE_SESSION, EVENT_RECONNECT, account);
  }

  /** A line is back. */
  restore(account: number): void {
    this.exchange.venue.setConnected(account, true);
    this.scheduleLoss(account);
  }

  private scheduleLoss(account: number): void {
    const { disconnectsPerDay } = this.terms[account]!;
    if (!(disconnectsPerDay > 0)) return;
    const { calendar, queue, session } = this.exchange;
    const waitUs = exponential(this.streams[account]!, calendar.fullDayUs / disconnectsPerDay);
    const atUs = calendar.afterTradingTime(queue.timeUs, session, Math.max(1, Math.round(waitUs)));
    if (atUs !== undefined) queue.schedule(atUs, PHASE_SESSION, EVENT_DISCONNECT, account);
  }
}
