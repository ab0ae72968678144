import { describe, expect, it } from '@jest/globals';
import { createGenerationSources } from '../../../gateway/supergraph/generation-sources.ts';
import { createSubgraphPools } from '../../../gateway/supergraph/subgraph-pools.ts';

const SAME = { name: 'same', url: 'http://same.invalid' };
const OLD = { name: 'moved', url: 'http://old.invalid' };
const NEW = { name: 'moved', url: 'http://new.invalid' };

function createPools() {
  const open: string[] = [];
  const pools = createSubgraphPools(
    ({ url }) => {
      open.push(url);
      return {
        fetch: () => Promise.resolve({ data: null, errors: [] }),
        [Symbol.asyncDispose]: () => {
          open.splice(open.indexOf(url), 1);
          return Promise.resolve();
        },
      };
    },
    () => undefined,
  );
  return { pools, open };
}

describe('the connections of a generation', () => {
  it('are shared with the next one where the address is the same, and closed where it is not', () => {
    const { pools, open } = createPools();
    const before = createGenerationSources(pools, [SAME, OLD]);
    const heldBefore = before.hold();
    const after = createGenerationSources(pools, [SAME, NEW]);
    using _heldAfter = after.hold();
    expect(before.sourceOf('same')).toBe(after.sourceOf('same'));
    expect(open).toEqual([SAME.url, OLD.url, NEW.url]);
    heldBefore[Symbol.dispose]();
    expect(open).toEqual([SAME.url, NEW.url]);
  });

  it('stay open until the last holder lets go, however often one does', () => {
    const { pools, open } = createPools();
    const sources = createGenerationSources(pools, [OLD]);
    const first = sources.hold();
    const second = sources.hold();
    first[Symbol.dispose]();
    first[Symbol.dispose]();
    expect(open).toEqual([OLD.url]);
    second[Symbol.dispose]();
    expect(open).toEqual([]);
  });

  it('are opened again for an operation that was validated before a swap and starts after it', () => {
    const { pools, open } = createPools();
    const sources = createGenerationSources(pools, [OLD]);
    sources.hold()[Symbol.dispose]();
    expect(() => sources.sourceOf('moved')).toThrow('nobody held it');
    using _held = sources.hold();
    expect(sources.sourceOf('moved')).toBeDefined();
    expect(open).toEqual([OLD.url]);
  });
});
