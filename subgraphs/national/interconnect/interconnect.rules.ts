import type { Actor } from '../../../schema/contract/actor.ts';
import { forbidden, unauthenticated } from '../../kit/errors.ts';
import type { InterconnectState } from '../generated/resolver-types.ts';
import type { PeerLink } from './peer-link.store.ts';

/** What is known of the link to a peer. */
export interface LinkReport {
  isConfigured: boolean;
  /** Null before the first attempt. */
  link: PeerLink | null;
  waitingResults: number;
  rejectedMatters: number;
}

/** @throws UNAUTHENTICATED, or FORBIDDEN for all but the city's own offices */
export function requireOverseer(actor: Actor): void {
  if (actor.role === 'ANONYMOUS') throw unauthenticated();
  if (actor.role !== 'CITY_BUREAU' && actor.role !== 'CITY_OFFICE')
    throw forbidden('see how the links to the provinces stand');
}

export function linkState({ isConfigured, link }: LinkReport): InterconnectState {
  if (!isConfigured) return 'NOT_CONFIGURED';
  if (!link?.lastContactAt) return 'NEVER_REACHED';
  if (link.lastError !== null) return 'FAILING';
  const isCaughtUp = link.caughtUpAt?.getTime() === link.lastContactAt.getTime();
  return isCaughtUp ? 'UP_TO_DATE' : 'CATCHING_UP';
}

/** Whole seconds since all that the peer had was here; null where it never was. */
export function lagSeconds(link: PeerLink | null, now: Date): number | null {
  if (!link?.caughtUpAt) return null;
  return Math.max(0, Math.floor((now.getTime() - link.caughtUpAt.getTime()) / 1_000));
}
