import { describe, expect, it } from '@jest/globals';
import { append } from '../../../../subgraphs/kit/outbox/append.ts';
import { DeliveryError } from '../../../../subgraphs/kit/outbox/delivery-error.ts';
import { takeLeases } from '../../../../subgraphs/kit/outbox/lease.ts';
import { createRelay, type RelayDeps } from '../../../../subgraphs/kit/outbox/relay.ts';
import { createLog } from '../../../../subgraphs/kit/process/log.ts';
import { eventually } from '../../../journeys/support/eventually.ts';
import { createReadableLog, createTally, openOutbox, type OutboxWorld } from './outbox-world.ts';

const quiet = createLog('test', 'silent');
const LEASE_MS = 30_000;

function start({ orm, clock }: OutboxWorld, rest: Partial<RelayDeps> & Pick<RelayDeps, 'deliver'>) {
  return createRelay({ orm, topics: ['test'], clock, log: quiet, pollMs: 5, ...rest });
}

const nameOf = (payload: unknown): string => (payload as { name: string }).name;

describe('outbox relay', () => {
  it('delivers what is committed, and nothing that was rolled back', async () => {
    await using outbox = await openOutbox();
    const seen = createTally<string>();
    await using _relay = start(outbox, {
      deliver: async ({ payload }) => seen.add(nameOf(payload)),
    });
    await outbox.orm.em
      .fork()
      .transactional(async (em) => {
        await append(em, [{ topic: 'test', payload: { name: 'undone' } }], outbox.clock.now());
        throw new Error('the command fails');
      })
      .catch(() => undefined);
    await outbox.put(['first', 'second']);
    await seen.reached(2);
    expect(seen.items.toSorted()).toEqual(['first', 'second']);
  });

  it('delivers at once when woken, long before it would look by itself', async () => {
    await using outbox = await openOutbox();
    const seen = createTally<string>();
    await using relay = start(outbox, {
      pollMs: 3_600_000,
      deliver: async ({ payload }) => seen.add(nameOf(payload)),
    });
    await outbox.put(['letter']);
    relay.wake();
    await seen.reached(1);
  });

  it('delivers its own topics alone, so that a receiver that hangs delays no other', async () => {
    await using outbox = await openOutbox();
    const hanging = Promise.withResolvers<undefined>();
    const slow = createTally<string>();
    await using _slow = start(outbox, {
      concurrency: 1,
      deliver: async ({ payload }) => {
        slow.add(nameOf(payload));
        await hanging.promise;
      },
    });
    const seen = createTally<string>();
    await using _other = start(outbox, {
      topics: ['other'],
      deliver: async ({ payload }) => seen.add(nameOf(payload)),
    });
    await outbox.put(['first', 'second']);
    await outbox.put(['letter'], 'other');
    await Promise.all([slow.reached(1), seen.reached(1)]);
    expect([slow.items, seen.items]).toEqual([['first'], ['letter']]);
    hanging.resolve(undefined);
  });

  it('holds no transaction open while it delivers', async () => {
    await using outbox = await openOutbox();
    const open = createTally<number>();
    await using _relay = start(outbox, {
      deliver: async () => {
        const [row] = await outbox.orm.em.fork().execute<{ count: string }[]>(
          `select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and state like 'idle in%'`,
        );
        open.add(Number(row?.count));
      },
    });
    await outbox.put(['letter']);
    await open.reached(1);
    expect(open.items).toEqual([0]);
  });

  it('keeps trying with growing pauses until the receiver is back', async () => {
    await using outbox = await openOutbox();
    const { log, lines } = createReadableLog();
    const delivered = createTally<string>();
    await using _relay = start(outbox, {
      log,
      deliver: async () => {
        if (lines.items.length < 4) throw new DeliveryError('ECONNREFUSED', false);
        delivered.add('letter');
      },
    });
    await outbox.put(['letter']);
    for (const count of [1, 2, 3, 4]) {
      await lines.reached(count);
      outbox.clock.forward(LEASE_MS);
    }
    await delivered.reached(1);
    expect(lines.items.map(({ level, attempts, code }) => [level, attempts, code])).toEqual(
      [1, 2, 3, 4].map((attempts) => [40, attempts, 'ECONNREFUSED']),
    );
  });

  it('delivers all that waits as soon as one success tells that the receiver is back', async () => {
    await using outbox = await openOutbox();
    const { log, lines } = createReadableLog();
    const delivered = createTally<string>();
    let isBack = false;
    await using relay = start(outbox, {
      log,
      deliver: async ({ payload }) => {
        if (nameOf(payload) === 'refused') throw new DeliveryError('BAD_USER_INPUT', true);
        if (!isBack) throw new DeliveryError('ECONNREFUSED', false);
        delivered.add(nameOf(payload));
      },
    });
    await outbox.put(['one', 'two', 'refused']);
    await lines.reached(3);
    isBack = true;
    await outbox.put(['three']);
    relay.wake();
    await delivered.reached(3);
    expect(delivered.items.toSorted()).toEqual(['one', 'three', 'two']);
    expect(lines.items.filter(({ code }) => code === 'BAD_USER_INPUT')).toHaveLength(1);
  });

  it('delivers at once also what failed before a success and is written down after it', async () => {
    await using outbox = await openOutbox();
    const isWritten = Promise.withResolvers<undefined>();
    const failed = createTally<string>();
    const delivered = createTally<string>();
    await using relay = start(outbox, {
      deliver: async ({ id, payload }) => {
        if (nameOf(payload) === 'one' && failed.items.length === 0) {
          await outbox.hold(id, isWritten.promise);
          failed.add('one');
          throw new DeliveryError('ECONNREFUSED', false);
        }
        delivered.add(nameOf(payload));
      },
    });
    await outbox.put(['one']);
    await failed.reached(1);
    await outbox.put(['two']);
    relay.wake();
    const isDelivered = 'delivered_at is not null as yes';
    await eventually(async () => (await outbox.rows<{ yes: boolean }>(isDelivered))[1]?.yes);
    isWritten.resolve(undefined);
    await delivered.reached(2);
    expect(delivered.items).toEqual(['two', 'one']);
  });

  it('is not brought again sooner than its pause for what another one achieves', async () => {
    await using outbox = await openOutbox();
    const seen = createTally<string>();
    await using relay = start(outbox, {
      deliver: async ({ payload }) => {
        seen.add(nameOf(payload));
        if (nameOf(payload) === 'greylisted')
          throw new DeliveryError('SMTP_451', false, { concernsOne: true });
      },
    });
    await outbox.put(['greylisted']);
    await seen.reached(1);
    for (const [index, name] of ['first', 'second', 'third'].entries()) {
      await outbox.put([name]);
      relay.wake();
      await seen.reached(index + 2);
    }
    await relay[Symbol.asyncDispose]();
    expect(seen.items.filter((name) => name === 'greylisted')).toHaveLength(1);
  });

  it('logs a refusal with its code at error and waits longest before it asks again', async () => {
    await using outbox = await openOutbox();
    const { log, lines } = createReadableLog();
    await using relay = start(outbox, {
      log,
      deliver: () => Promise.reject(new DeliveryError('BAD_USER_INPUT', true)),
    });
    await outbox.put(['letter']);
    await lines.reached(1);
    await relay[Symbol.asyncDispose]();
    expect(lines.items).toMatchObject([
      { level: 50, msg: 'delivery refused', code: 'BAD_USER_INPUT', attempts: 1, pauseMs: 30_000 },
    ]);
    const [row] = await outbox.rows<Record<string, unknown>>(
      'last_error, delivered_at, leased_until, extract(epoch from next_attempt_at - created_at) as pause',
    );
    expect(row).toMatchObject({ last_error: 'BAD_USER_INPUT', delivered_at: null });
    expect(row).toMatchObject({ leased_until: null, pause: '30.000000' });
  });

  it('delivers again what a crashed relay delivered but did not mark, and only after its lease', async () => {
    await using outbox = await openOutbox();
    const { orm, clock } = outbox;
    const received = new Set<string>();
    await outbox.put(['letter']);
    const lease = { count: 8, leaseMs: LEASE_MS, topics: ['test'] };
    const [crashed] = await takeLeases(orm, { ...lease, now: clock.now() });
    received.add(nameOf(crashed?.payload));
    clock.forward(LEASE_MS - 1);
    expect(await takeLeases(orm, { ...lease, now: clock.now() })).toEqual([]);
    clock.forward(1);
    const seen = createTally<string>();
    await using _relay = start(outbox, {
      deliver: async ({ payload }) => {
        received.add(nameOf(payload));
        seen.add(nameOf(payload));
      },
    });
    await seen.reached(1);
    expect([...received]).toEqual(['letter']);
  });

  it('never delivers a message twice at the same time with two relays on one outbox', async () => {
    await using outbox = await openOutbox();
    const names = Array.from({ length: 100 }, (_, index) => `letter ${index}`);
    const underWay = new Set<string>();
    const overlaps: string[] = [];
    const seen = createTally<string>();
    const deliver: RelayDeps['deliver'] = async ({ id, payload }) => {
      if (underWay.has(id)) overlaps.push(id);
      underWay.add(id);
      await new Promise(setImmediate);
      underWay.delete(id);
      seen.add(nameOf(payload));
    };
    await outbox.put(names);
    {
      await using _one = start(outbox, { deliver });
      await using _two = start(outbox, { deliver });
      await seen.reached(100);
    }
    expect(overlaps).toEqual([]);
    expect([...seen.items].sort()).toEqual([...names].sort());
  });

  it('has at most eight deliveries under way', async () => {
    await using outbox = await openOutbox();
    let underWay = 0;
    const most = createTally<number>();
    await outbox.put(Array.from({ length: 40 }, (_, index) => `letter ${index}`));
    await using _relay = start(outbox, {
      deliver: async () => {
        underWay += 1;
        most.add(underWay);
        await new Promise(setImmediate);
        underWay -= 1;
      },
    });
    await most.reached(40);
    expect(Math.max(...most.items)).toBe(8);
  });

  it('closes within its grace: a hanging delivery is aborted and stays due', async () => {
    await using outbox = await openOutbox();
    const started = createTally<string>();
    const relay = start(outbox, {
      closeGraceMs: 1,
      deliver: async (_message, signal) => {
        started.add('started');
        await new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new DeliveryError('ABORTED', false)));
        });
      },
    });
    await outbox.put(['letter']);
    await started.reached(1);
    await relay[Symbol.asyncDispose]();
    const rows = await outbox.rows('delivered_at, leased_until, last_error');
    expect(rows).toEqual([{ delivered_at: null, leased_until: null, last_error: 'ABORTED' }]);
  });

  it('forgets what was delivered more than seven days ago', async () => {
    await using outbox = await openOutbox();
    const seen = createTally<string>();
    const deliver: RelayDeps['deliver'] = async ({ payload }) => seen.add(nameOf(payload));
    await outbox.put(['old']);
    {
      await using _relay = start(outbox, { deliver });
      await seen.reached(1);
    }
    outbox.clock.forward(7 * 86_400_000 + 1);
    await outbox.put(['new']);
    {
      await using _relay = start(outbox, { deliver });
      await seen.reached(2);
    }
    expect(await outbox.rows("payload->>'name' as name")).toEqual([{ name: 'new' }]);
  });
});
