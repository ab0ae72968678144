import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { FormattedExecutionResult } from 'graphql';
import { stringify } from 'yaml';
import { createGateway } from '../../../gateway/gateway.ts';
import { readStandaloneConfig } from '../../../gateway/standalone/config.ts';
import type { SupergraphStatus } from '../../../gateway/supergraph/supergraph-feed.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import { replaceFile } from './replace-file.ts';

export interface Entry {
  url: string;
  /** The SDL in a file; without it the subgraph is asked. */
  sdl?: string;
}

type Readiness = SupergraphStatus & { status: string; schema: string };

export interface ComposedGateway extends AsyncDisposable {
  url: string;
  folder: string;
  query: (
    query: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ) => Promise<FormattedExecutionResult<Record<string, unknown>>>;
  /** Rewrites supergraph.yaml, and the SDL files of the entries that have one. */
  write: (entries: Record<string, Entry>) => Promise<void>;
  ready: () => Promise<Readiness>;
  /** Resolves once the readiness is as wanted. */
  until: (isSo: (readiness: Readiness) => boolean) => Promise<Readiness>;
}

const LOOK_EVERY_MS = 5;
/** Longer than a test may take, in which requests are held back while much is composed. */
const ONLY_WHAT_HANGS_MS = '600000';

/** A gateway that composes by supergraph.yaml, as `npm run gateway` would start it. */
export async function startComposed(
  entries: Record<string, Entry>,
  options: { folder?: string; lastGood?: string } = {},
): Promise<ComposedGateway> {
  await using resources = new AsyncDisposableStack();
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'composed-test-')));
  if (options.folder === undefined)
    resources.defer(() => rm(folder, { recursive: true, force: true }));
  const write = (wanted: Record<string, Entry>): Promise<void> => writeEntries(folder, wanted);
  await write(entries);
  const config = readStandaloneConfig(
    {
      config: join(folder, 'supergraph.yaml'),
      port: '0',
      logLevel: 'silent',
      forwardHeaders: [],
      ...(options.lastGood !== undefined && { lastGood: options.lastGood }),
    },
    { SUBGRAPH_BREAKER: 'off', SUBGRAPH_TIMEOUT_MS: ONLY_WHAT_HANGS_MS },
  );
  const gateway = resources.use(
    await createGateway({ config, log: createLog('gateway', 'silent') }),
  );
  const ready = async (): Promise<Readiness> => {
    const response = await fetch(`${gateway.url}/health/ready`);
    if (response.status !== 200) throw new Error(`ready: ${String(response.status)}`);
    return (await response.json()) as Readiness;
  };
  const held = resources.move();
  return {
    url: gateway.url,
    folder,
    write,
    ready,
    query: async (query, variables = {}, headers = {}) => {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as FormattedExecutionResult<Record<string, unknown>>;
    },
    until: async (isSo) => {
      for (;;) {
        const readiness = await ready();
        if (isSo(readiness)) return readiness;
        await after(LOOK_EVERY_MS);
      }
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

async function writeEntries(folder: string, entries: Record<string, Entry>): Promise<void> {
  const subgraphs: Record<string, object> = {};
  for (const [name, { url, sdl }] of Object.entries(entries)) {
    if (sdl !== undefined) await replaceFile(join(folder, `${name}.graphql`), sdl);
    subgraphs[name] = {
      routing_url: url,
      schema:
        sdl === undefined ? { poll: true, interval_seconds: 0.05 } : { file: `${name}.graphql` },
    };
  }
  await replaceFile(join(folder, 'supergraph.yaml'), stringify({ subgraphs }));
}
