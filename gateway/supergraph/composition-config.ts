import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** Where the SDL of a subgraph comes from. */
type SdlOrigin = { kind: 'file'; path: string } | { kind: 'poll'; everyMs: number };

/** One subgraph of supergraph.yaml. */
export interface SubgraphEntry {
  name: string;
  url: string;
  origin: SdlOrigin;
}

const DEFAULT_POLL_SECONDS = 10;

const subgraphName = z
  .string()
  .regex(/^[A-Za-z]\w*$/, 'expected a name of letters, digits and _, starting with a letter');

const fileOrigin = z.strictObject({ file: z.string().min(1) });
const pollOrigin = z.strictObject({
  poll: z.literal(true),
  interval_seconds: z.number().min(0.05).max(86_400).default(DEFAULT_POLL_SECONDS),
});

const configShape = z.strictObject({
  subgraphs: z
    .record(
      subgraphName,
      z.strictObject({
        routing_url: z.url({ protocol: /^https?$/, error: 'expected an http or https URL' }),
        schema: z.union([fileOrigin, pollOrigin], {
          error: 'expected either `file: path` or `poll: true` with or without `interval_seconds`',
        }),
      }),
    )
    .refine((subgraphs) => Object.keys(subgraphs).length > 0, 'expected at least one subgraph'),
});

/** Reads and checks supergraph.yaml; its paths are relative to it.
 * @throws Error with one line for each fault: file, place in it, and what was expected
 */
export async function readCompositionConfig(path: string): Promise<SubgraphEntry[]> {
  const parsed = configShape.safeParse(parseYaml(path, await readFile(path, 'utf8')));
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      ({ path: place, message }) => `${path}: ${place.join('.') || 'the file'}: ${message}`,
    );
    throw new Error(lines.join('\n'));
  }
  return Object.entries(parsed.data.subgraphs).map(([name, { routing_url: url, schema }]) => ({
    name,
    url,
    origin:
      'file' in schema
        ? { kind: 'file', path: resolve(dirname(path), schema.file) }
        : { kind: 'poll', everyMs: schema.interval_seconds * 1_000 },
  }));
}

function parseYaml(path: string, text: string): unknown {
  try {
    return parse(text, { prettyErrors: true });
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`, { cause: error });
  }
}
