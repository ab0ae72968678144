import { rename, writeFile } from 'node:fs/promises';

/** Writes a file that somebody watches: all at once, since half of it would be a version of its own. */
export async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}
