import { appendFile, readFile } from 'node:fs/promises';
import { setTimeout as after } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { replaceFile } from '../support/replace-file.ts';
import { startGraph, type TestGraph } from '../support/start-graph.ts';

interface Readiness {
  status: string;
  schema: string;
  fault: { code: string; message: string } | null;
}

async function until(
  graph: TestGraph,
  isSo: (readiness: Readiness) => boolean,
): Promise<Readiness> {
  for (;;) {
    const response = await fetch(`${graph.url}/health/ready`);
    const readiness = (await response.json()) as Readiness;
    expect(response.status).toBe(200);
    if (isSo(readiness)) return readiness;
    await after(5);
  }
}

describe('the file of a composed supergraph', () => {
  it('is served anew when it changes, and a bad one leaves what is served', async () => {
    await using graph = await startGraph();
    const { path } = graph.config.supergraph;
    const good = await readFile(path, 'utf8');
    const first = await until(graph, ({ status }) => status === 'ready');

    await appendFile(path, 'type Half {');
    const broken = await until(graph, ({ status }) => status === 'degraded');
    expect(broken).toMatchObject({ schema: first.schema, fault: { code: 'SUPERGRAPH_INVALID' } });
    expect(await graph.query('{ districts { name } }')).not.toHaveProperty('errors');

    await replaceFile(path, good.replaceAll(/ phone: String/g, ' telephone: String'));
    const changed = await until(graph, ({ status }) => status === 'ready');
    expect(changed.schema).not.toBe(first.schema);
    const answer = await graph.query('{ __type(name: "Department") { fields { name } } }');
    expect(JSON.stringify(answer)).toContain('telephone');
  });

  it('that names a subgraph without an address is refused, to start with or later', async () => {
    await using graph = await startGraph();
    const { path } = graph.config.supergraph;
    const text = await readFile(path, 'utf8');
    await replaceFile(path, text.replaceAll('name: "units"', 'name: "offices"'));
    const { fault } = await until(graph, (now) => now.fault !== null);
    expect(fault?.message).toContain('none of offices');
  });
});
