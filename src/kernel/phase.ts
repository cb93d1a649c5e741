/*
 * What comes first among events of one time: the timetable moves before messages arrive, messages before the clearing house
 * works, that before agents think, and sampling sees what all of them left.
 */

/** The timetable: sessions open and close, months are listed and expire, fixings are published. */
export const PHASE_SESSION = 0;
/** A message reaches the venue, or an answer reaches its agent. */
export const PHASE_DELIVERY = 1;
/** The clearing house marks, calls and pays. */
export const PHASE_CLEARING = 2;
/** An agent wakes up. */
export const PHASE_WAKE = 3;
/** The state is written down. */
export const PHASE_SAMPLING = 4;
