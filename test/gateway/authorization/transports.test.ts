import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FormattedExecutionResult } from 'graphql';
import { createGateway } from '../../../gateway/gateway.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import type { Running } from '../../../subgraphs/kit/process/run-process.ts';
import { openSocket } from '../support/socket-client.ts';
import { startGraph, type TestGraph } from '../support/start-graph.ts';

let graph: TestGraph;
let gateway: Running & { url: string };
beforeAll(async () => {
  graph = await startGraph();
  const { supergraph } = graph.config;
  await writeFile(supergraph.path, guarded(await readFile(supergraph.path, 'utf8')));
  gateway = await createGateway({ config: graph.config, log: createLog('gateway', 'silent') });
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await graph[Symbol.asyncDispose]();
});

/** The note of a case is for those who are signed in, its state for the scope `state`. */
function guarded(supergraphSdl: string): string {
  return supergraphSdl
    .replace(
      'for: EXECUTION)',
      `for: EXECUTION) ${link('authenticated')} ${link('requiresScopes')}`,
    )
    .replace('  note: String', '  note: String @authenticated')
    .replace('  state: State!', '  state: State! @requiresScopes(scopes: [["state"]])').concat(`
      scalar requiresScopes__Scope
      directive @authenticated on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
      directive @requiresScopes(scopes: [[requiresScopes__Scope!]!]!)
        on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
    `);
}

function link(feature: string): string {
  return `@link(url: "https://specs.apollo.dev/${feature}/v0.1", for: SECURITY)`;
}

async function ask(query: string, token?: string): Promise<FormattedExecutionResult> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as FormattedExecutionResult;
}

describe('what the schema withholds is withheld on both transports', () => {
  it('by HTTP, from nobody in particular and not from whoever signed in', async () => {
    const refused = await ask('{ case(id: "c1") { id note } }');
    expect(refused.data).toEqual({ case: { id: 'c1', note: null } });
    expect(refused.errors?.map(({ path, extensions }) => [path, extensions?.code])).toEqual([
      [['case', 'note'], 'UNAUTHENTICATED'],
    ]);
    const seen = await ask('{ case(id: "c1") { note } }', await graph.issuer.sign({ sub: 'me' }));
    expect(seen).toEqual({ data: { case: { note: 'first' } } });
  });

  it('by the scopes of the token, whole where a field is never null', async () => {
    const query = '{ case(id: "c1") { state } }';
    const refused = await ask(query, await graph.issuer.sign({ sub: 'me', scope: 'other' }));
    expect(refused.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    const seen = await ask(query, await graph.issuer.sign({ sub: 'me', scope: 'state' }));
    expect(seen).toEqual({ data: { case: { state: 'OPEN' } } });
  });

  it('by WebSocket, in each event', async () => {
    const head = graph.log.head();
    graph.log.append('c1');
    await using socket = openSocket(gateway.url);
    const query = 'subscription ($a: String) { caseOpened(after: $a) { case { id note } } }';
    const { data, errors } = await socket.subscribe(query, { a: head }).next();
    expect(data).toEqual({ caseOpened: { case: { id: 'c1', note: null } } });
    expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });
});
