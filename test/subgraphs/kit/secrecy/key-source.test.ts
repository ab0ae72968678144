import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createLog, type Logger } from '../../../../subgraphs/kit/process/log.ts';
import {
  readKeyRing,
  type KeySourceSettings,
} from '../../../../subgraphs/kit/secrecy/key-source.ts';
import type { KeyServicePatience } from '../../../../subgraphs/kit/secrecy/key-service.ts';
import { ownPort } from '../../../support/own-port.ts';
import { createTestKeys } from '../mailbox/test-keys.ts';
import { startKeyService, writtenRing, type KeyService } from './key-service-stand-in.ts';

const RING = createTestKeys('2026a', '2026b');
const WRITTEN = writtenRing(RING);
const TEXT = JSON.stringify(WRITTEN);
const TOKEN = 'hvs.token-of-the-mayor';
const HURRIED: KeyServicePatience = { timeoutMs: 10_000, pausesMs: Array(200).fill(10) };
const ONCE: KeyServicePatience = { ...HURRIED, pausesMs: [] };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'key-source-'));
});
afterAll(async () => rm(folder, { recursive: true }));

async function fileOf(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

/** A log whose lines a test reads. */
function watchedLog(onLine: () => void = () => undefined): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  const write = (line: string): void => {
    lines.push(line);
    onLine();
  };
  return { log: pino({}, { write }), lines };
}

function read(settings: KeySourceSettings, patience = ONCE, log = createLog('test', 'silent')) {
  return readKeyRing(settings, log, patience);
}

/** Code and message of a refusal, which has nothing of a key or token in it. */
async function refusal(settings: KeySourceSettings, patience = ONCE): Promise<string> {
  const error = await read(settings, patience).then(
    () => new Error('there are keys'),
    (reason: unknown) => reason as Error & { code: string },
  );
  const text = `${'code' in error ? error.code : ''} ${error.message}`;
  for (const secret of [TOKEN, ...secretsOf(WRITTEN)]) expect(text).not.toContain(secret);
  return text;
}

function secretsOf(written: Record<string, unknown>): string[] {
  return [...Object.values(written.keys as Record<string, string>), written.index as string];
}

function givingAlways(body: string, status = 200): Promise<KeyService> {
  return startKeyService(() => ({ status, body }));
}

describe('R96 the keys for data at rest', () => {
  it('come from the environment, or from a mounted file', async () => {
    expect(await read({ PERSONAL_DATA_KEYS: RING })).toEqual(RING);
    const file = await fileOf('ring.json', `${TEXT}\n`);
    expect(await read({ PERSONAL_DATA_KEYS_FILE: file })).toEqual(RING);
  });

  it.each([
    ['as they are', WRITTEN],
    ['as Vault’s KV v2 wraps them', { data: { data: WRITTEN, metadata: { version: 3 } } }],
  ])('come from a key service, %s', async (_how, body) => {
    await using service = await givingAlways(JSON.stringify(body));
    expect(await read({ PERSONAL_DATA_KEYS_URL: service.url })).toEqual(RING);
  });

  it.each([
    ['KEYS_NOT_GIVEN', {}],
    ['KEYS_GIVEN_TWICE', { PERSONAL_DATA_KEYS: RING, PERSONAL_DATA_KEYS_URL: 'http://keys' }],
    ['KEYS_GIVEN_TWICE', { PERSONAL_DATA_KEYS: RING, PERSONAL_DATA_KEYS_FILE: '/keys' }],
    [
      'KEYS_GIVEN_TWICE',
      {
        PERSONAL_DATA_KEYS_URL: 'http://keys',
        PERSONAL_DATA_KEYS_TOKEN: TOKEN,
        PERSONAL_DATA_KEYS_TOKEN_FILE: '/token',
      },
    ],
    ['KEYS_UNREADABLE', { PERSONAL_DATA_KEYS_FILE: '/no/such/file' }],
  ])('are refused with %s where the settings are %j', async (code, settings) => {
    expect(await refusal(settings)).toMatch(`${code} `);
  });

  it('are refused where the file holds no ring', async () => {
    const file = await fileOf('half.json', JSON.stringify({ ...WRITTEN, current: 'gone' }));
    expect(await refusal({ PERSONAL_DATA_KEYS_FILE: file })).toBe(
      'KEYS_MALFORMED PERSONAL_DATA_KEYS_FILE: current: expected the id of one of the keys',
    );
  });
});

