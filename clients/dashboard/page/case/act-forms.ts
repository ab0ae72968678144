import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import * as api from '../../generated/operations.ts';
import { CHANNELS, GROUNDS, optionsOf } from '../labels.ts';
import {
  choice,
  date,
  flag,
  moment,
  optional,
  text,
  unit,
  words,
  type FormField,
} from './form-field.ts';
import { assignmentIn, deadlineWhere, objectedAssignment, recordOf } from './records.ts';

/** Acts of petitioners alone; the portal has them. */
type PetitionersAct = 'RATE_CASE' | 'REQUEST_APPEAL' | 'DISPUTE_SIGNATURE';
export type StaffAct = Exclude<api.CaseAction, PetitionersAct>;

/** What an act is called, asks for and sends. */
export interface ActForm {
  label: string;
  fields: readonly FormField[];
  document: TypedDocumentNode<unknown, never>;
  /** The mutation names the case itself, not one of its records. */
  isOfCase: boolean;
  /** What else one should know before doing it. */
  note?: string;
  /** Ends something or weighs on somebody. */
  isGrave?: boolean;
}

function form(
  label: string,
  document: unknown,
  fields: readonly FormField[],
  more: Partial<ActForm> = {},
): ActForm {
  return {
    label,
    document: document as ActForm['document'],
    fields,
    isOfCase: true,
    ...more,
  };
}

const ofRecord = { isOfCase: false };
const instruction = optional(words('instruction', '办理要求'));
const lead = flag('isLead', '作为主办单位');
const circular = [
  words('findings', '通报事实'),
  words('recommendations', '整改建议'),
  words('accountabilityProposal', '追究建议'),
];
const claim = recordOf('claimId', '诉求', 'claims', ({ summary }) => summary);
const supervision = recordOf(
  'supervisionId',
  '督办',
  'supervisions',
  ({ openedAt, reason }) => `${openedAt.slice(0, 10)} ${reason ?? ''}`,
);
const appeal = recordOf(
  'appealId',
  '复查复核',
  'appeals',
  ({ kind, grounds }) => `${kind === 'REVIEW' ? '复查' : '复核'}：${grounds}`,
);
const isOpen = ({ metAt }: { metAt: string | null }): boolean => metAt === null;

