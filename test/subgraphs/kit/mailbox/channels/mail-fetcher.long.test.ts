import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { Client } from 'pg';
import { ACTOR_TOKEN } from '../../../../../schema/contract/actor.ts';
import { createTestDatabase } from '../../../../support/database.ts';
import { eventually } from '../../../../journeys/support/eventually.ts';
import { createTestKeys } from '../test-keys.ts';
import { IMAP_CA_FILE, startImapServer, type TestImapServer } from './imap-server/imap-server.ts';

const MAILS = 40;
const ROOT = new URL('../../../../../', import.meta.url).pathname;

/** The environment of the mayor's process, with nothing but the box to take letters from. */
async function environment(
  { settings }: TestImapServer,
  databaseUrl: string,
): Promise<Record<string, string>> {
  const kid = `${ACTOR_TOKEN.mailboxKeyIdPrefix}mayor`;
  const alg = ACTOR_TOKEN.algorithm;
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const { current, keys, index } = createTestKeys('first');
  const texts = [...keys].map(([id, key]) => [id, key.toString('base64url')] as const);
  const user = encodeURIComponent(settings.user);
  return {
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: databaseUrl,
    PROFILE: `${ROOT}subgraphs/profiles/guangan`,
    ACTOR_JWKS: JSON.stringify({ keys: [] }),
    SERVICE_SIGNING_KEY: JSON.stringify({ ...(await exportJWK(privateKey)), kid, alg }),
    PERSONAL_DATA_KEYS: JSON.stringify({
      ...{ current, keys: Object.fromEntries<string>(texts), index: index.toString('base64url') },
    }),
    CASEWORK_URL: 'http://127.0.0.1:9/graphql',
    IMAP_URL: `imaps://${user}:${settings.password}@127.0.0.1:${settings.port}/INBOX`,
    IMAP_CA: IMAP_CA_FILE,
    IMAP_POLL_SECONDS: '1',
  };
}

function startMayor(env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [`${ROOT}subgraphs/mayor/main.ts`], {
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
}

async function countLetters(client: Client): Promise<number> {
  const { rows } = await client
    .query<{ count: number }>('select count(*)::int as count from mayor.petition')
    .catch(() => ({ rows: [] }));
  return rows[0]?.count ?? 0;
}

it('R15: each mail is one letter, however often the process is killed between letter and mark', async () => {
  await using resources = new AsyncDisposableStack();
  const database = resources.use(await createTestDatabase());
  const server = resources.use(await startImapServer());
  const client = new Client({ connectionString: database.url });
  await client.connect();
  resources.defer(() => client.end());
  for (let number = 1; number <= MAILS; number += 1)
    await server.deliver({
      ...{ from: 'chen@petitioner.example', to: 'letters@guangan.example', text: '门口路灯坏了。' },
      // As a mail server counts, twenty an hour of one sender: two of them write.
      ...(number % 2 === 0 && { from: 'li@petitioner.example' }),
      ...{ subject: `第${number}封`, messageId: `<m${number}@petitioner.example>` },
    });
  const env = await environment(server, database.url);
  for (const [more, isBroken] of [
    [1, false],
    [1, true],
    [12, false],
  ] as const) {
    const before = await countLetters(client);
    await server.breakAtStore(isBroken);
    const child = startMayor(env);
    await eventually(async () => (await countLetters(client)) >= before + more);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await server.breakAtStore(false);
  const last = startMayor(env);
  resources.defer(async () => {
    last.kill('SIGKILL');
    if (last.exitCode === null && last.signalCode === null) await once(last, 'exit');
  });
  await eventually(async () =>
    (await server.inbox()).every(({ flags }) => flags.includes('\\Seen')),
  );
  expect(await countLetters(client)).toBe(MAILS);
}, 120_000);
