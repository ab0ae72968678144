import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { errorOf, PortalError, type GatewayFault } from './portal-error.ts';

/** Asks the gateway once. @throws PortalError */
export type Ask = <Result, Variables>(
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
) => Promise<Result>;

interface AskDeps {
  /** Of GraphQL over HTTP. */
  url: string;
  /** Null while nobody is signed in. */
  token: () => string | null | Promise<string | null>;
  timeoutMs: number;
}

export function createAsk({ url, token, timeoutMs }: AskDeps): Ask {
  return async <Result, Variables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ) => {
    const bearer = await token();
    const body = await post(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
      },
      body: JSON.stringify({ query: print(document), variables }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { data, errors } = body as { data?: Result | null; errors?: GatewayFault[] };
    // A part that failed is null in the data and the rest is worth showing, but what was asked
    // for as such is not: an unknown code would look the same.
    const isWhole = errors?.some(({ path }) => (path?.length ?? 0) <= 1) !== true;
    if (data && isWhole) return data;
    throw errorOf(errors ?? []);
  };
}

async function post(url: string, request: RequestInit): Promise<unknown> {
  try {
    const response = await fetch(url, request);
    return await response.json();
  } catch (cause) {
    const fault = { message: `expected an answer from ${url}, got none` };
    throw Object.assign(new PortalError('offline', fault), { cause });
  }
}
