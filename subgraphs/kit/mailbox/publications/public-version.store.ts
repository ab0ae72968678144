import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';

/** What everybody may read of a letter and its answer. */
export interface PublicTexts {
  title: string;
  question: string;
  answer: string;
}

/** One act of publishing; null texts take the version before back. */
export interface PublicVersion {
  petitionId: string;
  /** 1, 2, … for each letter. */
  revision: number;
  texts: PublicTexts | null;
  at: Date;
  role: string;
  unitId: string | null;
  account: string;
}

type Stored = Omit<PublicVersion, 'texts' | 'at'> & { at: string } & {
  [Part in keyof PublicTexts]: string | null;
};

/** The newest of each letter. */
export async function readPublicVersions(
  em: EntityManager,
  petitionIds: readonly string[],
): Promise<PublicVersion[]> {
  const rows = await em.execute<Stored[]>(
    `select distinct on (petition_id) petition_id as "petitionId", revision, title, question, answer,
       at, role, unit_id as "unitId", account
     from public_version where petition_id in (select json_array_elements_text(?::json))
     order by petition_id, revision desc`,
    [JSON.stringify(petitionIds)],
  );
  return rows.map(({ title, question, answer, at, ...row }) => {
    const isWhole = title !== null && question !== null && answer !== null;
    return { ...row, at: new Date(at), texts: isWhole ? { title, question, answer } : null };
  });
}

/** For loaders outside of a transaction. */
export function createPublicVersionReader(
  orm: MikroORM,
): (petitionIds: readonly string[]) => Promise<PublicVersion[]> {
  return (petitionIds) => readPublicVersions(orm.em.fork(), petitionIds);
}

export async function insertPublicVersion(
  em: EntityManager,
  { petitionId, revision, texts, at, role, unitId, account }: PublicVersion,
): Promise<void> {
  const { title = null, question = null, answer = null } = texts ?? {};
  await em.execute(
    `insert into public_version
       (petition_id, revision, title, question, answer, at, role, unit_id, account)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [petitionId, revision, title, question, answer, at, role, unitId, account],
  );
}
