import type { StatisticsMeasure, UnitMeasure } from '../generated/resolver-types.ts';

export interface Bilingual {
  ZH: string;
  EN: string;
}

interface Measure {
  name: Bilingual;
  definition: Bilingual;
  /** Which of the period's cases count: SQL over case_fact c and the cut-off time g.as_of. */
  condition: string;
}

const ANSWERED = `c.state in ('REPLIED', 'FIRST_REVIEWED', 'SECOND_REVIEWED', 'CONCLUDED', 'ARCHIVED')`;
const OPEN = `c.state in ('REGISTERED', 'ACCEPTED', 'ASSIGNED')`;
/** An answer is late from the end of the due day on; without a limit (R11) none is. */
const IN_TIME = `(c.handling_due_at is null or c.handling_met_at < c.handling_due_at)`;

const OVERDUE = `(${OPEN} and c.handling_due_at <= g.as_of)`;

/** Every figure there is, in the order in which tables show them. */
export const MEASURES: Record<StatisticsMeasure, Measure> = {
  RECEIVED: measure('收到', 'Received', 'true', {
    ZH: '统计期内提交并已登记的信访事项',
    EN: 'Cases submitted in the period and registered',
  }),
  VALID: measure('有效', 'Valid', `c.state <> 'DECLINED'`, {
    ZH: '收到的信访事项中未被不予受理的',
    EN: 'Cases received that were not declined',
  }),
  DECLINED: measure('不予受理', 'Declined', `c.state = 'DECLINED'`, {
    ZH: '决定不予受理并告知途径的',
    EN: 'Cases declined, with the right route told',
  }),
  INVALID: measure('无效', 'Invalid', `c.state = 'DECLINED' and c.decline_ground = 'INVALID'`, {
    ZH: '不予受理中理由为无效信件的',
    EN: 'Cases declined on the ground that they are invalid',
  }),
  ANSWERED: measure('已答复', 'Answered', ANSWERED, {
    ZH: '已作出最终答复的（含已办结、已归档）',
    EN: 'Cases with their final answer, concluded and archived ones included',
  }),
  OPEN: measure('正在办理', 'In progress', OPEN, {
    ZH: '已登记、已受理或办理中，尚未最终答复的',
    EN: 'Cases registered, accepted or assigned that have no final answer yet',
  }),
  CONCLUDED: measure('已办结', 'Concluded', `c.state in ('CONCLUDED', 'ARCHIVED')`, {
    ZH: '已办结的（含已归档）',
    EN: 'Cases concluded, archived ones included',
  }),
  ON_TIME: measure('按期答复', 'Answered in time', `${ANSWERED} and ${IN_TIME}`, {
    ZH: '已答复，且在办理期限最后一日结束前答复的；无期限的计入按期',
    EN: 'Cases answered before the last day of their handling limit was over; without a limit none is late',
  }),
  LATE: measure('逾期答复', 'Answered late', `${ANSWERED} and not ${IN_TIME}`, {
    ZH: '已答复，但在办理期限最后一日结束后答复的',
    EN: 'Cases answered after the last day of their handling limit was over',
  }),
  OVERDUE: measure('超期未答复', 'Overdue', OVERDUE, {
    ZH: '截止时间时办理期限已过、尚未最终答复的',
    EN: 'Cases without a final answer whose handling limit was over at the cut-off time',
  }),
  DUE: measure('应答复', 'Due', `(${ANSWERED} or ${OVERDUE})`, {
    ZH: '已答复的与超期未答复的之和',
    EN: 'Cases answered or overdue',
  }),
  PUBLISHED: measure('公开答复', 'Published', `${ANSWERED} and c.is_published`, {
    ZH: '已答复，且至少一份答复公开的',
    EN: 'Cases answered with at least one answer that is public',
  }),
  WITHHELD: measure('不宜公开', 'Withheld', `${ANSWERED} and c.is_withheld`, {
    ZH: '已答复，不宜公开并已与信访人沟通告知的',
    EN: 'Cases answered privately whose petitioner was told that the answer is not published',
  }),
  PUBLISHABLE: measure('可公开', 'Publishable', `${ANSWERED} and not c.is_withheld`, {
    ZH: '已答复，除去不宜公开并已告知的',
    EN: 'Cases answered, without those withheld',
  }),
  CONFIRMED: measure('回访属实', 'Confirmed', `${ANSWERED} and c.is_confirmed`, {
    ZH: '已答复，且复审回访核查属实的',
    EN: 'Cases answered whose answer the call-back of the second review confirmed',
  }),
  RATED: measure('已评价', 'Rated', 'c.satisfaction is not null', {
    ZH: '信访人已作满意度评价的',
    EN: 'Cases that their petitioner has rated',
  }),
  CONTENT: measure('满意以上', 'Content', `c.satisfaction <> 'DISSATISFIED'`, {
    ZH: '评价为很满意、满意或基本满意的',
    EN: 'Cases rated very satisfied, satisfied or basically satisfied',
  }),
  VERY_SATISFIED: satisfaction('VERY_SATISFIED', '很满意', 'Very satisfied'),
  SATISFIED: satisfaction('SATISFIED', '满意', 'Satisfied'),
  BASICALLY_SATISFIED: satisfaction('BASICALLY_SATISFIED', '基本满意', 'Basically satisfied'),
  DISSATISFIED: satisfaction('DISSATISFIED', '不满意', 'Dissatisfied'),
  ONLINE: measure('网上提交', 'Online', `c.channel = 'ONLINE'`, {
    ZH: '渠道为网上的',
    EN: 'Cases whose channel is online',
  }),
  JOINT: measure('联名', 'Joint', 'c.signatory_count > 1', {
    ZH: '两人以上联名的，一份信件计一件',
    EN: 'Cases with more than one signatory, each counted once',
  }),
  REPEAT: measure('重复', 'Repeated', 'c.is_repeat', {
    ZH: '与同一信访人先前的信访事项内容相同的',
    EN: 'Cases that say the same as an earlier one of the same petitioner',
  }),
};