describe('R96 a key service', () => {
  it('knows the process by its token, which a file may hold and an agent renew', async () => {
    const token = await fileOf('token', 'old\n');
    await using service = await startKeyService(({ headers }) =>
      headers.authorization === `Bearer ${TOKEN}`
        ? { status: 200, body: TEXT }
        : { status: 403, body: JSON.stringify({ errors: [TOKEN] }) },
    );
    const url = { PERSONAL_DATA_KEYS_URL: service.url };
    expect(await read({ ...url, PERSONAL_DATA_KEYS_TOKEN: TOKEN })).toEqual(RING);
    const byFile = { ...url, PERSONAL_DATA_KEYS_TOKEN_FILE: token };
    expect(await refusal(byFile, HURRIED)).toBe(
      'KEYS_REFUSED PERSONAL_DATA_KEYS_URL: expected status 200, came 403',
    );
    expect(service.asked()).toBe(2);
    await writeFile(token, `${TOKEN}\n`);
    expect(await read(byFile)).toEqual(RING);
  });

  it('that is down is waited for, and the log says so without a key or token', async () => {
    const port = await ownPort();
    await using resources = new AsyncDisposableStack();
    let started: Promise<KeyService> | undefined;
    const { log, lines } = watchedLog(() => {
      started ??= startKeyService(
        (_request, nth) => ({ status: nth === 1 ? 503 : 200, body: TEXT }),
        port,
      ).then((service) => resources.use(service));
    });
    const settings = {
      PERSONAL_DATA_KEYS_URL: `http://127.0.0.1:${port}/keys`,
      PERSONAL_DATA_KEYS_TOKEN: TOKEN,
    };
    expect(await read(settings, HURRIED, log)).toEqual(RING);
    await started;
    const said = lines.join('');
    expect(said).toContain('the key service gave no answer: ECONNREFUSED; it is asked again');
    expect(said).toContain('the key service gave no answer: status 503; it is asked again');
    for (const secret of [TOKEN, ...secretsOf(WRITTEN)]) expect(said).not.toContain(secret);
  });

  it('that stays away is given up after as many attempts as were meant', async () => {
    await using service = await givingAlways('', 500);
    const twice = { ...ONCE, pausesMs: [1] };
    expect(await refusal({ PERSONAL_DATA_KEYS_URL: service.url }, twice)).toBe(
      'KEYS_UNREACHABLE PERSONAL_DATA_KEYS_URL: the key service gave no answer: status 500',
    );
    expect(service.asked()).toBe(2);
  });

  it('that takes the question and says nothing is not waited for without end', async () => {
    await using service = await startKeyService(() => undefined);
    const brief = { timeoutMs: 50, pausesMs: [] };
    expect(await refusal({ PERSONAL_DATA_KEYS_URL: service.url }, brief)).toMatch(
      /^KEYS_UNREACHABLE .*TimeoutError$/,
    );
  });

  it('is not left for another address', async () => {
    await using other = await givingAlways(TEXT);
    await using service = await startKeyService(() => ({
      ...{ status: 307, body: '' },
      headers: { location: other.url },
    }));
    expect(await refusal({ PERSONAL_DATA_KEYS_URL: service.url })).toMatch(
      /^KEYS_REFUSED .*came 307$/,
    );
    expect(other.asked()).toBe(0);
  });

  it.each([
    ['no JSON', '<html>', 'expected JSON'],
    ['a ring without its current key', { ...WRITTEN, keys: {} }, 'current: expected the id'],
    ['Vault’s answer for a secret that was deleted', { data: { data: null } }, 'expected object'],
    ['a ring as a text', JSON.stringify(TEXT), 'expected object'],
  ])('that answers with %s is refused at once', async (_what, body, message) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    await using service = await givingAlways(text);
    const said = await refusal({ PERSONAL_DATA_KEYS_URL: service.url }, HURRIED);
    expect(said).toMatch(/^KEYS_MALFORMED PERSONAL_DATA_KEYS_URL: /);
    expect(said).toContain(message);
    expect(service.asked()).toBe(1);
  });
});
