/** What the run tells a gateway process by environment. */
export interface ContenderSettings {
  port: number;
  supergraphPath: string;
  /** Name of the subgraph → its GraphQL endpoint. */
  subgraphUrls: Record<string, string>;
}

export function readContenderSettings(): ContenderSettings {
  const { BENCH_SETTINGS } = process.env;
  if (BENCH_SETTINGS === undefined) throw new Error('BENCH_SETTINGS: expected JSON, but got none');
  return JSON.parse(BENCH_SETTINGS) as ContenderSettings;
}
