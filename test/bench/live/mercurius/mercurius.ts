import mercuriusGateway, { type MercuriusGatewayOptions } from '@mercuriusjs/gateway';
import Fastify from 'fastify';
import { EVENTS_SDL, JOINED_SUBGRAPHS } from '../graph.ts';

/** Mercurius as its documentation says; it composes by itself, from the subgraphs' own texts. */
const { port, subgraphUrls } = JSON.parse(process.env.BENCH_SETTINGS ?? '{}') as {
  port: number;
  subgraphUrls: Record<string, string>;
};
const sdls: Record<string, { sdl: string }> = { ...JOINED_SUBGRAPHS, events: { sdl: EVENTS_SDL } };
const options: MercuriusGatewayOptions = {
  gateway: {
    services: Object.entries(subgraphUrls).map(([name, url]) => ({
      name,
      url,
      schema: sdls[name]?.sdl ?? '',
      wsUrl: url.replace(/^http/, 'ws'),
      wsConnectionParams: { protocols: ['graphql-transport-ws'], reconnect: true },
    })),
  },
};
const app = Fastify();
await app.register(mercuriusGateway, { ...options, subscription: true });
await app.listen({ port, host: '127.0.0.1' });
