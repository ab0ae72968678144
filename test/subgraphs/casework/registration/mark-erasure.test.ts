import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { openCaseworkOrm } from '../../../../subgraphs/casework/database.ts';
import { startMarkErasure } from '../../../../subgraphs/casework/registration/mark-erasure.ts';
import { createVault } from '../../../../subgraphs/kit/secrecy/vault.ts';
import { createLog } from '../../../../subgraphs/kit/process/log.ts';
import { startCasework } from '../support/casework.ts';
import { caseOf } from '../support/story.ts';

function markOf(person: string): string {
  return createHash('sha256').update(person).digest('base64url');
}

describe('R96 marks of petitioners', () => {
  it('are forgotten after the years of the profile, not before; the case stays', async () => {
    await using casework = await startCasework();
    const log = createLog('test', 'silent');
    await using resources = new AsyncDisposableStack();
    const { databaseUrl, personalDataKeys } = casework;
    const vault = createVault(personalDataKeys);
    const orm = await openCaseworkOrm({ databaseUrl, vault, log });
    resources.defer(() => orm.close());
    for (const submittedAt of ['2016-03-02T09:00:00+08:00', '2016-03-02T09:00:01+08:00'])
      await caseOf(casework, 'mayor', { submittedAt, petitionerMarks: [markOf(submittedAt)] });
    const count = async (table: string): Promise<number> => {
      const [row] = await orm.em
        .fork()
        .execute<{ all: number }[]>(`select count(*)::int as all from "${table}"`);
      return row?.all ?? 0;
    };
    expect(await count('petitioner_mark')).toBe(2);
    await orm.em.fork().execute(`update "case" set state = 'ARCHIVED'`);

    const rules = { personalDataYears: 10 };
    const clock = { now: () => new Date('2026-03-02T09:00:00.500+08:00') };
    const erasure = startMarkErasure({ orm, rules, clock, log });
    await erasure[Symbol.asyncDispose]();
    expect(await count('petitioner_mark')).toBe(1);
    expect(await count('case')).toBe(2);
    const accounts = await orm.em
      .fork()
      .execute('select petitioner_account as account from "case" order by submitted_at');
    expect(accounts).toEqual([{ account: null }, { account: 'account:li' }]);
  });
});
