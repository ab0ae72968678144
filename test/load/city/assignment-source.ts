import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Actor } from '../../../schema/contract/actor.ts';
import { departmentId, districtId } from '../../../schema/contract/ids.ts';
import { loadProfile } from '../../../subgraphs/kit/profile/load-profile.ts';
import type { SignActor } from '../../../subgraphs/kit/process/actor-signer.ts';
import type { Stack } from '../../../subgraphs/stack/stack.ts';
import { ask } from './ask.ts';
import type { LoggedAssignment } from './event-log.ts';

interface SourceDeps {
  stack: Stack;
  signActor: SignActor;
  profileDir: string;
}

/** Issues assignments at casework itself, so that it goes on while the gateway is down. */
export interface AssignmentSource {
  /** Tries until it is done, whoever is killed meanwhile. */
  issue(): Promise<LoggedAssignment>;
}

const BUREAU: Actor = { role: 'CITY_BUREAU', id: 'load', unit: null };
const CITIZEN: Actor = { role: 'CITIZEN', id: 'load-citizen', unit: null };
const RETRY_MS = 100;

const SUBMIT = `mutation ($letter: LetterInput!, $key: ID) {
  submitMayorPetition(letter: $letter, idempotencyKey: $key) { petition { id } }
}`;
const FIND = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on MayorPetition { case { id } } }
}`;
const ACCEPT = 'mutation ($id: ID!) { acceptCase(caseId: $id) { case { id } } }';
const ISSUE = `mutation ($id: ID!, $unit: ID!, $key: ID) {
  issueMandate(caseId: $id, unit: $unit, idempotencyKey: $key) { assignment { id } }
}`;

const LETTER = {
  type: 'HELP',
  title: '小区门口路灯不亮',
  content: '我们小区门口的三盏路灯坏了一个月，老人夜里出门很不方便，希望尽快维修。'.repeat(200),
  petitioner: { name: '李晓明', phone: '13900000001' },
};

export async function createAssignmentSource(deps: SourceDeps): Promise<AssignmentSource> {
  const { departments, districts } = await loadProfile(deps.profileDir);
  const units = [
    ...districts.filter(({ validTo }) => validTo === null).map(({ code }) => districtId(code)),
    ...departments
      .filter((department) => department.function === 'FUNCTIONAL')
      .map(({ code }) => departmentId(code)),
  ];
  const send = async <Data>(
    service: string,
    actor: Actor,
    query: string,
    variables: Record<string, unknown>,
  ): Promise<Data> =>
    ask<Data>(`${deps.stack.url(service)}/graphql`, await deps.signActor(actor), query, variables);

  const openCase = async (): Promise<string> => {
    const { submitMayorPetition } = await untilDone(
      withKey((key) =>
        send<{ submitMayorPetition: { petition: { id: string } } }>('mayor', CITIZEN, SUBMIT, {
          letter: LETTER,
          key,
        }),
      ),
    );
    const { id } = submitMayorPetition.petition;
    const representations = [{ __typename: 'MayorPetition', id }];
    const caseId = await untilDone(async () => {
      const { _entities } = await send<{ _entities: ({ case: { id: string } | null } | null)[] }>(
        'casework',
        BUREAU,
        FIND,
        { representations },
      );
      const found = _entities[0]?.case?.id;
      if (found === undefined) throw new Error('not registered yet');
      return found;
    });
    await untilDone(() => accept(caseId));
    return caseId;
  };

  const accept = async (id: string): Promise<void> => {
    try {
      await send('casework', BUREAU, ACCEPT, { id });
    } catch (error) {
      // The first try may have been carried out although its answer never came.
      if (!String(error).includes('ILLEGAL_MOVE')) throw error;
    }
  };

  let places: { caseId: Promise<string>; unit: string }[] = [];
  return {
    issue: async () => {
      if (places.length === 0) {
        const caseId = openCase();
        places = units.map((unit) => ({ caseId, unit }));
      }
      const { caseId, unit } = places.shift()!;
      const id = await caseId;
      const issued = await untilDone(
        withKey((key) =>
          send<{ issueMandate: { assignment: { id: string } } }>('casework', BUREAU, ISSUE, {
            id,
            unit,
            key,
          }),
        ),
      );
      return { assignmentId: issued.issueMandate.assignment.id, unitId: unit };
    },
  };
}

/** Every try carries the same key, so that the act happens once. */
function withKey<Result>(act: (key: string) => Promise<Result>): () => Promise<Result> {
  const key = randomUUID();
  return () => act(key);
}

async function untilDone<Result>(act: () => Promise<Result>): Promise<Result> {
  const giveUpAtMs = performance.now() + 60_000;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (performance.now() > giveUpAtMs) throw error;
      await delay(RETRY_MS);
    }
  }
}
