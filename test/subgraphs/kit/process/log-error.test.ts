import { describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { MikroORM } from '@mikro-orm/postgresql';
import { defineEntity, p } from '@mikro-orm/core';
import { logError } from '../../../../subgraphs/kit/process/log-error.ts';
import { createTestDatabase } from '../../../support/database.ts';

const TABLE = 'create table letter (id text not null, content text)';
const INSERT = "insert into letter (content) values ('写信人的秘密\n    at 第二行')";
const Letter = defineEntity({ name: 'Letter', properties: { id: p.text().primary() } });

describe('R96 an error in the log', () => {
  it('never repeats the row that the database refused', async () => {
    await using database = await createTestDatabase();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(TABLE);
    const raw: unknown = await client.query(INSERT).catch((error: unknown) => error);
    await client.end();
    const orm = await MikroORM.init({ clientUrl: database.url, entities: [Letter] });
    const wrapped: unknown = await orm.em
      .fork()
      .execute(INSERT)
      .catch((error: unknown) => error);
    await orm.close();
    for (const error of [raw, wrapped]) {
      const logged = logError(error);
      expect(logged).toMatchObject({ code: '23502' });
      expect(logged.message).toMatch(/^null value in column "id"/);
      expect(JSON.stringify(logged)).not.toMatch(/秘密|第二行/);
    }
  });

  it('keeps type, message and frames', () => {
    const logged = logError(new TypeError('wrong'));
    expect(logged).toMatchObject({ type: 'TypeError', message: 'wrong' });
    expect(logged.stack).toMatch(/^ {4}at .*log-error\.test\.ts/);
  });
});
