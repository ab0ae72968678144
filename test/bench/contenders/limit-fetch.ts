import type { Pool } from 'undici';

export type Entities = Record<string, unknown>[];

/** @returns the `data` of a subgraph's answer */
export type Fetch = (
  query: string,
  representations: Record<string, Entities>,
  authorization: string,
) => Promise<Record<string, Entities>>;

export function createFetch(url: URL, PoolClass: typeof Pool): Fetch {
  const pool = new PoolClass(url.origin, { connections: 128 });
  return async (query, variables, authorization) => {
    const { body } = await pool.request({
      method: 'POST',
      path: url.pathname,
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query, variables }),
    });
    const { data } = (await body.json()) as { data: Record<string, Entities> };
    return data;
  };
}
