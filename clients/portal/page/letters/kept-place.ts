import type { Session } from '../../../sign-in/sign-in.ts';

/** Where a reader was in the list of their letters. */
interface Place {
  shown: number;
  /** The letter that was opened from there. */
  caseId: string | null;
}

/** Gone with the session: whoever signs in next has their own. */
const places = new WeakMap<Session, Place>();

export function noteShown(session: Session, shown: number): void {
  places.set(session, { shown, caseId: null });
}

export function noteOpened(session: Session, caseId: string): void {
  const place = places.get(session);
  if (place) place.caseId = caseId;
}

/** @returns null unless one comes back from a letter of the list */
export function placeLeft(session: Session | null): { shown: number; caseId: string } | null {
  const place = session && places.get(session);
  return place?.caseId ? { shown: place.shown, caseId: place.caseId } : null;
}
