import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { SEALED_SECRETS } from '../../../../subgraphs/casework/webhooks/webhook.store.ts';
import { createVault } from '../../../../subgraphs/kit/secrecy/vault.ts';
import { eventually } from '../../../journeys/support/eventually.ts';
import { createTestKeys } from '../../kit/mailbox/test-keys.ts';
import { cityBureau, cityOffice, housing } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { logIsReadable } from '../support/readable-log.ts';
import { act, caseOf, expectData } from '../support/story.ts';
import { startReceiver, type Receiver } from './receiver.ts';

const FIELDS =
  'id url kinds state cursor createdBy failingSince failedAttempts lastError suspendedAt';
const DAY_MS = 24 * 3_600_000;

interface WebhookView {
  id: string;
  state: string;
  cursor: string;
  lastError: string | null;
  failedAttempts: number;
  suspendedAt: string | null;
}

async function register(
  casework: TestCasework,
  { url }: Pick<Receiver, 'url'>,
  more: { kinds?: string[]; after?: string } = {},
): Promise<{ id: string; secret: string }> {
  const { data } = await casework.ask<{
    registerWebhook: { webhook: { id: string }; secret: string };
  }>(
    cityBureau,
    `mutation ($url: String!, $kinds: [CaseAct!], $after: String) {
      registerWebhook(url: $url, kinds: $kinds, after: $after) { webhook { id } secret } }`,
    { url, ...more },
  );
  const { webhook, secret } = data!.registerWebhook;
  return { id: webhook.id, secret };
}

async function read(casework: TestCasework): Promise<WebhookView> {
  const { data } = await casework.ask<{ webhooks: WebhookView[] }>(
    cityOffice,
    `{ webhooks { ${FIELDS} } }`,
  );
  return data!.webhooks[0]!;
}

/** Asks until it holds; the test's own time limit ends a vain wait. */
async function until(casework: TestCasework, holds: (webhook: WebhookView) => boolean) {
  for (;;) {
    const webhook = await read(casework);
    if (holds(webhook)) return webhook;
    await sleep(50);
  }
}

/** A day later, which is more than any pause between two tries. */
function nextDay({ clock }: TestCasework): void {
  clock.set(new Date(clock.now().getTime() + DAY_MS).toISOString());
}

async function query(
  databaseUrl: string,
  text: string,
  values: string[] = [],
): Promise<{ sealed: string }[]> {
  const client = new Client(databaseUrl);
  await client.connect();
  try {
    return (await client.query<{ sealed: string }>(text, values)).rows;
  } finally {
    await client.end();
  }
}

async function readSealed(databaseUrl: string): Promise<string> {
  const [row] = await query(databaseUrl, 'select sealed from casework.webhook');
  return row!.sealed;
}

const kindsOf = ({ received }: Receiver): string[] => received.map(({ event }) => event.kind);

