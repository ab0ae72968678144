import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startKeeperProcess } from '../../../../subgraphs/stack/database/start-database.ts';
import type { ServiceProcess } from '../../../../subgraphs/stack/service-process.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { watchConnection } from '../watched-connection.ts';

const password = 'only-for-this-test';

interface Keeper extends ServiceProcess, AsyncDisposable {}

async function keep(folder: string): Promise<Keeper> {
  const keeper = await startKeeperProcess({
    dataDir: join(folder, 'postgres'),
    password,
    isPersistent: true,
    port: 0,
    logLevel: 'info',
    logFile: join(folder, 'postgres.log'),
  });
  return { ...keeper, [Symbol.asyncDispose]: () => keeper.stop() };
}

describe('the keeper of the embedded database', () => {
  it('takes over the data of a server whose keeper was killed', async () => {
    await using folder = await createTemporaryFolder();
    await using first = await keep(folder.path);
    const { client: orphan, ended: orphanEnded } = await watchConnection(await first.ready);
    await orphan.query(`create table kept as select 'still here' as word`);
    await first.kill();
    expect((await orphan.query('table kept')).rowCount).toBe(1);

    await using second = await keep(folder.path);
    const { client } = await watchConnection(await second.ready);
    await orphanEnded;
    expect((await client.query('table kept')).rows).toEqual([{ word: 'still here' }]);
    await client.end();
  });

  it('refuses a folder that another keeper looks after', async () => {
    await using folder = await createTemporaryFolder();
    await using first = await keep(folder.path);
    await first.ready;
    await using second = await keep(folder.path);
    await expect(second.ready).rejects.toThrow(/Another process uses the database/);
  });

  it('orders text by code point on every machine', async () => {
    await using folder = await createTemporaryFolder();
    await using keeper = await keep(folder.path);
    const { client } = await watchConnection(await keeper.ready);
    const { rows } = await client.query(
      `select w from (values ('b'), ('A'), ('a'), ('广')) v(w) order by w`,
    );
    expect(rows.map(({ w }: { w: string }) => w)).toEqual(['A', 'a', 'b', '广']);
    await client.end();
  });
});
