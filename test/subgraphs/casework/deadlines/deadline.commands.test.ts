import { describe, expect, it } from '@jest/globals';
import { CaseEntity } from '../../../../subgraphs/casework/cases/case.entity.ts';
import { AssignmentEntity } from '../../../../subgraphs/casework/assignments/assignment.entity.ts';
import { createDeadlineCommands } from '../../../../subgraphs/casework/deadlines/deadline.commands.ts';
import { createDeadlineLoaders } from '../../../../subgraphs/casework/deadlines/deadline.loaders.ts';
import { publishedCalendar } from '../../../../subgraphs/casework/deadlines/working-calendar.ts';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import { createDatabase } from '../../../support/database.ts';
import { openTrialCasework, type TrialCasework } from '../events/trial-casework.ts';

const { policies, city } = await loadProfile('subgraphs/profiles/guangan');
const { startDeadline, meetDeadlines } = createDeadlineCommands({
  policies,
  province: city.province,
  calendar: publishedCalendar,
});
const monday = new Date('2026-03-02T02:00:00Z');
const start = { startedAt: monday } as const;

describe("casework's database", () => {
  it('is by migration what the entities say', async () => {
    await using casework = await openTrialCasework(() => createDatabase('template0'));
    const statements = await casework.orm.schema.getUpdateSchemaSQL({ wrap: false });
    const withoutEntity =
      /command_receipt|case_event_announced|case_archived|case_fact|case_figures|count_case|review_refuted|fingerprint_quarters|example_showcase_check|event_mark|moderation|petitioner_mark|publication|query_code_guess|case_notice_failed|case_repeat_of|assignment_issued_at_index|case_event_has_a_case|district_key|webhook_check|published|repeat_link|search_terms|case_kept_by_check/;
    expect(statements.split('\n').filter((line) => line && !withoutEntity.test(line))).toEqual([]);
  });
});

describe('the deadlines of a case', () => {
  it('keep the soonest open one on the case', async () => {
    await using casework = await openTrialCasework();
    const em = casework.orm.em.fork();
    const caseId = await casework.addCase();
    const acceptance = await startDeadline(em, {
      ...start,
      caseId,
      kind: 'ACCEPTANCE',
      unitId: null,
    });
    const handling = await startDeadline(em, { ...start, caseId, kind: 'HANDLING', unitId: null });
    expect(await dueAt(casework, caseId)).toEqual(acceptance!.dueAt);

    await meetDeadlines(em, { caseId, kinds: ['ACCEPTANCE'], metAt: monday });
    expect(await dueAt(casework, caseId)).toEqual(handling!.dueAt);

    await meetDeadlines(em, { caseId, kinds: ['HANDLING', 'ASSIGNMENT'], metAt: monday });
    expect(await dueAt(casework, caseId)).toBeNull();
  });

  it('keep the time they were met first', async () => {
    await using casework = await openTrialCasework();
    const em = casework.orm.em.fork();
    const caseId = await casework.addCase();
    await startDeadline(em, { ...start, caseId, kind: 'HANDLING', unitId: null });
    const later = new Date('2026-03-05T00:00:00Z');
    await meetDeadlines(em, { caseId, kinds: ['HANDLING'], metAt: monday });
    await meetDeadlines(em, { caseId, kinds: ['HANDLING'], metAt: later });
    const [deadline] = await createDeadlineLoaders(em).deadlinesByCase.load(caseId);
    expect(deadline).toMatchObject({ metAt: monday, rule: 'R57', startsOn: '2026-03-02' });
  });

  it("R55: one leg's clock is met without the other's", async () => {
    await using casework = await openTrialCasework();
    const em = casework.orm.em.fork();
    const caseId = await casework.addCase();
    const legs = ['assignment:one', 'assignment:two'];
    for (const id of legs) {
      await em.insert(AssignmentEntity, {
        id,
        caseId,
        kind: 'REFERRAL',
        unitId: 'district:511602',
        state: 'RECEIVED',
        issuedAt: monday,
      });
      const leg = { assignmentId: id, unitId: 'district:511602', kind: 'ASSIGNMENT' } as const;
      await startDeadline(em, { ...start, ...leg, caseId });
    }
    await meetDeadlines(em, {
      caseId,
      kinds: ['ASSIGNMENT'],
      assignmentId: 'assignment:one',
      metAt: monday,
    });
    const loaded = await createDeadlineLoaders(em).deadlineByAssignment.loadMany(legs);
    expect(loaded).toMatchObject([{ metAt: monday }, { metAt: null, unitId: 'district:511602' }]);
  });

  it('R11: are none where the policy sets no limit', async () => {
    await using casework = await openTrialCasework();
    const em = casework.orm.em.fork();
    const caseId = await casework.addCase('wuxi-2010');
    const none = { ...start, caseId, kind: 'HANDLING', unitId: null } as const;
    expect(await startDeadline(em, none)).toBeNull();
    expect(await dueAt(casework, caseId)).toBeNull();
  });

  it('are those of the policy the case was registered under, whatever the city goes by now', async () => {
    await using casework = await openTrialCasework();
    const em = casework.orm.em.fork();
    const caseId = await casework.addCase('national-2022');
    const started = await startDeadline(em, { ...start, caseId, kind: 'HANDLING', unitId: null });
    expect(started).toMatchObject({
      rule: 'art. 34',
      policyVersion: 'national-2022',
      startEvent: 'CASE_ACCEPTED',
      dueOn: '2026-05-06',
    });
  });

  it('are none for a case that was registered under no policy', async () => {
    await using casework = await openTrialCasework();
    const caseId = await casework.addCase('none');
    const none = { ...start, caseId, kind: 'HANDLING', unitId: null } as const;
    expect(await startDeadline(casework.orm.em.fork(), none)).toBeNull();
  });

  it('are right on the case when two start at once', async () => {
    await using casework = await openTrialCasework();
    const caseId = await casework.addCase();
    const started = await Promise.all(
      (['HANDLING', 'ACCEPTANCE'] as const).map((kind) =>
        casework.orm.em
          .fork()
          .transactional((em) => startDeadline(em, { ...start, caseId, kind, unitId: null })),
      ),
    );
    expect(await dueAt(casework, caseId)).toEqual(started[1]!.dueAt);
  });
});

async function dueAt(casework: TrialCasework, caseId: string): Promise<Date | null | undefined> {
  const found = await casework.orm.em.fork().findOneOrFail(CaseEntity, caseId);
  return found.dueAt;
}
