import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { CityError, cityErrorOf, type WireError } from './city-error.ts';
import type { ServerClock } from './server-clock.ts';
import type { TokenSource } from './token-source.ts';

/** An answer whose errors left some of it standing. */
export interface PartialAnswer<Result> {
  data: Result;
  /** What is null for a reason, such as a district's system that does not answer. */
  errors: readonly WireError[];
}

/** Asks one question. @throws CityError where there is no data at all */
export type AskCity = <Result, Variables>(
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
) => Promise<PartialAnswer<Result>>;

interface AskDeps {
  url: string;
  token: TokenSource;
  clock: ServerClock;
  timeoutMs: number;
}

/** One POST for each question; a token that is refused is asked for once more. */
export function createAskCity({ url, token, clock, timeoutMs }: AskDeps): AskCity {
  async function post<Result>(body: string, bearer: string): Promise<PartialAnswer<Result>> {
    const sentAt = Date.now();
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        authorization: `Bearer ${bearer}`,
      },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((error: unknown) => {
      throw new CityError('the gateway does not answer', 'NO_ANSWER', { cause: error });
    });
    clock.learn(response.headers.get('date'), sentAt, Date.now());
    return readAnswer<Result>(response);
  }
  return async <Result, Variables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ) => {
    const body = JSON.stringify({ query: print(document), variables });
    try {
      return await post<Result>(body, await token({ isRefused: false, isEnding: false }));
    } catch (error) {
      if (!(error instanceof CityError) || error.code !== 'UNAUTHENTICATED') throw error;
      return post<Result>(body, await token({ isRefused: true, isEnding: false }));
    }
  };
}

async function readAnswer<Result>(response: Response): Promise<PartialAnswer<Result>> {
  const answer = (await response.json().catch(() => ({}))) as {
    data?: Result | null;
    errors?: WireError[];
  };
  if (answer.data) return { data: answer.data, errors: answer.errors ?? [] };
  if (answer.errors) throw cityErrorOf(answer.errors);
  throw new CityError(`expected GraphQL, got status ${response.status}`, 'NO_ANSWER');
}
