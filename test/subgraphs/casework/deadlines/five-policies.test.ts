import { describe, expect, it } from '@jest/globals';
import { cityBureau, housing, HOUSING } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { act, caseOf, expectData } from '../support/story.ts';
import { profileOf } from './policy-profile.ts';

interface Explained {
  id: string;
  kind: string;
  rule: string;
  policyVersion: string;
  dueOn: string;
  isProvisional: boolean;
  zh: string;
  en: string;
  steps: { kind: string; from: string; to: string; days: number; text: string }[];
}

const DEADLINES = `query ($id: ID!) { case(id: $id) { deadlines {
  id kind rule policyVersion dueOn isProvisional
  zh: explanation en: explanation(language: EN) steps { kind from to days text }
} } }`;

/** One letter, registered and accepted at an instant, with one leg received. */
async function story(
  casework: TestCasework,
  at: string,
  changes: Record<string, unknown> = {},
  place = 'mayor',
): Promise<Explained[]> {
  casework.clock.set(at);
  const caseId = await caseOf(casework, place, changes);
  await act(casework, cityBureau, 'acceptCase', { caseId });
  const { assignment } = await act(casework, cityBureau, 'issueReferral', {
    caseId,
    unit: HOUSING,
  });
  await act(casework, housing, 'receiveAssignment', { assignmentId: assignment!.id });
  return deadlinesOf(casework, caseId);
}

async function deadlinesOf(casework: TestCasework, id: string): Promise<Explained[]> {
  const answer = await casework.ask<{ case: { deadlines: Explained[] } }>(cityBureau, DEADLINES, {
    id,
  });
  return expectData(answer).case.deadlines;
}

async function storyUnder(policy: string, ...rest: [string, Record<string, unknown>?, string?]) {
  await using casework = await startCasework({ profile: await profileOf(policy) });
  return await story(casework, ...rest);
}

function find(deadlines: readonly Explained[], kind: string): Explained {
  return deadlines.find((each) => each.kind === kind)!;
}

const friday = '2026-02-13T09:00:00+08:00';

describe('the same petition of 2026-02-13 under five policies and today’s law', () => {
  it.each([
    [
      'guangan-2011',
      'HANDLING',
      'R57',
      '2026-03-19',
      '依据广安市网上信访工作规定（2011）“投诉、求助类…20个工作日”（R57），期限20个工作日；自2026-02-13（受理）起算，当日不计；计入2026-02-14至2026-03-19的20个工作日；双休日5天不计；春节放假2026-02-15至2026-02-23，9天不计；2026-02-14为春节调休上班日，计入；2026-02-28为春节调休上班日，计入；2026-03-19届满。',
    ],
    [
      'hangzhou-2016',
      'HANDLING',
      'R86',
      '2026-02-27',
      '依据杭州市12345网上信访服务规范“3个至5个工作日内予以反馈”（R86），期限5个工作日；自2026-02-13（受理）起算，当日不计；计入2026-02-14至2026-02-27的5个工作日；春节放假2026-02-15至2026-02-23，9天不计；2026-02-14为春节调休上班日，计入；2026-02-27届满。',
    ],
    [
      'hebei-2014',
      'ACCEPTANCE',
      'R18',
      '2026-02-24',
      '依据河北省信访局“省长信箱”办理规定“2个工作日内确定是否受理”（R18），期限2个工作日；自2026-02-13（登记）起算，当日不计；计入2026-02-14至2026-02-24的2个工作日；春节放假2026-02-15至2026-02-23，9天不计；2026-02-14为春节调休上班日，计入；2026-02-24届满。',
    ],
    [
      'national-2022',
      'HANDLING',
      'art. 34',
      '2026-04-14',
      '依据《信访工作条例》“第三十四条 应当自受理之日起60日内办结”（art. 34），期限60个自然日；自2026-02-13（受理）起算，当日不计；计入2026-02-14至2026-04-14的60个自然日；2026-04-14届满。',
    ],
  ])('%s: %s by %s is due on %s and says why', async (policy, kind, rule, dueOn, zh) => {
    const deadline = find(await storyUnder(policy, friday), kind);
    expect(deadline).toMatchObject({ rule, dueOn, policyVersion: policy, isProvisional: false });
    expect(deadline.zh).toBe(zh);
    expect(deadline.zh).toBe(`${deadline.steps.map(({ text }) => text).join('；')}。`);
  });

  it('R11 wuxi-2010: none, and none is invented', async () => {
    expect(await storyUnder('wuxi-2010', friday)).toEqual([]);
  });

  it('explains itself in English too', async () => {
    const { en } = find(await storyUnder('hangzhou-2016', friday), 'HANDLING');
    expect(en).toBe(
      'By 杭州市12345网上信访服务规范“3个至5个工作日内予以反馈” (R86): 5 working days; counted from 2026-02-13 (accepted), that day not included; 5 working days counted, 2026-02-14 to 2026-02-27; Spring Festival, 2026-02-15 to 2026-02-23: 9 days not counted; 2026-02-14 counted, a make-up day for Spring Festival; due on 2026-02-27.',
    );
  });

  it('R58 says that 2026-11-23 and 30 working days is provisional', async () => {
    await using casework = await startCasework();
    casework.clock.set('2026-11-23T09:00:00+08:00');
    const caseId = await caseOf(casework, 'mayor');
    await act(casework, cityBureau, 'acceptCase', { caseId });
    const firm = find(await deadlinesOf(casework, caseId), 'HANDLING');
    expect(firm).toMatchObject({ dueOn: '2026-12-21', isProvisional: false });
    await casework.ask(
      cityBureau,
      `mutation ($id: ID!) {
        extendDeadline(deadlineId: $id, ground: INVESTIGATION, days: 30, reason: "调查") {
          deadline { id }
        }
      }`,
      { id: firm.id },
    );
    const extended = find(await deadlinesOf(casework, caseId), 'HANDLING');
    expect(extended).toMatchObject({ dueOn: '2027-01-04', isProvisional: true });
    expect(extended.zh).toBe(
      '依据广安市网上信访工作规定（2011）“投诉、求助类…20个工作日”（R57），期限20个工作日；自2026-11-23（受理）起算，当日不计；依据“需要调查处理的可延长至30”（R58）延长至30个工作日；计入2026-11-24至2027-01-04的30个工作日；双休日12天不计；2026-12-31之后的放假安排尚未公布，本日期为暂定，公布后重新计算；2027-01-04届满。',
    );
  });
});
