import { growSchema } from '../city/composed-schema.ts';
import { firstNotice } from '../city/first-notice.ts';
import { issueEvery } from '../city/issue-every.ts';
import type { LiveCity } from '../city/live-city.ts';
import { openScribe } from '../city/scribe.ts';
import { clientsOf } from '../swarm/clients-of.ts';
import type { SwarmReport } from '../swarm/orders.ts';
import { startSwarm } from '../swarm/swarm.ts';
import { NEW_ASSIGNMENTS } from './audience.ts';

const EVENTS_EACH = 5;

export interface ReloadOptions {
  clients: number;
  reloads: number;
  eventsPerSecond: number;
  processes: number;
}

/** The schema changes again and again while events flow to live subscriptions. */
export async function runReload(city: LiveCity, options: ReloadOptions): Promise<SwarmReport> {
  await using swarm = startSwarm(options.processes);
  const start = await firstNotice(city);
  using scribe = await openScribe(city, start);
  const orders = await clientsOf(city, options.clients, start.cursor);
  await swarm.connect(city.url, NEW_ASSIGNMENTS, orders);
  await using flow = issueEvery(city.source, 1_000 / options.eventsPerSecond);
  for (let reload = 1; reload <= options.reloads; reload += 1) {
    await growSchema(city, `later${reload}`);
    // However quick it was, some come by each schema.
    for (let event = 0; event < EVENTS_EACH; event += 1) await city.source.issue();
  }
  await flow.stop();
  await city.source.issue();
  const log = await scribe.cursors();
  await swarm.until(log.at(-1) ?? '');
  return await swarm.report(log);
}
