import type { Server } from 'node:http';
import type { Connections } from '../subscriptions/delivery/connections.ts';
import type { DeliveryConfig } from '../subscriptions/delivery/delivery-settings.ts';
import type { RequestsInFlight } from './requests-in-flight.ts';

interface StopDeps {
  httpServer: Server;
  connections: Connections;
  requests: RequestsInFlight;
  delivery: Pick<DeliveryConfig, 'drainMs' | 'stopMs'>;
}

/**
 * Lets nobody in, sends live connections away one by one and finishes the requests under way;
 * what is left when the time is over is cut.
 */
export async function stopServing(deps: StopDeps): Promise<void> {
  const { httpServer, connections, requests, delivery } = deps;
  const closed = new Promise((resolve) => httpServer.close(resolve));
  const late = setTimeout(() => {
    connections.cut();
    httpServer.closeAllConnections();
  }, delivery.stopMs);
  await Promise.all([connections.drain(delivery.drainMs), requests.drain()]);
  // those that are open and ask for nothing
  httpServer.closeAllConnections();
  await closed;
  clearTimeout(late);
}
