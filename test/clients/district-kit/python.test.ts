import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ACTOR_TOKEN } from '../../../schema/contract/actor.ts';
import { findFreePort } from '../../../subgraphs/kit/process/free-port.ts';
import { generateSecrets, toSecrets } from '../../../subgraphs/stack/secrets.ts';
import { until } from '../../gateway/support/until.ts';
import { runnableSamples } from './support/samples.ts';

const LETTER = {
  kind: 'letter',
  letter: {
    id: 'district:511602:one',
    account: null,
    sourceNumber: null,
    channel: 'ONLINE',
    type: 'HELP',
    submittedAt: '2026-03-02T00:00:00.000Z',
    jointSignatories: [],
    queryCodeHash: '00',
    category: null,
    accusedUnits: [],
    history: null,
  },
  retry: null,
};
const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const REGISTERED = '{"data":{"registerPetition":{"wasAlreadyRegistered":false}}}';
const EVENT =
  'data: {"data":{"assignmentIssued":{"cursor":"7","assignment":{"id":"assignment-7"}}}}\n\n';
const CHUNK = `${EVENT.length.toString(16)}\r\n${EVENT}\r\n`;

/** Answers each request with the next of the texts, and hangs up whether it is whole or not. */
async function startServer(answers: readonly string[]) {
  const requests: string[] = [];
  const server = createServer((socket: Socket) => {
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      text += data.toString();
      if (!text.includes('variables') || !text.endsWith('}')) return;
      requests.push(text);
      socket.end(answers[requests.length - 1] ?? '');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/`,
    requests,
    [Symbol.asyncDispose]: async () => {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The sample in Python, with one letter that is not registered yet. */
async function startSample(settings: { CASEWORK_URL: string; CITY_URL?: string }) {
  const folder = await mkdtemp(join(tmpdir(), 'python-'));
  const file = join(folder, 'letters.jsonl');
  await writeFile(file, `${JSON.stringify(LETTER)}\n`);
  const port = await findFreePort();
  const secrets = toSecrets(await generateSecrets());
  const child = spawn('python3', ['-B', 'clients/district-kit/python/main.py'], {
    env: {
      ...process.env,
      ...settings,
      PORT: String(port),
      DISTRICT: '511602',
      DISTRICT_NAME: '广安区',
      DATA_FILE: file,
      ACTOR_JWKS: JSON.stringify(secrets.actorKeys),
      SERVICE_SIGNING_KEY: JSON.stringify(secrets.privateKey(ACTOR_TOKEN.gatewayKeyId)),
    },
    stdio: 'ignore',
  });
  const isThere = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${String(port)}/health`).then(
      () => true,
      () => false,
    );
  while (child.exitCode === null && !(await isThere()));
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}

const describeHere = runnableSamples().some(({ language }) => language === 'Python')
  ? describe
  : describe.skip;

describeHere('R13 a district’s own system in Python', () => {
  it('goes on with the city after answers that break off in the middle, or are none', async () => {
    await using casework = await startServer([
      `${HEAD}content-length: ${String(REGISTERED.length)}\r\n\r\n${REGISTERED.slice(0, 9)}`,
      'nothing of the kind\r\n',
      `${HEAD}content-length: 2\r\n\r\n[]`,
      `${HEAD}content-length: ${String(REGISTERED.length)}\r\n\r\n${REGISTERED}`,
    ]);
    const stream = `${HEAD}transfer-encoding: chunked\r\n\r\n`;
    await using city = await startServer([`${stream}${CHUNK}${CHUNK.slice(0, 9)}`]);
    await using _sample = await startSample({ CASEWORK_URL: casework.url, CITY_URL: city.url });
    await until('the registration', () => casework.requests.length === 4);
    await until('another stream', () => city.requests.length >= 2);
    expect(city.requests[1]).toContain('"after": "7"');
  }, 60_000);

  it('answers whoever hangs up in the middle of a body, or says nothing true of its length', async () => {
    await using casework = await startServer([]);
    await using sample = await startSample({ CASEWORK_URL: casework.url });
    for (const length of ['20000000', '-1', 'many']) {
      const socket = connect(sample.port, '127.0.0.1');
      let answer = '';
      socket.on('data', (data) => (answer += data.toString()));
      socket.end(`POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: ${length}\r\n\r\n{"que`);
      await once(socket, 'close');
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    }
  }, 60_000);

  it('says that variables which are no object are the caller’s fault', async () => {
    await using casework = await startServer([]);
    await using sample = await startSample({ CASEWORK_URL: casework.url });
    const response = await fetch(`http://127.0.0.1:${String(sample.port)}/graphql`, {
      method: 'POST',
      body: JSON.stringify({ query: '{ __typename }', variables: 'nothing' }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { argument: 'variables' } }],
    });
  }, 60_000);
});
