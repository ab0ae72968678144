import type { Composed, CompositionFault, Fault, SubgraphSdl } from './composed.ts';

/** One subgraph as it is wanted, and as it last stood in a composition that was served. */
export interface Wish {
  name: string;
  url: string;
  /** Null: it is to be absent. */
  wanted: string | null;
  /** Null: it has never been part. */
  lastGood: string | null;
}

export interface Choice {
  supergraphSdl: string;
  parts: readonly SubgraphSdl[];
  /** The changes that had to wait, with what happens where they are made. */
  heldBack: ReadonlyMap<string, Fault>;
}

interface Trial {
  heldBack: ReadonlySet<string>;
  parts: SubgraphSdl[];
  composed: Composed;
}

type Compose = (subgraphs: readonly SubgraphSdl[]) => Promise<Composed>;

/** Beyond it the search would compose for minutes. */
const MAX_SINGLE_TRIALS = 32;
const MAX_CHANGES_TO_PAIR = 6;

/**
 * Makes as many of the wished changes as compose together: all; or all but one, then but two, of
 * which those named in the faults are suspected first and among these the newest; or else, where
 * something is served already, the changes one by one on top of it.
 * @param wishes newest change first
 * @returns the faults of making every change where nothing can be served
 */
export async function chooseComposition(
  wishes: readonly Wish[],
  compose: Compose,
): Promise<Choice | { faults: CompositionFault[] }> {
  const changed = wishes.filter(({ wanted, lastGood }) => wanted !== lastGood);
  const tried = new Map<string, Trial>();
  const attempt = async (held: readonly string[]): Promise<Trial> => {
    const key = JSON.stringify([...held].sort());
    const known = tried.get(key);
    if (known) return known;
    const heldBack = new Set(held);
    const parts = partsOf(wishes, heldBack);
    const trial = { heldBack, parts, composed: await composeParts(parts, compose) };
    tried.set(key, trial);
    return trial;
  };

  const whole = await attempt([]);
  if (!('faults' in whole.composed)) return succeed(whole, []);
  const { faults } = whole.composed;
  const suspects = bySuspicion(changed, faults);
  for (const held of candidates(suspects)) {
    const trial = await attempt(held);
    if (!('faults' in trial.composed)) return succeed(trial, await reasons(held, attempt));
  }
  const isServing = wishes.some(({ lastGood }) => lastGood !== null);
  if (!isServing) return { faults };
  const kept = await addOneByOne(suspects.toReversed(), attempt);
  const trial = await attempt(kept);
  return 'faults' in trial.composed ? { faults } : succeed(trial, await reasons(kept, attempt));
}

function partsOf(wishes: readonly Wish[], heldBack: ReadonlySet<string>): SubgraphSdl[] {
  return wishes
    .flatMap(({ name, url, wanted, lastGood }) => {
      const sdl = heldBack.has(name) ? lastGood : wanted;
      return sdl === null ? [] : [{ name, url, sdl }];
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

async function composeParts(parts: readonly SubgraphSdl[], compose: Compose): Promise<Composed> {
  if (parts.length > 0) return compose(parts);
  const message = 'Expected at least one subgraph, but none is left.';
  return { faults: [{ code: 'NO_SUBGRAPH', message, subgraphs: [] }] };
}

function bySuspicion(changed: readonly Wish[], faults: readonly CompositionFault[]): string[] {
  const named = new Set(faults.flatMap(({ subgraphs }) => subgraphs));
  const names = changed.map(({ name }) => name);
  return [...names.filter((name) => named.has(name)), ...names.filter((name) => !named.has(name))];
}

function* candidates(suspects: readonly string[]): Generator<string[]> {
  for (const name of suspects.slice(0, MAX_SINGLE_TRIALS)) yield [name];
  if (suspects.length > MAX_CHANGES_TO_PAIR) return;
  for (const [index, one] of suspects.entries())
    for (const other of suspects.slice(index + 1)) yield [one, other];
}

/** Goes round until nothing more can be added, since one change may need another. */
async function addOneByOne(
  suspects: readonly string[],
  attempt: (held: readonly string[]) => Promise<Trial>,
): Promise<string[]> {
  let held = [...suspects];
  let heldBefore = 0;
  while (held.length !== heldBefore) {
    heldBefore = held.length;
    for (const name of [...held]) {
      const without = held.filter((other) => other !== name);
      if (!('faults' in (await attempt(without)).composed)) held = without;
    }
  }
  return held;
}

async function reasons(
  held: readonly string[],
  attempt: (held: readonly string[]) => Promise<Trial>,
): Promise<[string, Fault][]> {
  const entries: [string, Fault][] = [];
  for (const name of held) {
    const { composed } = await attempt(held.filter((other) => other !== name));
    const faults = 'faults' in composed ? composed.faults : [];
    const fault = faults.find(({ subgraphs }) => subgraphs.includes(name)) ?? faults[0];
    const { code, message } = fault ?? { code: 'COMPOSITION_FAILED', message: 'unknown' };
    entries.push([name, { code, message }]);
  }
  return entries;
}

function succeed({ composed, parts }: Trial, heldBack: [string, Fault][]): Choice {
  if ('faults' in composed) throw new Error('a failed composition was chosen');
  return { supergraphSdl: composed.supergraphSdl, parts, heldBack: new Map(heldBack) };
}
