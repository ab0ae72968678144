import type { Actor } from '../../../schema/contract/actor.ts';
import type { ActDeps } from '../act-deps.ts';
import type { RecordPublicVersionInput } from '../generated/resolver-types.ts';
import { requireMailboxOf } from '../registration/registration.rules.ts';
import { checkVersion } from './publication.rules.ts';
import { keepVersion } from './publication.store.ts';

/** Resolves to whether it was newer than what is known. */
export type RecordPublicVersion = (
  actor: Actor,
  version: RecordPublicVersionInput,
) => Promise<boolean>;

/** Makes the command by which mailboxes publish and take back (R66). */
export function createRecordPublicVersion({ orm }: Pick<ActDeps, 'orm'>): RecordPublicVersion {
  return async (actor, version) => {
    requireMailboxOf(actor, version.petitionId);
    return keepVersion(orm.em.fork(), checkVersion(version));
  };
}
