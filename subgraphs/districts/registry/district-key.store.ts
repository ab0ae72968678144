import type { EntityManager } from '@mikro-orm/postgresql';
import { append } from '../../kit/outbox/append.ts';

const TOPIC = 'district.key';

/** How casework learns a key, by topic of the outbox; it takes decisions in any order. */
export const KEY_MUTATIONS: Readonly<Record<string, string>> = {
  [TOPIC]: `mutation TrustDistrictKey($district: ID!, $key: String, $decidedAt: DateTime!) {
    trustDistrictKey(district: $district, key: $key, decidedAt: $decidedAt)
  }`,
};

export interface KeyDecision {
  /** Area code. */
  district: string;
  /** JSON Web Key; null revokes. */
  key: string | null;
  decidedAt: Date;
  decidedBy: string;
  requestId: string;
}

export async function readKeys(em: EntityManager): Promise<Map<string, string>> {
  const rows = await em.execute<{ district: string; key: string }[]>(
    'select district, key from district_key where key is not null',
  );
  return new Map(rows.map(({ district, key }) => [district, key]));
}

/** Keeps a decision, and in the same transaction what casework must learn. */
export async function keepKey(em: EntityManager, decision: KeyDecision): Promise<void> {
  const { district, key, decidedAt, decidedBy, requestId } = decision;
  await em.execute(
    `insert into district_key (district, key, decided_at, decided_by) values (?, ?, ?, ?)
     on conflict (district) do update
       set key = excluded.key, decided_at = excluded.decided_at, decided_by = excluded.decided_by`,
    [district, key, decidedAt, decidedBy],
  );
  const payload = { requestId, district, key, decidedAt: decidedAt.toISOString() };
  await append(em, [{ topic: TOPIC, payload }], decidedAt);
}
