import type { Actor } from '../../../../schema/contract/actor.ts';
import { codedError, forbidden } from '../../errors.ts';
import { ownsMailbox } from '../access.rules.ts';
import type { MailboxPetition } from '../petition.entity.ts';
import type { ResendableNotice } from './notice.store.ts';

/** R75, R76: the staff that answers for the mailbox may send a notice again. @throws FORBIDDEN */
export function checkMayResend(
  actor: Actor,
  petition: Pick<MailboxPetition, 'mailbox' | 'accusedUnits'>,
): void {
  if (!ownsMailbox(actor, petition)) throw forbidden('send the notices of this mailbox again');
}

/**
 * Only what failed for good, once, and as long as its text is kept.
 * @param canGoOut whether its way still has a provider
 * @throws ILLEGAL_MOVE
 */
export function checkResendable(
  { state, isResent, sealed }: ResendableNotice,
  canGoOut: boolean,
): void {
  const why =
    whyNot({ state, isResent }) ??
    (sealed === null ? 'its text is no longer kept; tell the petitioner otherwise' : null) ??
    (canGoOut ? null : 'the city has no provider for it any more');
  if (why === null) return;
  throw codedError(
    'ILLEGAL_MOVE',
    `Expected a notice that has failed and can be sent again, but ${why}.`,
    {
      state,
      move: 'RESEND',
      allowed: [],
    },
  );
}

function whyNot({ state, isResent }: Pick<ResendableNotice, 'state' | 'isResent'>): string | null {
  if (state !== 'FAILED') return `this one is ${state}`;
  return isResent ? 'this one was sent again already' : null;
}
