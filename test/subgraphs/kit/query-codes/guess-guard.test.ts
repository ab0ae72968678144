import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MikroORM } from '@mikro-orm/postgresql';
import { openCaseworkOrm } from '../../../../subgraphs/casework/database.ts';
import { createLog } from '../../../../subgraphs/kit/process/log.ts';
import { createGuessGuard } from '../../../../subgraphs/kit/query-codes/guess-guard.ts';
import {
  createQueryCode,
  hashQueryCode,
} from '../../../../subgraphs/kit/query-codes/query-code.ts';
import { createVault } from '../../../../subgraphs/kit/secrecy/vault.ts';
import { createTestKeys } from '../mailbox/test-keys.ts';
import { createTestDatabase } from '../../../support/database.ts';

const RIGHT = hashQueryCode(createQueryCode());
const START_MS = Date.parse('2026-03-02T01:00:00Z');

let orm: MikroORM;
const resources = new AsyncDisposableStack();
beforeAll(async () => {
  const database = resources.use(await createTestDatabase());
  orm = await openCaseworkOrm({
    databaseUrl: database.url,
    vault: createVault(createTestKeys('first')),
    log: createLog('test', 'silent'),
  });
  resources.defer(() => orm.close());
});
afterAll(() => resources.disposeAsync());

let nowMs = START_MS;
beforeEach(async () => {
  nowMs = START_MS;
  await orm.em.fork().execute('truncate query_code_guess');
});

/** One of many replicas: it remembers nothing itself. */
async function guess(client: string | null, hash = wrong()): Promise<string> {
  const guard = createGuessGuard({ orm, clock: { now: () => new Date(nowMs) } });
  const find = (asked: string) => Promise.resolve(asked === RIGHT ? 'found' : null);
  return guard.attempt(client, hash, find).then(
    (found) => found ?? 'wrong',
    (error: unknown) => (error as { extensions: { code: string } }).extensions.code,
  );
}

function wrong(): string {
  return hashQueryCode(createQueryCode());
}

async function guessOften(client: string, times: number): Promise<string[]> {
  const answers: string[] = [];
  for (let count = 0; count < times; count += 1) answers.push(await guess(client));
  return answers;
}

describe('R17 wrong query codes', () => {
  it('are ten for each client in ten minutes, then right ones are refused there as well', async () => {
    expect(await guessOften('one', 10)).toEqual(Array.from({ length: 10 }, () => 'wrong'));
    expect(await guess('one')).toBe('RATE_LIMITED');
    expect(await guess('one', RIGHT)).toBe('RATE_LIMITED');
    expect(await guess('elsewhere', RIGHT)).toBe('found');
    nowMs += 10 * 60_000;
    expect(await guess('one')).toBe('wrong');
  });

  it('do not get past one another when they come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => guess('one')));
    expect(answers.filter((answer) => answer === 'wrong')).toHaveLength(10);
    expect(answers.filter((answer) => answer === 'RATE_LIMITED')).toHaveLength(50);
  });

  it('count once each, so that a petitioner may ask for a fresh letter again and again', async () => {
    const fresh = wrong();
    for (let count = 0; count < 30; count += 1) expect(await guess('one', fresh)).toBe('wrong');
    expect(await guessOften('one', 9)).not.toContain('RATE_LIMITED');
    expect(await guess('one')).toBe('RATE_LIMITED');
  });

  it('do not count where the code is right', async () => {
    for (let count = 0; count < 30; count += 1) expect(await guess('one', RIGHT)).toBe('found');
    expect(await guess('one')).toBe('wrong');
  });

  it('are three for each client while a thousand come from everywhere', async () => {
    await orm.em.fork().execute(
      `insert into query_code_guess (client, since, code_marks)
       select 'client ' || n, ?, array['one mark'] from generate_series(1, 1001) as n`,
      [new Date(nowMs)],
    );
    expect(await guessOften('one', 4)).toEqual(['wrong', 'wrong', 'wrong', 'RATE_LIMITED']);
    expect(await guess('elsewhere', RIGHT)).toBe('found');
  });

  it('share one account where they did not come through the gateway', async () => {
    for (let count = 0; count < 10; count += 1) expect(await guess(null)).toBe('wrong');
    expect(await guess(null)).toBe('RATE_LIMITED');
  });
});
