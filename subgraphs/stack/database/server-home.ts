import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chown, cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** Where the server lives and as whom it runs; no owner means as the caller. */
export interface ServerHome {
  dataDir: string;
  /** Has bin/, lib/ and share/. */
  nativeDir: string;
  owner: Owner | null;
}

interface Owner {
  uid: number;
  gid: number;
}

const ACCOUNT = 'postgres';
const SHARED_ROOT = '/var/lib/petition-graph';

/**
 * Finds folders the server can work in. PostgreSQL refuses to run as root, so root lends it the
 * account `postgres`; what that account cannot reach (a project under /root) moves to
 * /var/lib/petition-graph.
 */
export async function prepareServerHome(wanted: {
  dataDir: string;
  nativeDir: string;
}): Promise<ServerHome> {
  const dataDir = resolve(wanted.dataDir);
  await mkdir(dirname(dataDir), { recursive: true, mode: 0o711 });
  if (process.getuid?.() !== 0) return { dataDir, nativeDir: wanted.nativeDir, owner: null };
  const owner = await findOrCreateOwner();
  const isReachable = await canReach(owner, dirname(dataDir));
  const home = isReachable ? dataDir : join(SHARED_ROOT, `data-${shortHash(dataDir)}`);
  const nativeDir = (await canReach(owner, wanted.nativeDir))
    ? wanted.nativeDir
    : await copyBinaries(wanted.nativeDir);
  await mkdir(dirname(home), { recursive: true, mode: 0o711 });
  return { dataDir: home, nativeDir, owner };
}

/** Makes a folder that belongs to the server's account. */
export async function makeOwnedFolder(path: string, owner: Owner | null): Promise<void> {
  await mkdir(path, { mode: 0o700 });
  if (owner) await chown(path, owner.uid, owner.gid);
}

async function findOrCreateOwner(): Promise<Owner> {
  const known = await lookUpOwner();
  if (known) return known;
  const options = ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false'];
  const failed: unknown = await promisify(execFile)('useradd', [...options, ACCOUNT]).then(
    () => null,
    (error: unknown) => error,
  );
  const created = await lookUpOwner();
  if (created) return created;
  throw new Error(
    `PostgreSQL does not run as root, and the account ${ACCOUNT} could not be made; ` +
      'run as another user, make that account, or set DATABASE_URL to a server of your own.',
    { cause: failed },
  );
}

async function lookUpOwner(): Promise<Owner | null> {
  const ask = async (flag: string): Promise<number> =>
    Number((await promisify(execFile)('id', [flag, ACCOUNT])).stdout);
  return Promise.all([ask('-u'), ask('-g')]).then(
    ([uid, gid]) => ({ uid, gid }),
    () => null,
  );
}

async function canReach(owner: Owner, path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

async function copyBinaries(nativeDir: string): Promise<string> {
  const target = join(SHARED_ROOT, `postgresql-${shortHash(nativeDir)}`);
  const isThere = await stat(target).then(
    () => true,
    () => false,
  );
  if (isThere) return target;
  const unfinished = `${target}.${process.pid}`;
  await mkdir(SHARED_ROOT, { recursive: true, mode: 0o755 });
  await cp(nativeDir, unfinished, { recursive: true, verbatimSymlinks: true });
  await rename(unfinished, target).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    const wasFaster = await stat(target).catch(() => null);
    if (!wasFaster) throw error;
  });
  return target;
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
