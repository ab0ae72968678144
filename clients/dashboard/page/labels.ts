import type {
  AlertLevel,
  AssignmentState,
  CaseAct,
  CaseState,
  Channel,
  DeadlineKind,
  DeclineGround,
  MailboxKind,
  PetitionType,
  Satisfaction,
} from '../generated/operations.ts';

export const STATES: Readonly<Record<CaseState, string>> = {
  REGISTERED: '已登记',
  ACCEPTED: '已受理',
  DECLINED: '不予受理',
  ASSIGNED: '办理中',
  REPLIED: '已答复',
  FIRST_REVIEWED: '初审通过',
  SECOND_REVIEWED: '复审通过',
  CONCLUDED: '已办结',
  ARCHIVED: '已归档',
};

export type Tone = 'blue' | 'gold' | 'green' | 'red' | 'purple' | 'grey';

export const STATE_TONES: Readonly<Record<CaseState, Tone>> = {
  REGISTERED: 'blue',
  ACCEPTED: 'blue',
  DECLINED: 'grey',
  ASSIGNED: 'gold',
  REPLIED: 'green',
  FIRST_REVIEWED: 'green',
  SECOND_REVIEWED: 'green',
  CONCLUDED: 'grey',
  ARCHIVED: 'grey',
};

export const TYPES: Readonly<Record<PetitionType, string>> = {
  CONSULTATION: '咨询',
  SUGGESTION: '建议',
  COMPLAINT: '投诉',
  HELP: '求助',
};

export const MAILBOXES: Readonly<Record<MailboxKind, string>> = {
  MAYOR: '市长信箱',
  DISTRICT: '区市县长信箱',
  DEPARTMENT: '局长信箱',
  NATIONAL: '上级交办',
};

export const CHANNELS: Readonly<Record<Channel, string>> = {
  ONLINE: '网上',
  EMAIL: '电子邮件',
  SMS: '手机短信',
  LETTER: '来信',
  VISIT: '来访',
  PHONE: '电话',
};

export const ASSIGNMENT_KINDS: Readonly<Record<'Referral' | 'Mandate' | 'ForReference', string>> = {
  Referral: '转送',
  Mandate: '交办',
  ForReference: '参阅',
};

export const ASSIGNMENT_STATES: Readonly<Record<AssignmentState, string>> = {
  ISSUED: '待签收',
  RECEIVED: '已签收',
  COMPLETED: '已完成',
  RETURNED: '已退回',
};

export const ASSIGNMENT_TONES: Readonly<Record<AssignmentState, Tone>> = {
  ISSUED: 'blue',
  RECEIVED: 'gold',
  COMPLETED: 'green',
  RETURNED: 'grey',
};

export const DEADLINES: Readonly<Record<DeadlineKind, string>> = {
  RECEIPT_NOTICE: '告知收到',
  ACCEPTANCE: '受理',
  LANDING: '落实',
  OBJECTION: '提出异议',
  HANDLING: '办理答复',
  ASSIGNMENT: '单位办理',
  REVIEW_REQUEST: '申请复查',
  REVIEW: '复查',
  FINAL_REVIEW_REQUEST: '申请复核',
  FINAL_REVIEW: '复核',
};

export const GROUNDS: Readonly<Record<DeclineGround, string>> = {
  STATUTORY_PROCEDURE: '应当通过诉讼、仲裁、行政复议等法定途径解决',
  OTHER_STATE_ORGAN: '属于人大、法院、检察院职权范围',
  DUPLICATE: '已受理或正在办理的重复事项',
  OUT_OF_SCOPE: '不属本系统受理范围',
  INVALID: '无效留言',
};

export const SATISFACTION: Readonly<Record<Satisfaction, string>> = {
  VERY_SATISFIED: '非常满意',
  SATISFIED: '满意',
  BASICALLY_SATISFIED: '基本满意',
  DISSATISFIED: '不满意',
};

/** From mild to severe. */
export const LEVELS: readonly AlertLevel[] = [
  'DUE_SOON',
  'OVERDUE',
  'URGED_ONCE',
  'URGED_TWICE',
  'CIRCULATED',
];

export const LEVEL_NAMES: Readonly<Record<AlertLevel, string>> = {
  DUE_SOON: '即将到期',
  OVERDUE: '已超期',
  URGED_ONCE: '一次催办',
  URGED_TWICE: '二次催办',
  CIRCULATED: '通报',
};

export const ACTS: Readonly<Record<CaseAct, string>> = {
  CASE_REGISTERED: '登记',
  CASE_ACCEPTED: '受理',
  CASE_DECLINED: '不予受理',
  ASSIGNMENT_ISSUED: '派发',
  ASSIGNMENT_RECEIVED: '签收',
  ASSIGNMENT_OBJECTED: '提出异议',
  OBJECTION_DECIDED: '异议处理',
  ASSIGNMENT_RETURNED: '退回',
  JURISDICTION_SETTLED: '指定管辖',
  FEEDBACK_GIVEN: '办理反馈',
  REPLY_GIVEN: '答复',
  RECEIPT_NOTIFIED: '告知收到',
  NOTICE_FAILED: '通知未送达',
  EXTENSION_GRANTED: '延期',
  DEADLINE_RECOMPUTED: '期限重新计算',
  OVERDUE_ALERTED: '超期预警',
  UNREAD_ALERTED: '未签收提醒',
  SUPERVISION_OPENED: '督办立项',
  SUPERVISION_CONSENTED: '督办同意',
  SITE_VISITED: '现场督办',
  SUPERVISION_DELIVERED: '督办意见送达',
  SIGNATURE_DISPUTED: '代签异议',
  CASE_RATED: '群众评价',
  EXAMPLE_RECORDED: '列为典型',
  EXAMPLE_SHOWCASED: '公布典型事例',
  COMMITMENT_RECORDED: '每年承诺',
  COMMITMENT_FOLLOWED_UP: '承诺跟踪',
  APPEAL_REQUESTED: '申请复查复核',
  APPEAL_DECIDED: '复查复核意见',
  HEARING_HELD: '听证',
  URGED: '催办',
  CIRCULAR_ISSUED: '通报',
  LATE_EXPLAINED: '情况说明',
  CLAIM_ADDED: '诉求登记',
  CLAIM_SETTLED: '诉求办结',
  CASE_CLASSIFIED: '分类',
  MARKED_IMPORTANT: '列为重要事项',
  MEETING_HELD: '见面答复',
  FIRST_REVIEWED: '初审',
  SECOND_REVIEWED: '复审',
  LETTER_HELD: '暂存待审',
  LETTER_RELEASED: '审核放行',
  LETTER_REJECTED: '审核不予办理',
  REJECTION_APPEALED: '审核申诉',
  REPLY_PUBLISHED: '公开答复',
  MESSAGE_SENT: '留言',
  MESSAGE_WAITING: '留言待阅',
  MESSAGE_ANSWERED: '留言已复',
  REPEAT_LINKED: '关联重复件',
  REPEAT_UNLINKED: '解除重复件关联',
  PETITIONER_CONTACTED: '沟通告知',
  CASE_ARCHIVED: '归档',
  CASE_CONCLUDED: '办结',
};

/** Options of a select, from what something is called. */
export function optionsOf<Key extends string>(
  names: Readonly<Record<Key, string>>,
): { value: Key; label: string }[] {
  return (Object.entries(names) as [Key, string][]).map(([value, label]) => ({ value, label }));
}
