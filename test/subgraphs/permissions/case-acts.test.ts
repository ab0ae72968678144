import { afterAll, describe, expect, it } from '@jest/globals';
import { createQueryCode } from '../../../subgraphs/kit/query-codes/query-code.ts';
import { createCaseCopier, type CaseCopier } from '../casework/actions/copy-case.ts';
import type { Ids } from '../casework/actions/situations.ts';
import { profileOf } from '../casework/deadlines/policy-profile.ts';
import type { ActName } from '../casework/support/acts.ts';
import { cityOffice, HOUSING, mailboxOf } from '../casework/support/actors.ts';
import { startCasework, type TestCasework } from '../casework/support/casework.ts';
import { readCase } from '../casework/support/read-case.ts';
import { act, caseOf, firstOf, hashOf, petitionTo, refusal } from '../casework/support/story.ts';
import { CASE_ACTS, type ActRow } from './case-acts.ts';
import { storedTexts, writtenTexts } from './stored-texts.ts';
import { actorOf, verdictsOf } from './verdicts.ts';

interface World {
  casework: TestCasework;
  copier: CaseCopier;
}

const opened = new AsyncDisposableStack();
const worlds = new Map<string, Promise<World>>();
afterAll(() => opened.disposeAsync());

function worldOf(policy: string): Promise<World> {
  const known = worlds.get(policy) ?? openWorld(policy);
  worlds.set(policy, known);
  return known;
}

async function openWorld(policy: string): Promise<World> {
  const casework = opened.use(await startCasework({ profile: await profileOf(policy) }));
  return { casework, copier: opened.use(createCaseCopier(casework.databaseUrl)) };
}

/** Brings a case to where the act is due; ids of all that was made on the way. */
async function prepared({ casework }: World, row: ActRow): Promise<Ids> {
  const { place = 'mayor', letter = {}, before, deadline, changes } = row;
  const first = await firstOf(casework, place);
  let ids: Ids = { first, caseId: await caseOf(casework, place, letter) };
  if (deadline !== undefined) ids = { ...ids, deadlineId: await idOf(casework, ids, deadline) };
  for (const [who, name, given] of before) {
    const made = await act(casework, actorOf(who, place)!, name, { ...ids, ...given });
    ids = { ...ids, ...idsIn(made) };
  }
  if (deadline !== undefined) ids = { ...ids, deadlineId: await idOf(casework, ids, deadline) };
  return { ...ids, ...changes };
}

async function idOf(casework: TestCasework, { caseId }: Ids, kind: string): Promise<unknown> {
  const fields = 'deadlines { id kind }';
  const { deadlines } = await readCase<{ deadlines: { id: string; kind: string }[] }>(
    casework,
    caseId,
    fields,
    cityOffice,
  );
  return deadlines.find((each) => each.kind === kind)?.id;
}

function idsIn({ assignment, reply, case: made }: Awaited<ReturnType<typeof act>>) {
  const found = {
    assignmentId: assignment?.id,
    replyId: reply?.id,
    claimId: made?.claims?.at(-1)?.id,
    supervisionId: made?.supervisions?.at(-1)?.id,
    commitmentId: made?.commitments?.at(-1)?.id,
    appealId: made?.appeals?.at(-1)?.id,
  };
  return Object.fromEntries(Object.entries(found).filter(([, id]) => id !== undefined));
}

const ROWS = Object.entries(CASE_ACTS) as [ActName, ActRow][];

