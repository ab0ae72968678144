import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import {
  createDocumentStore,
  isRenewed,
} from '../../../../gateway/execution/document/prepare-document.ts';
import { uncounted } from '../../../../gateway/limits/count-work.ts';
import { createDocumentLimits } from '../../../../gateway/limits/document-limits.ts';
import type { Generation } from '../../../../gateway/supergraph/generation.ts';
import { limitsWith } from '../../support/test-settings.ts';

const generation = (hash = ''): Generation =>
  ({ hash, apiSchema: buildSchema('type Query { a: Query b: Int }') }) as unknown as Generation;

/** A store, and whether it gives the very document that it gave before. */
function storeOf(documentCache: { maximum: number; bytes: number }) {
  const limits = limitsWith({ documentCache, aliases: null });
  const prepare = createDocumentStore(createDocumentLimits(limits), limits.documentCache);
  const of = (source: string, by: Generation) => {
    const prepared = prepare(by, source, uncounted);
    if (!('document' in prepared)) throw new Error('expected a valid document');
    return prepared.document;
  };
  return of;
}

const AMPLE = 1024 * 1024 * 1024;

describe('documents that are kept', () => {
  it('are as many as the setting says, those used last', () => {
    const [of, by] = [storeOf({ maximum: 2, bytes: AMPLE }), generation()];
    const first = of('{ b }', by);
    const second = of('{ one: b }', by);
    expect(of('{ b }', by)).toBe(first);
    of('{ two: b }', by);
    expect(of('{ b }', by)).toBe(first);
    expect(of('{ one: b }', by)).not.toBe(second);
  });

  it('take no more memory than the setting says, however few they are', () => {
    const large = (name: string) => `{ ${name}: b # ${'·'.repeat(10_000)}\n }`;
    const [of, by] = [storeOf({ maximum: 500, bytes: 1_000_000 }), generation()];
    const first = of(large('one'), by);
    expect(of(large('one'), by)).toBe(first);
    of(large('two'), by);
    expect(of(large('one'), by)).not.toBe(first);
  });

  it('weigh what fragments spread out to, which is planned, and not their text alone', () => {
    const spreads = (depth: number) =>
      Array.from({ length: depth }, (_none, n) =>
        n === depth - 1
          ? `fragment F${n} on Query { b }`
          : `fragment F${n} on Query { x: a { ...F${n + 1} } y: a { ...F${n + 1} } }`,
      ).join('\n');
    const [of, by] = [storeOf({ maximum: 500, bytes: 1_000_000 }), generation()];
    const flat = `{ ...F0 }\n${spreads(3)}`;
    const deep = `{ ...F0 }\n${spreads(9)}`;
    expect(of(flat, by)).toBe(of(flat, by));
    expect(of(deep, by)).not.toBe(of(deep, by));
  });

  it('belong to one version of the schema', () => {
    const of = storeOf({ maximum: 2, bytes: AMPLE });
    const [one, other] = [generation(), generation()];
    expect(of('{ b }', one)).not.toBe(of('{ b }', other));
  });

  it('count as work once, and not where only the schema has changed', () => {
    const counted: string[] = [];
    const limits = limitsWith({ documentCache: { maximum: 2, bytes: AMPLE } });
    const prepare = createDocumentStore(createDocumentLimits(limits), limits.documentCache);
    const ask = (source: string, by: Generation) => {
      const prepared = prepare(by, source, (work) => {
        counted.push(source);
        return work();
      });
      return 'document' in prepared && isRenewed(prepared.document);
    };
    const [before, after] = [generation('before'), generation('after')];
    expect([ask('{ b }', before), ask('{ b }', before)]).toEqual([false, false]);
    expect(counted).toEqual(['{ b }']);
    expect([ask('{ b }', after), ask('{ new: b }', after)]).toEqual([true, false]);
    expect(counted).toEqual(['{ b }', '{ new: b }']);
    // what has to make room is work again
    ask('{ more: b }', after);
    ask('{ b }', after);
    expect(counted).toEqual(['{ b }', '{ new: b }', '{ more: b }', '{ b }']);
  });
});
