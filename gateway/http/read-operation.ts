import type { Request } from 'express';
import { isData } from '../execution/merge.ts';
import type { GivenDocument } from '../limits/document-text.ts';

export interface ReadOperation {
  given: GivenDocument;
  operationName: string | null;
  variables: unknown;
}

/**
 * What a request asks, as far as limits need it; its form is checked by Apollo Server.
 * @returns null where the form is so wrong that there is nothing to look at
 */
export function readOperation(request: Request): ReadOperation | null {
  if (request.method === 'POST') return isData(request.body) ? toOperation(request.body) : null;
  if (request.method !== 'GET') return null;
  const parameters = new URL(request.originalUrl, 'http://gateway').searchParams;
  const [variables, extensions] = ['variables', 'extensions'].map((name) =>
    parseJson(parameters.get(name)),
  );
  return toOperation({ ...Object.fromEntries(parameters), variables, extensions });
}

/** What the JSON of a POST asks. */
export function toOperation(asked: Record<string, unknown>): ReadOperation {
  const { query, documentId, extensions, operationName, variables } = asked;
  return {
    given: { query, documentId, extensions },
    operationName: typeof operationName === 'string' ? operationName : null,
    variables,
  };
}

function parseJson(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