/** Of a unit's parts of a case: SQL over by_case p, see ranking.store.ts. */
export const UNIT_MEASURES: Record<UnitMeasure, Measure> = {
  RECEIVED: measure('承办', 'Received', 'true', {
    ZH: '分办给该单位的（参阅、退回除外），以及其本级信箱收到的',
    EN: 'Cases assigned to the unit, for reference and returned ones aside, and those of its own mailbox',
  }),
  ON_TIME: measure('按期完成', 'Done in time', 'p.is_done and p.is_late is not true', {
    ZH: '该单位应办部分均已在其自身期限内完成的',
    EN: "Cases in which the unit has done its parts, each within the unit's own limit",
  }),
  LATE: measure('逾期完成', 'Done late', 'p.is_done and p.is_late', {
    ZH: '该单位应办部分均已完成，但有超过其自身期限的',
    EN: "Cases in which the unit has done its parts, one of them after the unit's own limit",
  }),
  OPEN: measure('尚未完成', 'Open', 'not p.is_done', {
    ZH: '该单位尚有应办部分未完成的',
    EN: 'Cases in which the unit still has a part to do',
  }),
  OVERDUE: measure('超期未完成', 'Overdue', 'not p.is_done and p.is_overdue', {
    ZH: '截止时间时，该单位未完成部分已超过其自身期限的',
    EN: "Cases in which a part the unit still has to do was past the unit's own limit at the cut-off time",
  }),
};

export const UNIT_MEASURE_NAMES = Object.keys(UNIT_MEASURES) as UnitMeasure[];

export const MEASURE_NAMES = Object.keys(MEASURES) as StatisticsMeasure[];

function measure(zh: string, en: string, condition: string, definition: Bilingual): Measure {
  return { name: { ZH: zh, EN: en }, definition, condition };
}

function satisfaction(value: string, zh: string, en: string): Measure {
  return measure(zh, en, `c.satisfaction = '${value}'`, {
    ZH: `信访人评价为${zh}的`,
    EN: `Cases rated ${en.toLowerCase()}`,
  });
}
