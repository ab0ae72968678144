import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { ACTOR_TOKEN } from '../../../../schema/contract/actor.ts';
import { createActorSigner } from '../../../../subgraphs/kit/process/actor-signer.ts';
import { listen } from '../../../../subgraphs/kit/http/listen.ts';
import { createCaseworkClient } from '../../../../subgraphs/kit/mailbox/casework-client.ts';
import { REGISTRATION_MUTATION } from '../../../../subgraphs/kit/mailbox/registration.ts';
import { createTellCasework } from '../../../../subgraphs/kit/mailbox/tell-casework.ts';

const MESSAGE = { id: '1', topic: 'petition.submitted', payload: { requestId: 'r', petition: {} } };

/** Delivers one letter to a server that gives this answer, or none at all. */
async function deliverTo(
  answer: { status: number; body: string } | null,
  timeoutMs = 10_000,
  signal = new AbortController().signal,
): Promise<unknown> {
  const server = createServer((_request, response) => {
    if (answer) response.writeHead(answer.status).end(answer.body);
  });
  const url = await listen(server, 0);
  const { privateKey } = await generateKeyPair(ACTOR_TOKEN.algorithm, { extractable: true });
  const signActor = await createActorSigner({
    ...(await exportJWK(privateKey)),
    kid: 'mailbox:mayor',
  });
  await using casework = createCaseworkClient({
    caseworkUrl: `${url}/graphql`,
    signActor,
    speaksAs: 'mayor',
    timeoutMs,
  });
  try {
    const tell = createTellCasework(casework, REGISTRATION_MUTATION);
    return await tell(MESSAGE, signal).catch((error: unknown) => error);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const refusalOf = (code: string): string => JSON.stringify({ errors: [{ extensions: { code } }] });

describe('registering at casework', () => {
  it('is done when casework says so, new or known', async () => {
    for (const wasAlreadyRegistered of [true, false]) {
      const body = JSON.stringify({ data: { registerPetition: { wasAlreadyRegistered } } });
      expect(await deliverTo({ status: 200, body })).toBeUndefined();
    }
  });

  it.each(['FORBIDDEN', 'BAD_USER_INPUT', 'UNAUTHENTICATED', 'GRAPHQL_VALIDATION_FAILED'])(
    'takes %s as a refusal, at whatever HTTP status',
    async (code) => {
      for (const status of [200, 400, 500]) {
        const error = await deliverTo({ status, body: refusalOf(code) });
        expect(error).toMatchObject({ code, isRefusal: true });
      }
    },
  );

  it.each<[string, { status: number; body: string }, string]>([
    [
      'its own fault',
      { status: 200, body: refusalOf('INTERNAL_SERVER_ERROR') },
      'INTERNAL_SERVER_ERROR',
    ],
    ['an error without a code', { status: 200, body: '{"errors":[{}]}' }, 'INTERNAL_SERVER_ERROR'],
    ['a page of a proxy', { status: 502, body: '<html>' }, 'HTTP_502'],
    ['an answer without a receipt', { status: 200, body: '{"data":null}' }, 'ANSWER_INVALID'],
  ])('takes %s as a failure', async (_case, answer, code) => {
    expect(await deliverTo(answer)).toMatchObject({ code, isRefusal: false });
  });

  it('gives up a casework that does not answer, and when it is told to', async () => {
    expect(await deliverTo(null, 1)).toMatchObject({ code: 'TimeoutError', isRefusal: false });
    const aborted = AbortSignal.abort();
    expect(await deliverTo(null, 10_000, aborted)).toMatchObject({
      code: 'AbortError',
      isRefusal: false,
    });
  });
});
