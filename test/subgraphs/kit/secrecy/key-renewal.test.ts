import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createKeyHolder } from '../../../../subgraphs/kit/secrecy/key-holder.ts';
import { startKeyRenewal } from '../../../../subgraphs/kit/secrecy/key-renewal.ts';
import type { KeyRing } from '../../../../subgraphs/kit/secrecy/key-ring.ts';
import { KeySourceError } from '../../../../subgraphs/kit/secrecy/key-source-error.ts';
import { createVault } from '../../../../subgraphs/kit/secrecy/vault.ts';
import { eventually } from '../../../journeys/support/eventually.ts';
import { createTestKeys } from '../mailbox/test-keys.ts';

const FIRST = createTestKeys('first');
const SECOND: KeyRing = { ...createTestKeys('second'), index: FIRST.index };

describe('keys that become others while a process runs (R96)', () => {
  it('seal from then on, and those that were known still open', () => {
    const holder = createKeyHolder(FIRST);
    const vault = createVault(holder);
    const before = vault.seal('王小明', 'name:1');
    const both = { ...FIRST, keys: new Map([...FIRST.keys, ...SECOND.keys]) };
    expect(holder.take(both)).toEqual({ isTurned: false });
    expect(vault.currentPrefix).toBe('sealed:first:');
    expect(holder.take(SECOND)).toEqual({ isTurned: true });
    expect(vault.seal('王小明', 'name:1')).toMatch(/^sealed:second:/);
    expect(vault.sealAlike('王小明', 'name')).toBe(createVault(SECOND).sealAlike('王小明', 'name'));
    expect(vault.open(before, 'name:1')).toBe('王小明');
  });

  it.each([
    ['index', { ...SECOND, index: createTestKeys('other').index }],
    ['keys.first', createTestKeys('first')],
  ])('stay as they are where %s has become another', (place, next) => {
    const holder = createKeyHolder(FIRST);
    expect(() => holder.take(next)).toThrow(place);
    expect(createVault(holder).currentPrefix).toBe('sealed:first:');
    expect(holder.keys).toBe(FIRST.keys);
  });

  it('are asked for however often their source fails, and what is older is sealed anew once', async () => {
    const holder = createKeyHolder(FIRST);
    const answers = [
      () => FIRST,
      () => {
        throw new KeySourceError('KEYS_UNREACHABLE', 'no answer');
      },
      () => createTestKeys('first'),
      () => SECOND,
    ];
    let asked = 0;
    const reread = async (): Promise<KeyRing> => (answers[asked++] ?? (() => SECOND))();
    const told: string[] = [];
    const codes: string[] = [];
    {
      await using _renewal = startKeyRenewal({
        holder,
        source: { reread, everyMs: 1 },
        startResealing: () => {
          const key = holder.current;
          told.push(`begun with ${key}`);
          return { [Symbol.asyncDispose]: async () => void told.push(`ended with ${key}`) };
        },
        log: pino(
          {},
          { write: (line) => codes.push(...(/"code":"(\w+)"/.exec(line)?.slice(1) ?? [])) },
        ),
      });
      await eventually(async () => asked > answers.length + 3);
    }
    expect(told).toEqual([
      'begun with first',
      'ended with first',
      'begun with second',
      'ended with second',
    ]);
    expect(codes).toEqual(['KEYS_UNREACHABLE', 'KEYS_CHANGED']);
  });
});
