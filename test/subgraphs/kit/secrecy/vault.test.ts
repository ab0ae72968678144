import { describe, expect, it } from '@jest/globals';
import { keyRingSetting } from '../../../../subgraphs/kit/secrecy/key-ring.ts';
import { createVault } from '../../../../subgraphs/kit/secrecy/vault.ts';
import { createTestKeys } from '../mailbox/test-keys.ts';

const NAME = '王小明';
const KEY = Buffer.alloc(32, 7).toString('base64url');

describe('what is sealed (R96)', () => {
  it('shows nothing of the text, not even that two are equal, and opens again', () => {
    const vault = createVault(createTestKeys('one'));
    const sealed = vault.seal(NAME, 'name:1');
    expect(sealed).toMatch(/^sealed:one:[\w-]+$/);
    expect(vault.seal(NAME, 'name:1')).not.toBe(sealed);
    expect(vault.open(sealed, 'name:1')).toBe(NAME);
    expect(vault.open(vault.seal('', 'name:1'), 'name:1')).toBe('');
  });

  it('opens at its own place alone, and not where a bit of it was changed', () => {
    const vault = createVault(createTestKeys('one'));
    const sealed = vault.seal(NAME, 'name:1');
    expect(() => vault.open(sealed, 'name:2')).toThrow();
    const bytes = Buffer.from(sealed.split(':')[2] ?? '', 'base64url');
    for (const at of [0, 12, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => vault.open(`sealed:one:${changed.toString('base64url')}`, 'name:1')).toThrow();
    }
  });

  it('is alike for equal texts of one place and key where it has to be, and for nothing else', () => {
    const ring = createTestKeys('one', 'two');
    const [one, two] = ['one', 'two'].map((current) => createVault({ ...ring, current }));
    const sealed = one!.sealAlike(NAME, 'reply.content');
    expect(one!.sealAlike(NAME, 'reply.content')).toBe(sealed);
    expect(one!.open(sealed, 'reply.content')).toBe(NAME);
    expect(() => one!.open(sealed, 'rating.comment')).toThrow();
    const nonceOf = (text: string): string => text.split(':')[2]!.slice(0, 16);
    const others = [
      one!.sealAlike(`${NAME} `, 'reply.content'),
      one!.sealAlike(NAME, 'rating.comment'),
      two!.sealAlike(NAME, 'reply.content'),
    ];
    expect(new Set([sealed, ...others].map(nonceOf)).size).toBe(4);
  });

  it('opens with the key it was sealed with, while that is on the ring', () => {
    const both = createTestKeys('old', 'new');
    const old = createVault({ ...both, current: 'old' }).seal(NAME, 'name:1');
    expect(createVault(both).open(old, 'name:1')).toBe(NAME);
    expect(createVault(both).seal(NAME, 'name:1')).toMatch(/^sealed:new:/);
    both.keys.forEach((_key, id) => {
      if (id === 'old') (both.keys as Map<string, Buffer>).delete(id);
    });
    expect(() => createVault(both).open(old, 'name:1')).toThrow('the key is gone');
  });

  it('is found by an index that is equal for equal texts of one purpose', () => {
    const vault = createVault(createTestKeys('one'));
    expect(vault.indexOf(NAME, 'name')).toBe(vault.indexOf(NAME, 'name'));
    expect(vault.indexOf(NAME, 'name')).not.toBe(vault.indexOf(NAME, 'phone'));
    expect(createVault(createTestKeys('one')).indexOf(NAME, 'name')).not.toBe(
      vault.indexOf(NAME, 'name'),
    );
  });
});

describe('PERSONAL_DATA_KEYS', () => {
  it.each([
    ['no JSON', '{'],
    ['a short key', JSON.stringify({ current: 'a', keys: { a: 'AAAA' }, index: KEY })],
    ['no such current key', JSON.stringify({ current: 'b', keys: { a: KEY }, index: KEY })],
    ['a prototype as current', JSON.stringify({ current: 'toString', keys: {}, index: KEY })],
    ['an id with a colon', JSON.stringify({ current: 'a:b', keys: { 'a:b': KEY }, index: KEY })],
    ['no index', JSON.stringify({ current: 'a', keys: { a: KEY } })],
  ])('is refused with %s, and the message has no key in it', (_what, text) => {
    const { success, error } = keyRingSetting.safeParse(text);
    expect(success).toBe(false);
    expect(String(error)).not.toContain(KEY);
  });

  it('is read with all its keys', () => {
    const ring = keyRingSetting.parse(
      JSON.stringify({ current: 'b', keys: { a: KEY, b: KEY }, index: KEY }),
    );
    expect(ring.current).toBe('b');
    expect([...ring.keys.keys()]).toEqual(['a', 'b']);
  });
});
