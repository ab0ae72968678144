import type { EntityManager } from '@mikro-orm/postgresql';
import type DataLoader from 'dataloader';
import { columnAt, vaultOf } from '../../kit/secrecy/sealed-text.ts';
import { createLoader } from '../../kit/loaders/batch-loader.ts';
import type { ModerationGround, ModerationState } from '../generated/resolver-types.ts';

/** What the mailbox last said of a letter (R12). */
export interface ModerationRow {
  petitionId: string;
  revision: number;
  state: ModerationState;
  ground: ModerationGround | null;
  reason: string | null;
  at: Date;
  /** The rejection closed the case, so that a release opens it again. */
  hasClosedCase: boolean;
}

const REASON_PLACE = 'moderation.reason';

/** Holds what moderators wrote; see startResealing. */
export const SEALED_MODERATION = columnAt(REASON_PLACE, 'petition_id');

export interface ModerationLoaders {
  moderationByPetition: DataLoader<string, ModerationRow | null>;
}

export function createModerationLoaders(em: EntityManager): ModerationLoaders {
  return {
    moderationByPetition: createLoader(
      (ids) => findModeration(em, ids),
      ({ petitionId }) => petitionId,
    ),
  };
}

export async function findModeration(
  em: EntityManager,
  petitionIds: readonly string[],
): Promise<ModerationRow[]> {
  const rows = await em.execute<(Omit<ModerationRow, 'at'> & { at: string })[]>(
    `select petition_id as "petitionId", revision, state, ground, reason, at,
       has_closed_case as "hasClosedCase"
     from moderation where petition_id in (select json_array_elements_text(?::json))`,
    [JSON.stringify(petitionIds)],
  );
  const vault = vaultOf(em);
  return rows.map(({ reason, at, ...row }) => ({
    ...row,
    reason: reason === null ? null : vault.open(reason, REASON_PLACE),
    at: new Date(at),
  }));
}

export async function keepModeration(em: EntityManager, row: ModerationRow): Promise<void> {
  const { petitionId, revision, state, ground, reason, at, hasClosedCase } = row;
  const sealed = reason === null ? null : vaultOf(em).seal(reason, REASON_PLACE);
  await em.execute(
    `insert into moderation (petition_id, revision, state, ground, reason, at, has_closed_case)
     values (?, ?, ?, ?, ?, ?, ?)
     on conflict (petition_id) do update set revision = excluded.revision, state = excluded.state,
       ground = excluded.ground, reason = excluded.reason, at = excluded.at,
       has_closed_case = excluded.has_closed_case`,
    [petitionId, revision, state, ground, sealed, at, hasClosedCase],
  );
}
