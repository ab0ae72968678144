import { registerHooks } from 'node:module';
import { FAULTS } from './faults.ts';
import { plant } from './plant.ts';

/** Loaded before the starter, with the fault's name in its own address: the starter itself is not touched. */
const name = new URL(import.meta.url).searchParams.get('fault') ?? '';
const fault = FAULTS[name];
if (!fault) throw new Error(`expected one of ${Object.keys(FAULTS).join(', ')}, got "${name}"`);

registerHooks({
  load: (url, context, nextLoad) => plant(fault, url, nextLoad(url, context)),
});
