import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { GraphQLError } from 'graphql';
import { sha256Of } from './persisted-queries.ts';

/** `prefer`: by id or as text; `strict`: nothing but what the manifest has. */
export type TrustedDocumentsMode = 'off' | 'prefer' | 'strict';

/** Id → text. An id is the SHA-256 of the text in hexadecimal unless the manifest says otherwise. */
export type TrustedDocuments = ReadonlyMap<string, string>;

const manifest = z.union([
  // what @apollo/generate-persisted-query-manifest writes
  z
    .object({
      format: z.literal('apollo-persisted-query-manifest'),
      operations: z.array(z.object({ id: z.string(), body: z.string() })),
    })
    .transform(({ operations }) => operations.map(({ id, body }) => [id, body] as const)),
  // what GraphQL Code Generator and Relay write
  z.record(z.string(), z.string()).transform((texts) => Object.entries(texts)),
]);

/** @throws Error that says what is wrong with the file */
export async function loadTrustedDocuments(path: string): Promise<TrustedDocuments> {
  const parsed = manifest.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!parsed.success)
    throw new Error(`${path}: expected a manifest of documents by id, as JSON: id → text`);
  const documents = new Map<string, string>();
  for (const [id, text] of parsed.data) {
    documents.set(id, text);
    // a text is known whatever its tool calls it
    documents.set(sha256Of(text), text);
  }
  return documents;
}

export function persistedQueryRequired(): GraphQLError {
  return new GraphQLError('Expected the id of a trusted document, but got another text.', {
    extensions: { code: 'PERSISTED_QUERY_REQUIRED', http: { status: 400 } },
  });
}