describe('R65, R67, R68, R96 every act on a case, by everybody', () => {
  it.each(ROWS)('%s', async (name, row) => {
    const world = await worldOf(row.policy ?? 'guangan-2011');
    const ids = await prepared(world, row);
    const expected = verdictsOf(row.verdicts);
    const codes = await Promise.all(
      expected.map(async ([who, code]) => {
        const own = code === null ? await world.copier.copy(ids) : ids;
        const refused = await refusal(
          world.casework,
          actorOf(who, row.place ?? 'mayor'),
          name,
          own,
        );
        return [who, refused?.code ?? null];
      }),
    );
    expect(codes).toEqual(expected);
  });

  // after every act above was done by whoever may
  it('R96 leaves none of what was written in the database as it was written', async () => {
    const texts = writtenTexts();
    expect(texts.length).toBeGreaterThan(30);
    const all = await Promise.all(worlds.values());
    const urls = all.map(({ casework }) => casework.databaseUrl);
    const stored = new Set((await Promise.all(urls.map(storedTexts))).flatMap((one) => [...one]));
    const sealed = [...stored].filter((value) => value.startsWith('sealed:'));
    expect(sealed.length).toBeGreaterThanOrEqual(texts.length);
    expect(texts.filter((text) => stored.has(text))).toEqual([]);
  });

  it('R17 rateByQueryCode is for whoever holds the code and is no staff; looking up is for all', async () => {
    const { casework } = await worldOf('guangan-2011');
    const rate = `mutation ($code: String!) {
      rateByQueryCode(queryCode: $code, satisfaction: SATISFIED) { state }
    }`;
    const lookUp = 'query ($code: String!) { caseStatus(queryCode: $code) { state } }';
    for (const [who, refused] of verdictsOf('DDDFFFFFF')) {
      const code = createQueryCode();
      const row = { ...CASE_ACTS.rateCase, letter: { queryCodeHash: hashOf(code) } };
      await prepared({ casework } as World, row);
      const actor = actorOf(who, 'mayor');
      const { errors } = await casework.ask(actor, rate, { code });
      expect([who, errors?.[0]?.extensions.code ?? null]).toEqual([who, refused]);
      const seen = await casework.ask(actor, lookUp, { code });
      expect([who, seen.data]).toEqual([who, { caseStatus: { state: 'REPLIED' } }]);
    }
  });

  it('R35 recordInspection is for the city’s bureau', async () => {
    const { casework } = await worldOf('guangan-2011');
    const record = `mutation ($unit: ID!) {
      recordInspection(
        kind: TRAINING, unit: $unit, heldOn: "2026-03-02", officers: ["张三"], findings: "已培训"
      ) { inspection { id } }
    }`;
    for (const [who, code] of verdictsOf('UFFDFFFFF')) {
      const answer = await casework.ask(actorOf(who, 'mayor'), record, { unit: HOUSING });
      expect([who, answer.errors?.[0]?.extensions.code ?? null]).toEqual([who, code]);
    }
  });

  it('R24 registerPetition is for the mailbox’s own system', async () => {
    const { casework } = await worldOf('guangan-2011');
    const register = `mutation ($petition: RegisterPetitionInput!) {
      registerPetition(petition: $petition) { wasAlreadyRegistered }
    }`;
    const petition = petitionTo(HOUSING);
    for (const [who, code] of verdictsOf('UFFFFFFFD')) {
      const answer = await casework.ask(actorOf(who, HOUSING), register, { petition });
      expect([who, answer.errors?.[0]?.extensions.code ?? null]).toEqual([who, code]);
    }
    const other = await casework.ask(mailboxOf('mayor'), register, {
      petition: petitionTo(HOUSING),
    });
    expect(other.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it.each([
    ['registerWebhook', 'registerWebhook(url: "https://x.example/") { secret }', 'UFFDFFFFF'],
    ['resumeWebhook', 'resumeWebhook(id: "webhook:none") { id }', 'UFFNFFFFF'],
    ['testWebhook', 'testWebhook(id: "webhook:none") { status }', 'UFFNFFFFF'],
    ['removeWebhook', 'removeWebhook(id: "webhook:none") { id }', 'UFFNFFFFF'],
    [
      'trustDistrictKey',
      'trustDistrictKey(district: "511602", decidedAt: "2026-03-02T01:00:00Z")',
      'UFFFFFFFF',
    ],
  ])('R67 %s, by everybody', async (name, field, verdicts) => {
    const { casework } = await worldOf('guangan-2011');
    for (const [who, code] of verdictsOf(verdicts)) {
      const answer = await casework.ask(actorOf(who, 'mayor'), `mutation { ${field} }`);
      expect([name, who, answer.errors?.[0]?.extensions.code ?? null]).toEqual([name, who, code]);
    }
  });
});
