import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readCompositionConfig } from '../../../gateway/supergraph/composition-config.ts';

async function read(text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'composition-config-'));
  const path = join(folder, 'supergraph.yaml');
  await writeFile(path, text);
  try {
    return { folder, entries: await readCompositionConfig(path) };
  } catch (error) {
    return { folder, message: (error as Error).message };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const entry = (schema: string, url = 'http://127.0.0.1:4001/graphql') =>
  `subgraphs: { mayor: { routing_url: '${url}', schema: ${schema} } }`;

describe('supergraph.yaml', () => {
  it('names files from where it lies, and how often a subgraph is asked', async () => {
    const { entries, folder } = await read(`
subgraphs:
  mayor:
    routing_url: http://127.0.0.1:4001/graphql
    schema: { file: schema/mayor.graphql }
  north_1:
    routing_url: https://north.example/graphql
    schema: { poll: true, interval_seconds: 30 }
  south:
    routing_url: https://south.example/graphql
    schema: { poll: true }
`);
    expect(entries?.map(({ name, origin }) => [name, origin])).toEqual([
      ['mayor', { kind: 'file', path: join(folder, 'schema/mayor.graphql') }],
      ['north_1', { kind: 'poll', everyMs: 30_000 }],
      ['south', { kind: 'poll', everyMs: 10_000 }],
    ]);
  });

  it.each([
    ['an unknown key', `${entry('{ poll: true }')}\nport: 1`, 'the file: .*"port"'],
    ['an unknown key within', entry('{ poll: true, fiel: a }'), 'subgraphs.mayor.schema: .*"fiel"'],
    ['both origins', entry('{ poll: true, file: a }'), 'subgraphs.mayor.schema: expected either'],
    ['no origin', entry('{}'), 'subgraphs.mayor.schema: expected either'],
    ['another scheme', entry('{ poll: true }', 'ftp://a'), 'subgraphs.mayor.routing_url: expected'],
    ['a name that is a path', "subgraphs: { '../a': {} }", 'subgraphs.../a: '],
    ['nothing', 'subgraphs: {}', 'subgraphs: expected at least one subgraph'],
    ['an empty file', '', 'the file: '],
    ['no YAML', 'subgraphs: [', 'supergraph.yaml: .*line 1'],
    ['a name twice', 'subgraphs:\n  a: {}\n  a: {}', 'keys must be unique'],
  ])('is refused with file, place and reason for %s', async (_what, text, reason) => {
    const { message, folder } = await read(text);
    expect(message).toMatch(new RegExp(reason));
    expect(message).toContain(join(folder, 'supergraph.yaml'));
  });
});
