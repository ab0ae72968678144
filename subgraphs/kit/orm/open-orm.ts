import type { EntitySchema, MigrationObject } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from '../process/log.ts';

export interface OrmOptions {
  /** postgres:// URL of the server and database. */
  databaseUrl: string;
  /** Database schema that this subgraph owns alone. */
  schema: string;
  entities: readonly EntitySchema[];
  migrations: readonly MigrationObject[];
  log: Logger;
}

/** Opens the subgraph's own database schema and brings it up to date; close with `orm.close()`. */
export async function openOrm(options: OrmOptions): Promise<MikroORM> {
  const orm = await MikroORM.init({
    clientUrl: options.databaseUrl,
    schema: options.schema,
    entities: [...options.entities],
    extensions: [Migrator],
    forceUtcTimezone: true,
    // Hand-written SQL names tables plainly; every connection looks them up in this schema.
    driverOptions: { options: `-c search_path=${options.schema}` },
    migrations: {
      migrationsList: [...options.migrations],
      snapshot: false,
      disableForeignKeys: false,
      tableName: 'schema_migration',
    },
    logger: (message) => {
      options.log.debug(message);
    },
  });
  try {
    await migrate(orm, options.schema);
  } catch (error) {
    await orm.close();
    throw error;
  }
  return orm;
}

/**
 * Replicas that start together wait for one another, so each migration runs once. The lock is held
 * by a transaction of its own: the migrator works on other connections, which must see the schema.
 */
async function migrate(orm: MikroORM, schema: string): Promise<void> {
  await orm.em.fork().transactional(async (lock) => {
    await lock.execute('select pg_advisory_xact_lock(hashtext(?))', [`migrate:${schema}`]);
    await orm.em.getConnection().execute(`create schema if not exists "${schema}"`);
    await orm.migrator.up();
  });
}
