import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LimitsConfig } from '../../../gateway/limits/limit-settings.ts';
import { createPersistedQueries } from '../../../gateway/limits/persisted-queries.ts';
import { openSocket } from '../support/socket-client.ts';
import { startGraph } from '../support/start-graph.ts';
import { limitsWith } from '../support/test-settings.ts';

const TEXT = '{ whoAmI }';
const OTHER = '{ cases { id } }';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const byHash = (text: string) => ({
  persistedQuery: { version: 1, sha256Hash: sha256(text) },
});

async function codeOf(response: Response): Promise<unknown> {
  const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return errors?.[0]?.extensions.code ?? null;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trusted-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function trusting(
  mode: 'prefer' | 'strict',
  manifest: unknown,
): Promise<{ limits: LimitsConfig }> {
  const path = join(folder, `${mode}-${sha256(JSON.stringify(manifest))}.json`);
  await writeFile(path, JSON.stringify(manifest));
  return { limits: limitsWith({ trustedDocuments: { mode, path } }) };
}

describe('Apollo’s protocol for persisted queries', () => {
  it('asks for the text once, then takes the hash alone, by POST, GET and WebSocket', async () => {
    await using graph = await startGraph();
    const extensions = byHash(TEXT);
    const unknown = await graph.post({ extensions });
    expect(unknown.status).toBe(200);
    expect(await unknown.json()).toMatchObject({
      errors: [
        { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
      ],
    });
    expect(await codeOf(await graph.post({ query: TEXT, extensions }))).toBeNull();
    expect(await codeOf(await graph.post({ extensions }))).toBeNull();
    const search = new URLSearchParams({ extensions: JSON.stringify(extensions) }).toString();
    expect(await codeOf(await fetch(`${graph.url}/graphql?${search}`))).toBeNull();
    await using socket = openSocket(graph.url);
    expect((await socket.subscribe('', {}, extensions).next()).data).toHaveProperty('whoAmI');
  });

  it('keeps neither a text under another hash nor one that is not valid', async () => {
    await using graph = await startGraph();
    const wrong = await graph.post({ query: OTHER, extensions: byHash(TEXT) });
    expect([wrong.status, await codeOf(wrong)]).toEqual([400, 'BAD_REQUEST']);
    const extensions = byHash('{ nothing }');
    const invalid = await graph.post({ query: '{ nothing }', extensions });
    expect(await codeOf(invalid)).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await codeOf(await graph.post({ extensions }))).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  it('is told to stop where it is off', async () => {
    await using graph = await startGraph({ limits: limitsWith({ persistedQueries: null }) });
    const response = await graph.post({ extensions: byHash(TEXT) });
    expect(await codeOf(response)).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
  });

  it('forgets what was used least recently', () => {
    const queries = createPersistedQueries(2);
    for (const hash of ['a', 'b']) queries.keep(hash, `text ${hash}`);
    queries.find('a');
    queries.keep('c', 'text c');
    expect(['a', 'b', 'c'].map((hash) => queries.find(hash))).toEqual(['text a', null, 'text c']);
    queries.keep('d', 'x'.repeat(16 * 1024 * 1024));
    expect(['a', 'c'].map((hash) => queries.find(hash))).toEqual([null, null]);
  });
});

describe('trusted documents', () => {
  it('where strict, are all that is served, by id or as text', async () => {
    await using graph = await startGraph(await trusting('strict', { [sha256(TEXT)]: TEXT }));
    const documentId = `sha256:${sha256(TEXT)}`;
    expect(await codeOf(await graph.post({ documentId }))).toBeNull();
    expect(await codeOf(await graph.post({ query: TEXT }))).toBeNull();
    expect(await codeOf(await graph.post({ extensions: byHash(TEXT) }))).toBeNull();
    const other = await graph.post({ query: OTHER });
    expect([other.status, await codeOf(other)]).toEqual([400, 'PERSISTED_QUERY_REQUIRED']);
    const registered = await graph.post({ query: OTHER, extensions: byHash(OTHER) });
    expect(await codeOf(registered)).toBe('PERSISTED_QUERY_REQUIRED');
    await using socket = openSocket(graph.url);
    await expect(socket.subscribe(OTHER).next()).rejects.toMatchObject([
      { extensions: { code: 'PERSISTED_QUERY_REQUIRED' } },
    ]);
    expect(graph.subgraphs.casework.requests).toHaveLength(3);
  });

  it('where preferred, are served beside any other text, by the id of Apollo’s manifest', async () => {
    const manifest = {
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [{ id: 'who', name: 'Who', type: 'query', body: TEXT }],
    };
    await using graph = await startGraph(await trusting('prefer', manifest));
    expect(await codeOf(await graph.post({ documentId: 'who' }))).toBeNull();
    expect(await codeOf(await graph.post({ query: OTHER }))).toBeNull();
    expect(await codeOf(await graph.post({ documentId: 'nobody' }))).toBe(
      'PERSISTED_QUERY_NOT_FOUND',
    );
  });

  it('that cannot be read keep the gateway from starting', async () => {
    await expect(startGraph(await trusting('strict', ['no manifest']))).rejects.toThrow('manifest');
  });
});
