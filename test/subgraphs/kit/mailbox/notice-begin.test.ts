import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { ACTOR_TOKEN } from '../../../../schema/contract/actor.ts';
import { listen } from '../../../../subgraphs/kit/http/listen.ts';
import { createActorSigner } from '../../../../subgraphs/kit/process/actor-signer.ts';
import { createLog } from '../../../../subgraphs/kit/process/log.ts';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import { systemClock } from '../../../../subgraphs/kit/time/clock.ts';
import { createMayor } from '../../../../subgraphs/mayor/subgraph.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { letterInput, LI } from './mailbox-world.ts';
import { createTestKeys } from './test-keys.ts';

const SUBMIT =
  'mutation ($letter: LetterInput!) { submitMayorPetition(letter: $letter) { queryCode } }';

describe('R10 where notices begin', () => {
  it('is asked before the first letter is registered, so that its own are among them', async () => {
    await using casework = await startStumblingCasework();
    await using database = await createTestDatabase();
    const key = await createKey();
    await using mayor = await createMayor({
      databaseUrl: database.url,
      profile: await loadProfile('subgraphs/profiles/guangan'),
      actorKeys: { keys: [key.shown] },
      signingKey: key.secret,
      caseworkUrl: casework.url,
      personalDataKeys: createTestKeys('first'),
      clock: systemClock,
      log: createLog('test', 'silent'),
      port: 0,
      channels: { ...{ mailIn: null, sms: null, webhook: null }, mailOut: { url: NO_MAILS } },
    });
    const sign = await createActorSigner(key.secret);
    await fetch(`${mayor.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await sign(LI)}` },
      body: JSON.stringify({ query: SUBMIT, variables: { letter: letterInput() } }),
    });
    await casework.registered;
    expect(casework.log.slice(0, 3)).toEqual(['stumbled', 'stumbled', 'asked']);
    expect(casework.log.at(-1)).toBe('registered');
  });
});

/** Nothing of this test is sent. */
const NO_MAILS = 'smtp://127.0.0.1:1';

interface StumblingCasework extends AsyncDisposable {
  url: string;
  log: string[];
  registered: Promise<undefined>;
}

/** Fails twice to say where its log ends. */
async function startStumblingCasework(): Promise<StumblingCasework> {
  const log: string[] = [];
  const registered = Promise.withResolvers<undefined>();
  const page = { cursor: 'here', hasMore: false, notices: [] };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      if (!body.includes('NoticesDue')) {
        log.push('registered');
        response.end('{"data":{"registerPetition":{"wasAlreadyRegistered":false}}}');
        registered.resolve(undefined);
      } else if (log.length < 2) {
        log.push('stumbled');
        response.writeHead(503).end();
      } else {
        log.push('asked');
        response.end(JSON.stringify({ data: { noticesDue: page } }));
      }
    });
  });
  const url = await listen(server, 0);
  return {
    url: `${url}/graphql`,
    log,
    registered: registered.promise,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** One key for gateway and mailbox, which this test does not tell apart. */
async function createKey(): Promise<{ shown: JWK; secret: JWK }> {
  const { algorithm, gatewayKeyId: kid } = ACTOR_TOKEN;
  const pair = await generateKeyPair(algorithm, { extractable: true });
  return {
    shown: { ...(await exportJWK(pair.publicKey)), kid, alg: algorithm },
    secret: { ...(await exportJWK(pair.privateKey)), kid },
  };
}
