import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const LOOPBACK = '127.0.0.1';
/**
 * Longer than load balancers keep an idle connection, mostly a minute: where the server is the one
 * to close it, a request may be under way at that moment and is lost, a mutation for good.
 */
const IDLE_CONNECTION_MS = 75_000;
/** All clients come back at once when a gateway does; what is over this waits for seconds or is reset. */
const MAX_WAITING_CONNECTIONS = 4_096;

/**
 * Starts listening; idle connections stay open for 75 s.
 * @param port 0 lets the system choose
 * @param host address to listen on; only this machine by default
 * @returns base URL such as http://127.0.0.1:4001, without a slash at the end
 * @throws the socket's error, such as EADDRINUSE
 */
export async function listen(server: Server, port: number, host = LOOPBACK): Promise<string> {
  server.keepAliveTimeout = IDLE_CONNECTION_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, MAX_WAITING_CONNECTIONS, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port: actual } = server.address() as AddressInfo;
  return `http://127.0.0.1:${actual}`;
}
