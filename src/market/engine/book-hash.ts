/** Start of a book's hash: the offset basis of 32-bit FNV-1a (Fowler, Noll, Vo). */
export const HASH_START = 0x811c_9dc5 | 0;

/** The hash with one more resting order: FNV-1a over words instead of bytes. Sides go buys first, best orders first. */
export function hashOrder(hash: number, side: number, priceTicks: number, leaves: number, orderId: number): number {
  return hashWord(hashWord(hashWord(hashWord(hash, side), priceTicks), leaves), orderId);
}

function hashWord(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x0100_0193);
  // FNV carries only upwards; without this the high bits of a word would never reach the low bits of the hash.
  return mixed ^ (mixed >>> 15);
}