describe('R31 events by webhook', () => {
  it('come in order, signed, without anything that somebody wrote', async () => {
    await using casework = await startCasework();
    await using receiver = await startReceiver();
    const { secret } = await register(casework, receiver);
    const caseId = await caseOf(casework, 'mayor', { petitionerAccount: 'account:li' });
    await act(casework, cityBureau, 'acceptCase', { caseId });
    await act(casework, cityBureau, 'issueReferral', {
      caseId,
      unit: 'department:housing',
      instruction: '请尽快处理李建国反映的问题',
    });
    await receiver.waitFor(() => receiver.received.length >= 3);
    expect(kindsOf(receiver)).toEqual(['CASE_REGISTERED', 'CASE_ACCEPTED', 'ASSIGNMENT_ISSUED']);
    expect(receiver.received.every((each) => each.isSigned(secret))).toBe(true);
    expect(receiver.received[0]!.isSigned(`whsec_${'A'.repeat(44)}`)).toBe(false);
    expect(receiver.received[2]!.event).toMatchObject({ caseId, unit: 'department:housing' });
    const everything = receiver.received.map(({ body }) => body).join();
    for (const secretText of ['李建国', 'account:li', secret])
      expect(everything).not.toContain(secretText);
  });

  it('R96 are none of a case that accuses the bureau, which decides where they go', async () => {
    await using casework = await startCasework();
    await using receiver = await startReceiver();
    await register(casework, receiver);
    await caseOf(casework, 'mayor', { accusedUnits: ['department:petition-bureau'] });
    const caseId = await caseOf(casework, 'mayor');
    await receiver.waitFor(() => receiver.received.length > 0);
    expect(receiver.received[0]!.event).toMatchObject({ caseId });
  });

  it('are those asked for; the secret is told once', async () => {
    await using casework = await startCasework();
    await using receiver = await startReceiver();
    await register(casework, receiver, { kinds: ['CASE_ACCEPTED'] });
    const caseId = await caseOf(casework, 'mayor');
    await act(casework, cityBureau, 'acceptCase', { caseId });
    await receiver.waitFor(() => receiver.received.length > 0);
    expect(kindsOf(receiver)).toEqual(['CASE_ACCEPTED']);
    const answer = await casework.ask(cityBureau, '{ webhooks { secret } }');
    expect(answer.errors?.[0]?.message).toContain('Cannot query field "secret"');
    const unit = await casework.ask(housing, '{ webhooks { id } }');
    expect(unit.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('are signed by a secret that the database alone does not tell; a new key seals it anew', async () => {
    const ring = createTestKeys('first', 'second');
    await using casework = await startCasework({ personalDataKeys: ring });
    await using receiver = await startReceiver();
    const stored = () => readSealed(casework.databaseUrl);
    const { id, secret } = await register(casework, receiver);
    expect(await stored()).toMatch(/^sealed:second:/);
    expect(await stored()).not.toContain(secret);
    // as it stood while the first key was in use: no process that has that one may seal it back
    const before = createVault({ ...ring, current: 'first' });
    const sealed = before.seal(secret, SEALED_SECRETS.placeOf(id));
    await query(casework.databaseUrl, 'update casework.webhook set sealed = $1', [sealed]);
    await using _rotated = await casework.startReplica();
    await eventually(async () => (await stored()).startsWith('sealed:second:'));
    await caseOf(casework, 'mayor');
    await receiver.waitFor(() => receiver.received.length > 0);
    expect(receiver.received[0]!.isSigned(secret)).toBe(true);
  });

  it('keep their secrets from before there were keys, which are sealed at the next start', async () => {
    await using casework = await startCasework();
    await using receiver = await startReceiver();
    const { secret } = await register(casework, receiver);
    await query(casework.databaseUrl, 'update casework.webhook set sealed = $1', [secret]);
    await using _next = await casework.startReplica();
    await eventually(async () =>
      (await readSealed(casework.databaseUrl)).startsWith('sealed:first:'),
    );
    await caseOf(casework, 'mayor');
    await receiver.waitFor(() => receiver.received.length > 0);
    expect(receiver.received[0]!.isSigned(secret)).toBe(true);
  });

  it('that a receiver did not take come again until it does, in order, once each', async () => {
    await using casework = await startCasework();
    await using receiver = await startReceiver();
    receiver.answer(503);
    await register(casework, receiver);
    const caseId = await caseOf(casework, 'mayor');
    await act(casework, cityBureau, 'acceptCase', { caseId });
    const failing = await until(casework, ({ failedAttempts }) => failedAttempts === 1);
    expect(failing).toMatchObject({ state: 'ACTIVE', lastError: 'HTTP_503', suspendedAt: null });
    nextDay(casework);
    await until(casework, ({ failedAttempts }) => failedAttempts === 2);
    receiver.answer(204);
    nextDay(casework);
    await receiver.waitFor(() => receiver.received.length >= 2);
    expect(kindsOf(receiver)).toEqual(['CASE_REGISTERED', 'CASE_ACCEPTED']);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(2);
    await until(
      casework,
      ({ failedAttempts, lastError }) => failedAttempts === 0 && lastError === null,
    );
  });

  it('are tried by one of kind TEST, signed and sent at once, which moves nothing', async () => {
    await using casework = await startCasework();
    await using receiver = await startReceiver();
    const { id, secret } = await register(casework, receiver, { kinds: ['CASE_ARCHIVED'] });
    const test = async (): Promise<unknown> =>
      expectData(
        await casework.ask<{ testWebhook: unknown }>(
          cityBureau,
          'mutation ($id: ID!) { testWebhook(id: $id) { status latencyMs error } }',
          { id },
        ),
      ).testWebhook;
    const before = await read(casework);
    expect(await test()).toEqual({ status: 204, latencyMs: expect.any(Number), error: null });
    const [taken] = receiver.received;
    expect(taken?.event).toMatchObject({ kind: 'TEST', caseId: null, cursor: before.cursor });
    expect(taken?.id).toMatch(/^test_/);
    expect(taken?.isSigned(secret)).toBe(true);
    receiver.answer(503);
    expect(await test()).toMatchObject({ status: 503, error: 'HTTP_503' });
    await receiver[Symbol.asyncDispose]();
    expect(await test()).toMatchObject({ status: null, error: 'ECONNREFUSED' });
    expect(await read(casework)).toEqual(before);
  });

  it('go on where another replica was stopped, and from any cursor', async () => {
    await using casework = await startCasework();
    await using receiver = await startReceiver();
    {
      await using replica = await casework.startReplica();
      await register(replica, receiver);
      await caseOf(replica, 'mayor');
      await receiver.waitFor(() => receiver.received.length >= 1);
    }
    await caseOf(casework, 'mayor');
    // Once more than once, where the replica was stopped before it noted that it was taken.
    const ids = (): string[] => [...new Set(receiver.received.map(({ id }) => id))];
    await receiver.waitFor(() => ids().length >= 2);
    expect(new Set(receiver.received.map(({ event }) => event.caseId)).size).toBe(2);
    await using late = await startReceiver();
    await register(casework, late, { after: receiver.received[0]!.event.cursor });
    await late.waitFor(() => late.received.length >= 1);
    expect(late.received[0]!.id).toBe(ids()[1]);
  });

  it('end for a receiver that takes nothing for three days, until it is resumed', async () => {
    await using casework = await startCasework();
    await using receiver = await startReceiver();
    receiver.answer(500);
    const { id } = await register(casework, receiver);
    await caseOf(casework, 'mayor');
    for (let day = 1; day <= 3; day += 1) {
      await until(casework, ({ failedAttempts }) => failedAttempts === day);
      nextDay(casework);
    }
    const dead = await until(casework, ({ state }) => state === 'SUSPENDED');
    expect(dead).toMatchObject({ lastError: 'HTTP_500', suspendedAt: expect.any(String) });
    receiver.answer(204);
    await casework.ask(cityBureau, 'mutation ($id: ID!) { resumeWebhook(id: $id) { state } }', {
      id,
    });
    await receiver.waitFor(() => receiver.received.length >= 1);
    expect(kindsOf(receiver)).toEqual(['CASE_REGISTERED']);
  });

  it('of which none is wanted move its place all the same, so that it never falls behind', async () => {
    await using casework = await startCasework();
    await using receiver = await startReceiver();
    await register(casework, receiver, { kinds: ['CASE_ARCHIVED'] });
    const { cursor: first } = await read(casework);
    await caseOf(casework, 'mayor');
    // the clock stands again after this, so it moves once, as far as it can
    await logIsReadable(casework);
    // and a replica was killed before it gave its lease back
    const killed = 'update casework.webhook set leased_until = $1';
    await query(casework.databaseUrl, killed, [casework.clock.now().toISOString()]);
    nextDay(casework);
    const moved = await until(casework, ({ cursor }) => cursor !== first);
    expect(moved).toMatchObject({ state: 'ACTIVE', failedAttempts: 0 });
    expect(receiver.tries()).toBe(0);
  });

  it.each([
    [410, 'SUSPENDED'],
    [302, 'ACTIVE'],
  ])('answered by %s leave it %s, and go nowhere else', async (status, state) => {
    await using casework = await startCasework();
    await using receiver = await startReceiver();
    receiver.answer(status);
    await register(casework, receiver);
    await caseOf(casework, 'mayor');
    const webhook = await until(casework, ({ lastError }) => lastError !== null);
    expect(webhook).toMatchObject({ state, lastError: `HTTP_${String(status)}` });
    expect(receiver.tries()).toBe(1);
  });

  it.each([
    ['ftp://x.example/', 'BAD_USER_INPUT'],
    ['https://user:word@x.example/', 'BAD_USER_INPUT'],
  ])('are not sent to %s', async (url, code) => {
    await using casework = await startCasework();
    const { errors } = await casework.ask(
      cityBureau,
      'mutation ($url: String!) { registerWebhook(url: $url) { secret } }',
      { url },
    );
    expect(errors?.[0]?.extensions.code).toBe(code);
    expect(JSON.stringify(errors)).not.toContain('word');
  });
});
