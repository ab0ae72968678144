import { registerHooks, type LoadFnOutput } from 'node:module';
import { FAULTS } from './faults.ts';

/** Loaded before the starter, with the fault's name in its own address: the starter itself is not touched. */
const name = new URL(import.meta.url).searchParams.get('fault') ?? '';
const fault = FAULTS[name];
if (!fault) throw new Error(`expected one of ${Object.keys(FAULTS).join(', ')}, got "${name}"`);

registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    if (!url.endsWith(`/district-kit/starter/${fault.file}`)) return loaded;
    return { ...loaded, source: plant(textOf(loaded.source)) };
  },
});

function plant(source: string): string {
  return fault!.change.reduce((text, [from, to]) => {
    // A fault that is nowhere planted would be caught by nobody.
    if (text.split(from).length !== 2) throw new Error(`"${from}" does not stand there just once`);
    return text.replace(from, () => to);
  }, source);
}

function textOf(source: LoadFnOutput['source']): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source);
}
