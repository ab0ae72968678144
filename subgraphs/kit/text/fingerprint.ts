/** Of a fingerprint's 64 bits, how many may differ between two texts that say the same (R34). */
export const ALIKE_BITS_MAX = 3;

const BITS = 64;
const SHINGLE_CHARS = 3;

/**
 * A simhash of what a text says, as 16 hexadecimal digits: width, case, spaces and punctuation do
 * not matter, and texts that share most of their wording differ in few bits (R34).
 */
export function fingerprintOf(text: string): string {
  const votes = new Int32Array(BITS);
  for (const shingle of shinglesOf(normalize(text))) {
    vote(votes, 0, hash(shingle, 0x811c9dc5));
    vote(votes, 32, hash(shingle, 0x9747b28c));
  }
  let bits = 0n;
  for (const each of votes) bits = (bits << 1n) | (each > 0 ? 1n : 0n);
  return bits.toString(16).padStart(BITS / 4, '0');
}

function normalize(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Chinese is written without spaces, so runs of characters stand for words. */
function* shinglesOf(text: string): Iterable<string> {
  const last = Math.max(text.length - SHINGLE_CHARS, 0);
  for (let start = 0; start <= last; start++) yield text.slice(start, start + SHINGLE_CHARS);
}

function vote(votes: Int32Array, offset: number, bits: number): void {
  for (let bit = 0; bit < 32; bit++) {
    const at = offset + bit;
    votes[at] = (votes[at] ?? 0) + ((bits >>> bit) & 1 ? 1 : -1);
  }
}

/** FNV-1a with a last mixing, so that every bit depends on every character. */
function hash(text: string, seed: number): number {
  let mixed = seed;
  for (let at = 0; at < text.length; at++)
    mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
