import type { DayUnit, StartEvent } from '../../kit/profile/policy.ts';
import type { CountStep } from './explanation.rules.ts';

export type Language = 'ZH' | 'EN';

/** All steps as one sentence. */
export function describeSteps(steps: readonly CountStep[], language: Language): string {
  const texts = steps.map((step) => describeStep(step, language));
  return language === 'ZH' ? `${texts.join('；')}。` : `${texts.join('; ')}.`;
}

/** One step in words. */
export function describeStep(step: CountStep, language: Language): string {
  return language === 'ZH' ? inChinese(step) : inEnglish(step);
}

function inChinese(step: CountStep): string {
  const { days } = step;
  const span = step.from === step.to ? step.from : `${step.from}至${step.to}`;
  switch (step.kind) {
    case 'RULE':
      return `依据${authorityOf(step)}“${step.citation}”（${step.rule}），期限${unitZh(days, step.dayUnit)}`;
    case 'START':
      return `自${step.from}（${EVENTS[step.event].zh}）起算，当日不计`;
    case 'EXTENDED_TO':
      return `依据“${step.citation}”（${step.rule}）${approvedZh(step)}延长至${unitZh(days, step.dayUnit)}`;
    case 'EXTENDED_BY':
      return `依据“${step.citation}”（${step.rule}）${approvedZh(step)}自${step.from}次日起延长${unitZh(days, step.dayUnit)}`;
    case 'COUNTED':
      return `计入${span}的${unitZh(days, step.dayUnit)}`;
    case 'WEEKENDS_SKIPPED':
      return `双休日${days}天不计`;
    case 'HOLIDAY_SKIPPED':
      return `${step.name.zh}放假${span}，${days}天不计`;
    case 'MAKE_UP_DAY_COUNTED':
      return `${span}为${step.name.zh}调休上班日，计入`;
    case 'PAUSED':
      return `听证${span}，${days}天不计（${step.rule}）`;
    case 'ROLLED_FORWARD':
      return `末日${step.from}为休息日（${restZh(step)}），顺延至${step.to}`;
    case 'PROVISIONAL':
      return `${step.lastDay}之后的放假安排尚未公布，本日期为暂定，公布后重新计算`;
    case 'OTHER_CALENDAR':
      return `本日期按日历${step.version}计算`;
    case 'DUE':
      return `${step.to}届满`;
  }
}

function inEnglish(step: CountStep): string {
  const { days } = step;
  const span = step.from === step.to ? step.from : `${step.from} to ${step.to}`;
  switch (step.kind) {
    case 'RULE':
      return `By ${authorityOf(step)}“${step.citation}” (${step.rule}): ${unitEn(days, step.dayUnit)}`;
    case 'START':
      return `counted from ${step.from} (${EVENTS[step.event].en}), that day not included`;
    case 'EXTENDED_TO':
      return `extended to ${unitEn(days, step.dayUnit)} by ${step.rule} (“${step.citation}”)${approvedEn(step)}`;
    case 'EXTENDED_BY':
      return `extended by ${unitEn(days, step.dayUnit)} after ${step.from} by ${step.rule} (“${step.citation}”)${approvedEn(step)}`;
    case 'COUNTED':
      return `${unitEn(days, step.dayUnit)} counted, ${span}`;
    case 'WEEKENDS_SKIPPED':
      return `${plural(days, 'weekend day')} not counted`;
    case 'HOLIDAY_SKIPPED':
      return `${step.name.en}, ${span}: ${plural(days, 'day')} not counted`;
    case 'MAKE_UP_DAY_COUNTED':
      return `${span} counted, a make-up day for ${step.name.en}`;
    case 'PAUSED':
      return `hearing, ${span}: ${plural(days, 'day')} not counted (${step.rule})`;
    case 'ROLLED_FORWARD':
      return `the last day ${step.from} is a day of rest (${restEn(step)}) and moves to ${step.to}`;
    case 'PROVISIONAL':
      return `provisional: the days of rest after ${step.lastDay} are not published yet; it will be computed again`;
    case 'OTHER_CALENDAR':
      return `this day was computed with calendar ${step.version}`;
    case 'DUE':
      return `due on ${step.to}`;
  }
}

/** Words that name their own law are not also the policy's. */
function authorityOf({ source, citation }: { source: string; citation: string }): string {
  return citation.startsWith('《') ? '' : source;
}

const EVENTS: Record<StartEvent, { zh: string; en: string }> = {
  CASE_REGISTERED: { zh: '登记', en: 'registered' },
  CASE_ACCEPTED: { zh: '受理', en: 'accepted' },
  ASSIGNMENT_ISSUED: { zh: '派发', en: 'assignment issued' },
  ASSIGNMENT_RECEIVED: { zh: '签收', en: 'assignment received' },
  REPLY_GIVEN: { zh: '答复', en: 'reply given' },
  REVIEW_REQUESTED: { zh: '申请复查', en: 'review requested' },
  REVIEW_DECIDED: { zh: '复查答复', en: 'review decided' },
  FINAL_REVIEW_REQUESTED: { zh: '申请复核', en: 'final review requested' },
};

function unitZh(days: number, unit: DayUnit): string {
  return `${days}个${unit === 'WORKING_DAY' ? '工作日' : '自然日'}`;
}

function unitEn(days: number, unit: DayUnit): string {
  return plural(days, unit === 'WORKING_DAY' ? 'working day' : 'calendar day');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function approvedZh({ isApproved }: { isApproved: boolean }): string {
  return isApproved ? '经负责人批准' : '';
}

function approvedEn({ isApproved }: { isApproved: boolean }): string {
  return isApproved ? ', approved by the head' : '';
}

type Rolled = Extract<CountStep, { kind: 'ROLLED_FORWARD' }>;

function restZh({ names, overWeekend }: Rolled): string {
  return [...names.map(({ zh }) => zh), ...(overWeekend ? ['双休日'] : [])].join('、');
}

function restEn({ names, overWeekend }: Rolled): string {
  return [...names.map(({ en }) => en), ...(overWeekend ? ['weekend'] : [])].join(', ');
}
