import { describe, expect, it } from '@jest/globals';
import { petitionerMarks } from '../../../../subgraphs/kit/mailbox/petitioner-marks.ts';
import { createVault } from '../../../../subgraphs/kit/secrecy/vault.ts';
import { createTestKeys } from './test-keys.ts';

const vault = createVault(createTestKeys('first'));
const WANG = { name: '王小平', phone: '13900000037', idNumber: null };

function marks(person: Parameters<typeof petitionerMarks>[1]): string[] {
  return petitionerMarks(vault, person);
}

describe('R37 R40 marks of a petitioner', () => {
  it('are the same however the telephone is written, and tell nothing of it', () => {
    const [mark] = marks(WANG);
    expect(mark).toMatch(/^[\w-]{43}$/);
    for (const phone of ['+86 13900000037', '86-13900000037', '139 0000 0037'])
      expect(marks({ ...WANG, phone })).toEqual([mark]);
  });

  it('differ for another name at the same telephone, since families share one', () => {
    expect(marks({ ...WANG, name: '王大平' })).not.toEqual(marks(WANG));
  });

  it('know a person by the identity number alone, under whatever name and telephone', () => {
    const idNumber = '99010119900101001X';
    const [byNumber] = marks({ name: '王晓平', phone: null, idNumber });
    expect(marks({ ...WANG, idNumber })).toContain(byNumber);
  });

  it('are none for a name alone: it is no proof', () => {
    expect(marks({ ...WANG, phone: null })).toEqual([]);
  });
});
