import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { composeCity, composedFiles } from '../../../schema/build/compose.ts';
import { findDrift, generatedFile } from '../../../schema/build/generated-file.ts';

const API = new URL('../../../schema/api.graphql', import.meta.url);

describe('drift of generated files', () => {
  it('is none where the committed files are what would be written', async () => {
    expect(await findDrift(composedFiles(composeCity()))).toEqual([]);
  });

  it('names the file, the first line that differs, and both texts', async () => {
    const committed = await readFile(API, 'utf8');
    const content = committed.replace('scalar DateTime', 'scalar Instant');
    const [report] = await findDrift([{ path: 'schema/api.graphql', content }]);
    expect(report).toMatch(/^schema\/api\.graphql\n {2}@@ line \d+ @@/);
    expect(report).toContain('- scalar DateTime');
    expect(report).toContain('+ scalar Instant');
  });

  it('names a file that was never committed', async () => {
    const absent = generatedFile('clients/absent/generated/operations.ts', 'schema:generate', '');
    expect(await findDrift([absent])).toEqual([
      'clients/absent/generated/operations.ts is missing',
    ]);
  });
});
