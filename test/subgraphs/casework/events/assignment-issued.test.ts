import { describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { exportJWK, generateKeyPair } from 'jose';
import { WebSocket } from 'ws';
import { ACTOR_TOKEN, type Actor } from '../../../../schema/contract/actor.ts';
import { createCasework } from '../../../../subgraphs/casework/subgraph.ts';
import { createActorSigner } from '../../../../subgraphs/kit/process/actor-signer.ts';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import { systemClock } from '../../../../subgraphs/kit/time/clock.ts';
import { createTestKeys } from '../../kit/mailbox/test-keys.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { cityBureau, GUANGAN, guangan, housing, mailboxOf } from '../support/actors.ts';
import { petitionTo } from '../support/story.ts';
import { silent } from './trial-casework.ts';

const subscription = `subscription ($units: [ID!]) {
  assignmentIssued(units: $units) { cursor assignment { __typename unit { id } case { state } } }
}`;

describe('assignmentIssued over graphql-ws', () => {
  it('tells the receiving unit of a referral as it is issued', async () => {
    await using casework = await openCasework();
    await using district = await casework.connect(guangan);
    const events = district.iterate({ query: subscription });
    const told = new AbortController();
    const next = events.next().finally(() => told.abort());
    // Nothing tells a client that its stream is open, so the first referrals may come before it.
    while (!told.signal.aborted) await casework.refer(GUANGAN);
    const assignment = {
      __typename: 'Referral',
      unit: { id: GUANGAN },
      case: { state: 'ASSIGNED' },
    };
    expect((await next).value).toMatchObject({ data: { assignmentIssued: { assignment } } });
    await events.return?.();
  });

  it("refuses another unit's before a stream opens, with an error rather than a lost connection", async () => {
    await using casework = await openCasework();
    await using department = await casework.connect(housing);
    const refused = department.iterate({ query: subscription, variables: { units: [GUANGAN] } });
    const error = {
      message: "You may not watch another unit's work.",
      extensions: { code: 'FORBIDDEN' },
    };
    expect((await refused.next()).value).toMatchObject({ errors: [error] });
  });
});

async function openCasework() {
  await using resources = new AsyncDisposableStack();
  const database = resources.use(await createTestDatabase());
  const { publicKey, privateKey } = await generateKeyPair(ACTOR_TOKEN.algorithm, {
    extractable: true,
  });
  const kid = ACTOR_TOKEN.gatewayKeyId;
  const sign = await createActorSigner({ ...(await exportJWK(privateKey)), kid });
  const casework = await createCasework({
    databaseUrl: database.url,
    profile: await loadProfile('subgraphs/profiles/guangan'),
    webhookKeys: createTestKeys('one'),
    actorKeys: { keys: [{ ...(await exportJWK(publicKey)), kid, alg: ACTOR_TOKEN.algorithm }] },
    overdueSweepMs: 2 ** 31 - 1,
    clock: systemClock,
    log: silent,
    port: 0,
  });
  resources.use(casework);
  const url = `${casework.url.replace('http', 'ws')}/graphql`;
  const connect = async (actor: Actor) => {
    const connectionParams = { authorization: `Bearer ${await sign(actor)}` };
    const client = createClient({
      url,
      webSocketImpl: WebSocket,
      connectionParams,
      retryAttempts: 0,
    });
    return Object.assign(client, { [Symbol.asyncDispose]: async () => client.dispose() });
  };
  const mutate = async (actor: Actor, query: string, variables: Record<string, unknown>) => {
    await using client = await connect(actor);
    const { value } = (await client.iterate({ query, variables }).next()) as {
      value: { data: { act: { case: { id: string } } } };
    };
    return value.data.act;
  };
  const held = resources.move();
  return {
    connect,
    refer: async (unit: string) => {
      const registered = await mutate(
        mailboxOf('mayor'),
        `mutation ($petition: RegisterPetitionInput!) {
          act: registerPetition(petition: $petition) { case { id } } }`,
        { petition: petitionTo('mayor', { submittedAt: new Date().toISOString() }) },
      );
      const caseId = registered.case.id;
      await mutate(
        cityBureau,
        'mutation ($id: ID!) { act: acceptCase(caseId: $id) { case { id } } }',
        { id: caseId },
      );
      await mutate(
        cityBureau,
        `mutation ($id: ID!, $unit: ID!) {
          act: issueReferral(caseId: $id, unit: $unit) { assignment { case { id } } } }`,
        { id: caseId, unit },
      );
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
