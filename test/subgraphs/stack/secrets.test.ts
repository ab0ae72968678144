import { readlink, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readOrCreateSecrets } from '../../../subgraphs/stack/secrets.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

describe('the secrets of a data folder', () => {
  it('are never made anew where they are there and cannot be read: what they sealed would be lost', async () => {
    await using folder = await createTemporaryFolder();
    const file = join(folder.path, 'secrets.json');
    // leads round in a circle, so that whoever is asked reads an error, root as well
    await symlink(file, file);
    await expect(readOrCreateSecrets(folder.path)).rejects.toMatchObject({ code: 'ELOOP' });
    expect(await readlink(file)).toBe(file);
  });
});
