import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openJournal } from '../../../clients/district-kit/starter/journal.ts';

describe('the journal of a district’s own system', () => {
  it('refuses all that comes after an error of the disk, and leaves nobody waiting', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'journal-'));
    const journal = await openJournal<unknown>(join(folder, 'letters.jsonl'), () => undefined);
    // as a disk does that is gone: the file can be written no more
    await journal[Symbol.asyncDispose]();
    for (const entry of [1, 2, 3, 4])
      await expect(journal.append(entry)).rejects.toMatchObject({ code: 'EBADF' });
    await rm(folder, { recursive: true });
  });
});
