import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stringify } from 'yaml';
import { readSubgraphSdl, SUBGRAPH_NAMES } from '../../../schema/sdl.ts';
import type { LiveCity } from './live-city.ts';

const CONFIG = 'supergraph.yaml';
const LOOK_EVERY_MS = 20;

/** Variables by which the gateway composes the city's graph itself, from files that may change. */
export function composedFrom(
  urls: Record<string, string>,
  dataDir: string,
): Record<string, string> {
  const subgraphs: Record<string, object> = {};
  for (const name of SUBGRAPH_NAMES) {
    replace(join(dataDir, `${name}.graphql`), readSubgraphSdl(name));
    subgraphs[name] = { routing_url: urls[name], schema: { file: `${name}.graphql` } };
  }
  replace(join(dataDir, CONFIG), stringify({ subgraphs }));
  return { SUPERGRAPH_CONFIG: join(dataDir, CONFIG) };
}

/** Casework gets a field that it had not; resolves once the gateway serves by it. */
export async function growSchema(city: LiveCity, field: string): Promise<void> {
  const before = await schemaOf(city);
  const sdl = `${readSubgraphSdl('casework')}\nextend type Case { ${field}: String }\n`;
  replace(join(city.dataDir, 'casework.graphql'), sdl);
  while ((await schemaOf(city)) === before) await delay(LOOK_EVERY_MS);
}

async function schemaOf(city: LiveCity): Promise<string> {
  const response = await fetch(new URL('/health/ready', city.url));
  const { schema, quarantined } = (await response.json()) as {
    schema: string;
    quarantined: readonly unknown[];
  };
  if (quarantined.length > 0) throw new Error(`not composed: ${JSON.stringify(quarantined)}`);
  return schema;
}

function replace(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
