import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { createHttpServer, listen } from '../../../clients/district-kit/starter/http.ts';
import { ANONYMOUS } from '../../../schema/contract/actor.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';

async function startStarter() {
  const server = createHttpServer({
    schema: buildSchema('type Query { a: Int }'),
    readActor: async () => ANONYMOUS,
    log: createLog('district', 'silent'),
  });
  const url = await listen(server, 0, '127.0.0.1');
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('R13 a request to a district’s own system', () => {
  it.each([
    ['variables that are no object', { query: '{ a }', variables: 'nothing' }],
    ['a list of variables', { query: '{ a }', variables: [] }],
    ['no query', { query: 7 }],
  ])('with %s is the caller’s fault, and said to be', async (_what, body) => {
    await using starter = await startStarter();
    const response = await fetch(`${starter.url}/graphql`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });
});
