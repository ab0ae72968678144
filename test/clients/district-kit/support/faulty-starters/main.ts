import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { createLog } from '../../../../../subgraphs/kit/process/log.ts';
import { FAULTS } from '../faults.ts';
import { plant } from '../plant.ts';
import type { FleetOrder, FleetUrls, StarterModule } from './faulty-starters.ts';

/**
 * Many starters in one process, each of modules of its own: the fault's name is in the address of
 * each module, and goes on to those that it imports.
 */
const STARTER = '/district-kit/starter/';
const faultOf = (url: string | undefined): string | null =>
  url?.includes(STARTER) ? new URL(url).searchParams.get('fault') : null;

registerHooks({
  resolve: (specifier, context, nextResolve) => {
    const resolved = nextResolve(specifier, context);
    const name = faultOf(context.parentURL);
    if (name === null || !resolved.url.includes(STARTER)) return resolved;
    return { ...resolved, url: `${resolved.url}?fault=${encodeURIComponent(name)}` };
  },
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    const fault = FAULTS[faultOf(url) ?? ''];
    return fault ? plant(fault, url, loaded) : loaded;
  },
});

async function start({ names, folder, settings }: FleetOrder): Promise<FleetUrls> {
  const log = createLog('district', 'fatal');
  const urls: FleetUrls = {};
  for (const [place, name] of names.entries()) {
    const address = `../../../../../clients${STARTER}starter.ts?fault=${encodeURIComponent(name)}`;
    const { createStarter } = (await import(address)) as StarterModule;
    const dataFile = join(folder, `${String(place)}.jsonl`);
    const { url } = await createStarter({ ...settings, dataFile, log, host: '127.0.0.1', port: 0 });
    urls[name] = `${url}/graphql`;
  }
  return urls;
}

process.on(
  'message',
  (order: FleetOrder) => void start(order).then((urls) => process.send?.(urls)),
);
process.on('disconnect', () => process.exit());
