import { describe, expect, it } from '@jest/globals';
import { all, openTrial, type Trial } from './feed-trial.ts';

describe('finding news', () => {
  it('goes on after the listening connection was killed', async () => {
    await using trial = await openTrial();
    const stream = await trial.feed.subscribe(all);
    const killed = await listenerOf(trial);
    await trial.orm.em.fork().execute('select pg_terminate_backend(?)', [killed]);
    const next = stream.next();
    await trial.append('department:after');
    expect((await next).value!.unitId).toBe('department:after');
    expect(await listenerOf(trial, killed)).not.toBe(killed);
  });

  it('needs no listening connection, only a little more time', async () => {
    await using trial = await openTrial({ pollMs: 10, databaseUrl: 'postgres://127.0.0.1:1/none' });
    const stream = await trial.feed.subscribe(all);
    const next = stream.next();
    await trial.append('department:polled');
    expect((await next).value!.unitId).toBe('department:polled');
  });
});

/** Waits for one; a connection that was killed is there for a moment longer. */
async function listenerOf({ orm }: Trial, killed = 0): Promise<number> {
  while (true) {
    const [found] = await orm.em.fork().execute<{ pid: number }[]>(
      `select pid from pg_stat_activity
       where datname = current_database() and query ilike 'listen%' and pid <> ?`,
      [killed],
    );
    if (found) return found.pid;
  }
}
