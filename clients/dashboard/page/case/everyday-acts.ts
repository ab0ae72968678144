import * as api from '../../generated/operations.ts';
import { GROUNDS, optionsOf } from '../labels.ts';
import { form, ofRecord, type ActForm, type StaffAct } from './act-form.ts';
import { choice, flag, moment, optional, text, unit, words } from './form-field.ts';
import { assignmentIn, deadlineWhere } from './records.ts';

const instruction = optional(words('instruction', '办理要求'));
const lead = flag('isLead', '作为主办单位');
const isOpen = ({ metAt }: { metAt: string | null }): boolean => metAt === null;

/** From the acceptance to the conclusion. */
export const EVERYDAY_ACTS = {
  ACCEPT_CASE: form('受理', api.AcceptCaseDocument, []),
  DECLINE_CASE: form(
    '不予受理',
    api.DeclineCaseDocument,
    [
      choice('ground', '不予受理理由', () => optionsOf(GROUNDS)),
      words('guidance', '引导途径', '告诉信访人应当向哪个机关、通过什么途径提出'),
    ],
    { isGrave: true },
  ),
  NOTIFY_RECEIPT: form('告知收到', api.NotifyReceiptDocument, []),
  ISSUE_REFERRAL: form('转送', api.IssueReferralDocument, [unit(), instruction, lead], {
    note: '承办单位直接答复信访人。',
  }),
  ISSUE_MANDATE: form('交办', api.IssueMandateDocument, [unit(), instruction, lead], {
    note: '承办单位向信访局反馈，由信访局答复信访人。',
  }),
  ISSUE_FOR_REFERENCE: form('参阅', api.IssueForReferenceDocument, [
    unit('参阅单位'),
    instruction,
    flag('asksFeedback', '要求反馈'),
  ]),
  RECEIVE_ASSIGNMENT: form('签收', api.ReceiveAssignmentDocument, [assignmentIn(['ISSUED'])], {
    ...ofRecord,
    note: '签收后开始计算本单位的办理期限。',
  }),
  GIVE_FEEDBACK: form(
    '办理反馈',
    api.GiveFeedbackDocument,
    [assignmentIn(['RECEIVED', 'ISSUED']), words('content', '办理情况')],
    ofRecord,
  ),
  REPLY_TO_PETITIONER: form('答复信访人', api.ReplyToPetitionerDocument, [
    words('content', '答复内容'),
    choice('visibility', '公开范围', () => [
      { value: 'PRIVATE', label: '不公开' },
      { value: 'PUBLIC', label: '公开' },
    ]),
  ]),
  URGE: form(
    '催办',
    api.UrgeDocument,
    [deadlineWhere((each) => isOpen(each) && each.isOverdue), words('note', '催办意见')],
    ofRecord,
  ),
  EXTEND_DEADLINE: form(
    '延期',
    api.ExtendDeadlineDocument,
    [
      deadlineWhere((each) => isOpen(each) && !each.isOverdue),
      choice('ground', '延期理由', () => [
        { value: 'INVESTIGATION', label: '需要调查处理' },
        { value: 'SEVERAL_DEPARTMENTS', label: '涉及多个部门' },
        { value: 'MAXIMUM', label: '最长期限' },
        { value: 'COMPLEX', label: '情况复杂' },
      ]),
      {
        kind: 'NUMBER',
        name: 'days',
        label: '天数',
        least: 1,
        most: 90,
        hint: '“延长至”的填自起算日起的总天数，“延长”的填增加的天数',
      },
      words('reason', '具体原因'),
      optional(text('approvedBy', '批准人')),
      optional(moment('reasonToldAt', '告知信访人的时间')),
    ],
    ofRecord,
  ),
  CONCLUDE_CASE: form('办结', api.ConcludeCaseDocument, [], {
    note: '办结前，每项诉求都应有结果，初审、复审和告知均已完成。',
  }),
} satisfies Partial<Record<StaffAct, ActForm>>;
