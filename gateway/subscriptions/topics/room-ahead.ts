import type { Stretch, StretchBounds } from './stretch.ts';

/** How far a replay may run ahead of its fastest reader. */
const FAR_AHEAD = 1_024;
const MANY_UNJOINED = 64;
/** While nobody knows how large events are once they are joined. */
const FIRST_UNJOINED = 16;

/**
 * Whether one more event may be taken: half of what a line keeps may wait to be read, so that
 * none that its fastest reader needs is dropped, in its own line or when it goes over into another.
 * @param position where the fastest reader is; Infinity where nobody reads
 * @param unjoined events behind the joined ones, which are taken to be as large as those
 */
export function hasRoomAhead(
  stretch: Stretch,
  position: number,
  unjoined: number,
  { maxEvents, maxBytes }: StretchBounds,
): boolean {
  const ahead = stretch.joinedFrom(position);
  if (ahead.events + unjoined === 0) return true;
  const { joined } = stretch;
  if (unjoined >= (joined === 0 ? FIRST_UNJOINED : MANY_UNJOINED)) return false;
  const meanBytes = stretch.bytes / Math.max(joined, 1);
  return (
    ahead.events + unjoined < Math.min(FAR_AHEAD, maxEvents / 2) &&
    ahead.bytes + unjoined * meanBytes < maxBytes / 2
  );
}