export const ACT_FORMS: Readonly<Record<StaffAct, ActForm>> = {
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
  OBJECT_TO_ASSIGNMENT: form(
    '提出异议',
    api.ObjectToAssignmentDocument,
    [assignmentIn(['ISSUED', 'RECEIVED']), words('reason', '异议理由')],
    ofRecord,
  ),
  DECIDE_OBJECTION: form(
    '处理异议',
    api.DecideObjectionDocument,
    [objectedAssignment(), flag('isUpheld', '异议成立，退回'), words('note', '处理意见')],
    ofRecord,
  ),
  SETTLE_JURISDICTION: form('指定管辖', api.SettleJurisdictionDocument, [
    unit('指定单位'),
    words('note', '指定理由'),
  ]),
  ADD_CLAIM: form('登记诉求', api.AddClaimDocument, [words('summary', '诉求内容')]),
  RECORD_CLAIM_OUTCOME: form(
    '诉求办结',
    api.RecordClaimOutcomeDocument,
    [
      claim,
      choice('finding', '调查结论', () => [
        { value: 'SUBSTANTIATED', label: '属实' },
        { value: 'PARTLY_SUBSTANTIATED', label: '部分属实' },
        { value: 'UNSUBSTANTIATED', label: '不属实' },
        { value: 'NOT_VERIFIABLE', label: '无法核实' },
      ]),
      choice('legalOutcome', '处理意见', () => [
        { value: 'SUPPORTED', label: '支持' },
        { value: 'EXPLAINED', label: '解释说明' },
        { value: 'NOT_SUPPORTED', label: '不支持' },
      ]),
      words('note', '说明'),
    ],
    ofRecord,
  ),
  CLASSIFY_CASE: form('内容分类', api.ClassifyCaseDocument, [
    { kind: 'CATEGORY', name: 'category', label: '类别' },
  ]),
  MARK_IMPORTANT: form('列为重要事项', api.MarkImportantDocument, [words('reason', '理由')], {
    note: '重要事项须先见面答复，再网上答复。',
  }),
  RECORD_MEETING: form('见面答复', api.RecordMeetingDocument, [
    moment('heldAt', '时间'),
    text('place', '地点'),
    words('minutes', '答复情况'),
  ]),
  REVIEW_FIRST: form('初审', api.ReviewFirstDocument, [
    text('signedBy', '签发人'),
    words('petitionerOpinion', '信访人意见'),
  ]),
  REVIEW_SECOND: form('复审', api.ReviewSecondDocument, [
    choice('result', '核查结果', () => [
      { value: 'CONFIRMED', label: '属实' },
      { value: 'REFUTED', label: '不属实，重新办理' },
    ]),
    words('remark', '核查备注'),
  ]),
  PUBLISH_REPLY: form(
    '公开答复',
    api.PublishReplyDocument,
    [recordOf('replyId', '答复', 'replies', ({ content }) => content.slice(0, 40))],
    { ...ofRecord, isGrave: true },
  ),
  RECORD_CONTACT: form('沟通告知', api.RecordContactDocument, [
    choice('channel', '方式', () => optionsOf(CHANNELS)),
    words('note', '告知情况'),
  ]),
  OPEN_SUPERVISION: form('督办立项', api.OpenSupervisionDocument, [words('reason', '督办事由')]),
  CONSENT_TO_SUPERVISION: form(
    '同意督办',
    api.ConsentToSupervisionDocument,
    [supervision, text('approvedBy', '批准人')],
    ofRecord,
  ),
  RECORD_SITE_VISIT: form(
    '现场督办',
    api.RecordSiteVisitDocument,
    [
      supervision,
      { kind: 'NAMES', name: 'officers', label: '督办人员', hint: '至少两人' },
      moment('visitedAt', '时间'),
      text('place', '地点'),
      words('record', '督办记录'),
    ],
    ofRecord,
  ),
  DELIVER_SUPERVISION: form(
    '送达督办结果',
    api.DeliverSupervisionDocument,
    [
      supervision,
      choice('kind', '文书', () => [
        { value: 'OPINION', label: '《督办意见》' },
        { value: 'MINUTES', label: '《会议纪要》' },
      ]),
      words('content', '内容'),
    ],
    ofRecord,
  ),
  ISSUE_CIRCULAR: form(
    '通报',
    api.IssueCircularDocument,
    [deadlineWhere((each) => each.isOverdue), ...circular],
    { ...ofRecord, isGrave: true },
  ),
  CIRCULATE_SUPERVISION: form(
    '督办通报',
    api.CirculateSupervisionDocument,
    [supervision, ...circular],
    {
      ...ofRecord,
      isGrave: true,
    },
  ),
  GIVE_LATE_EXPLANATION: form(
    '情况说明',
    api.GiveLateExplanationDocument,
    [
      deadlineWhere((each, file) => file.explanationsOwed.some(({ id }) => id === each.id)),
      words('reason', '超期原因'),
    ],
    ofRecord,
  ),
  DECIDE_APPEAL: form(
    '复查复核意见',
    api.DecideAppealDocument,
    [
      appeal,
      choice('outcome', '结论', () => [
        { value: 'UPHELD', label: '维持' },
        { value: 'REVISED', label: '变更' },
      ]),
      words('opinion', '意见'),
    ],
    ofRecord,
  ),
  RECORD_HEARING: form(
    '听证',
    api.RecordHearingDocument,
    [appeal, date('from', '开始日期'), date('to', '结束日期')],
    ofRecord,
  ),
  RECORD_COMMITMENT: form('每年承诺', api.RecordCommitmentDocument, [
    words('content', '承诺内容'),
    date('firstDueOn', '首次兑现日期'),
  ]),
  FOLLOW_UP_COMMITMENT: form(
    '承诺跟踪',
    api.FollowUpCommitmentDocument,
    [
      recordOf('commitmentId', '承诺', 'commitments', ({ content }) => content),
      flag('isKept', '已兑现'),
      words('note', '跟踪情况'),
    ],
    ofRecord,
  ),
  RECORD_EXAMPLE: form('列为典型', api.RecordExampleDocument, [
    choice('kind', '类型', () => [
      { value: 'GOOD', label: '正面典型' },
      { value: 'BAD', label: '反面典型' },
    ]),
    words('note', '说明'),
  ]),
  SHOWCASE_EXAMPLE: form('公布典型事例', api.ShowcaseExampleDocument, [
    text('title', '标题'),
    words('story', '事例', '不得出现能认出当事人的内容'),
  ]),
  ARCHIVE_CASE: form('归档', api.ArchiveCaseDocument, [], {
    isGrave: true,
    note: '归档后不能再作任何修改。',
  }),
};

/** The forms of what may be done, those of everyday first. */
export function formsOf(actions: readonly api.CaseAction[]): [StaffAct, ActForm][] {
  return (Object.entries(ACT_FORMS) as [StaffAct, ActForm][]).filter(([act]) =>
    actions.includes(act),
  );
}
