import { Client } from 'pg';

export interface WatchedConnection {
  client: Client;
  /** Resolves when the connection is over, whoever ended it. */
  ended: Promise<void>;
}

/** Connects to a database and tells when that ends. */
export async function watchConnection(url: string): Promise<WatchedConnection> {
  const client = new Client(url);
  client.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    client.once('end', resolve);
  });
  await client.connect();
  return { client, ended };
}
