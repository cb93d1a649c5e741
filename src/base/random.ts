import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import seedrandom from "seedrandom";
import { assert } from "./assert.ts";

/** SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal digits. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** What a Stream needs to go on: Alea's four numbers. */
export interface StreamState {
  readonly c: number;
  readonly s0: number;
  readonly s1: number;
  readonly s2: number;
}

const LOW_BITS = 0x200000;
const UNIT_32 = 2.3283064365386963e-10; // 2^-32
const UNIT_53 = 1.1102230246251565e-16; // 2^-53

/**
 * One named source of uniform random numbers: J. Baagoe's Alea (2010) as packaged by seedrandom, which seeds it. The step
 * is repeated here because through the package's closures it costs several times as much; the numbers are the package's
 * `double()`, and a test holds the two together.
 */
export class Stream {
  // Numbers from the start: a field that begins undefined holds boxed numbers for ever, at 5 ns a draw.
  private c = 0;
  private s0 = 0;
  private s1 = 0;
  private s2 = 0;

  /** Starts from a seed text, or goes on from a saved state. */
  constructor(start: string | StreamState) {
    const state = typeof start === "string" ? seedrandom.alea(start, { state: true }).state() : start;
    this.c = state.c;
    this.s0 = state.s0;
    this.s1 = state.s1;
    this.s2 = state.s2;
  }

  /** The next number, uniform on [0, 1) with 53 random bits. */
  uniform(): number {
    const first = 2091639 * this.s0 + this.c * UNIT_32;
    const carry = first | 0;
    const high = first - carry;
    const second = 2091639 * this.s1 + carry * UNIT_32;
    const c = second | 0;
    const low = second - c;
    this.c = c;
    this.s0 = this.s2;
    this.s1 = high;
    this.s2 = low;
    return high + ((low * LOW_BITS) | 0) * UNIT_53;
  }

  /** Everything the next numbers depend on; `new Stream(state)` goes on as this one would. */
  state(): StreamState {
    return { c: this.c, s0: this.s0, s1: this.s1, s2: this.s2 };
  }
}

/**
 * The random streams of one replication, found by name. A stream depends on root seed, replication and its own name only,
 * so that adding an agent leaves every other agent's draws unchanged. Names are hashed because Alea's own seeding gives
 * correlated first draws for similar names.
 */
export class Streams {
  private readonly prefix: string;
  private readonly byName = new Map<string, Stream>();

  /** Replications count from 0 or 1; throws InvariantError for anything but a whole number >= 0. */
  constructor(rootSeed: string, replication: number) {
    assert(Number.isSafeInteger(replication) && replication >= 0, "replication is not a whole number >= 0");
    this.prefix = `${rootSeed}/${replication}/`;
  }

  /** The stream of that name; the same object every time. */
  get(name: string): Stream {
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    const stream = new Stream(sha256Hex(this.prefix + name));
    this.byName.set(name, stream);
    return stream;
  }
}
