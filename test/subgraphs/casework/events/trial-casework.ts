import { randomUUID } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';
import { openCaseworkOrm } from '../../../../subgraphs/casework/database.ts';
import { CaseEntity } from '../../../../subgraphs/casework/cases/case.entity.ts';
import { createLog } from '../../../../subgraphs/kit/process/log.ts';
import { createVault } from '../../../../subgraphs/kit/secrecy/vault.ts';
import { createTestKeys } from '../../kit/mailbox/test-keys.ts';
import { createTestDatabase } from '../../../support/database.ts';

export const silent = createLog('test', 'silent');

export interface TrialCasework extends AsyncDisposable {
  orm: MikroORM;
  url: string;
  /** @returns id of a complaint that was registered on 2026-03-02 under a policy, Guang'an's by default */
  addCase(policy?: string): Promise<string>;
}

/** Casework's database schema without rows, in a database of all subgraphs unless another is given. */
export async function openTrialCasework(open = createTestDatabase): Promise<TrialCasework> {
  await using resources = new AsyncDisposableStack();
  const database = resources.use(await open());
  const orm = await openCaseworkOrm({
    databaseUrl: database.url,
    vault: createVault(createTestKeys('first')),
    log: silent,
  });
  resources.defer(() => orm.close());
  const held = resources.move();
  return {
    orm,
    url: database.url,
    addCase: (policy) => addCase(orm, policy),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

async function addCase(orm: MikroORM, policy = 'guangan-2011'): Promise<string> {
  const id = `case:${randomUUID()}`;
  const registeredAt = new Date('2026-03-02T02:00:00Z');
  await orm.em.fork().insert(CaseEntity, {
    id,
    registrationNumber: id,
    petitionId: `mayor:${id}`,
    mailbox: 'MAYOR',
    channel: 'ONLINE',
    type: 'COMPLAINT',
    state: 'REGISTERED',
    submittedAt: registeredAt,
    registeredAt,
    signatoryCount: 1,
    queryCodeHash: id,
    policy,
  });
  return id;
}
