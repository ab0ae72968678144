import type { LoadFnOutput } from 'node:module';
import type { Fault } from './faults.ts';

/** A module of the starter as it is read, with the fault where it belongs. */
export function plant(fault: Fault, url: string, loaded: LoadFnOutput): LoadFnOutput {
  if (!new URL(url).pathname.endsWith(`/district-kit/starter/${fault.file}`)) return loaded;
  const source = fault.change.reduce((text, [from, to]) => {
    // A fault that is nowhere planted would be caught by nobody.
    if (text.split(from).length !== 2) throw new Error(`"${from}" does not stand there just once`);
    return text.replace(from, () => to);
  }, textOf(loaded.source));
  return { ...loaded, source };
}

function textOf(source: LoadFnOutput['source']): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source);
}
