import type {
  AssignmentState,
  CallBackResult,
  CaseState,
  Channel,
  ClaimFinding,
  DayUnit,
  DeadlineKind,
  DeclineGround,
  LegalOutcome,
  MailboxKind,
  PetitionType,
  ReplyVisibility,
  Satisfaction,
  SupervisionKind,
  SupervisionResultKind,
} from '../generated/resolver-types.ts';
import type { AssignmentRow } from '../assignments/assignment.entity.ts';

export const MAILBOXES: Record<MailboxKind, string> = {
  MAYOR: '市长信箱',
  DISTRICT: '区市县长信箱',
  DEPARTMENT: '局长信箱',
  NATIONAL: '上级交办渠道',
};

export const CHANNELS: Record<Channel, string> = {
  ONLINE: '网上',
  EMAIL: '电子邮件',
  SMS: '手机短信',
  LETTER: '来信',
  VISIT: '来访',
  PHONE: '电话',
};

export const TYPES: Record<PetitionType, string> = {
  CONSULTATION: '咨询',
  SUGGESTION: '建议',
  COMPLAINT: '投诉',
  HELP: '求助',
};

export const STATES: Record<CaseState, string> = {
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

export const GROUNDS: Record<DeclineGround, string> = {
  STATUTORY_PROCEDURE: '已经或依法应当通过诉讼、仲裁、行政复议等法定途径解决',
  OTHER_STATE_ORGAN: '属于人大、法院、检察院职权范围',
  DUPLICATE: '已受理或正在办理的重复事项',
  OUT_OF_SCOPE: '不属本系统受理范围',
  INVALID: '无效留言',
};

export const ASSIGNMENT_KINDS: Record<AssignmentRow['kind'], string> = {
  REFERRAL: '转送',
  MANDATE: '交办',
  FOR_REFERENCE: '参阅',
};

export const ASSIGNMENT_STATES: Record<AssignmentState, string> = {
  ISSUED: '已派发',
  RECEIVED: '已签收',
  COMPLETED: '已完成',
  RETURNED: '已退回',
};

export const DEADLINES: Record<DeadlineKind, string> = {
  RECEIPT_NOTICE: '告知收到',
  ACCEPTANCE: '受理',
  LANDING: '落实到责任单位',
  OBJECTION: '提出异议',
  HANDLING: '办理答复',
  ASSIGNMENT: '单位反馈',
  REVIEW_REQUEST: '申请复查',
  REVIEW: '复查',
  FINAL_REVIEW_REQUEST: '申请复核',
  FINAL_REVIEW: '复核',
};

export const DAY_UNITS: Record<DayUnit, string> = {
  WORKING_DAY: '个工作日',
  CALENDAR_DAY: '日',
};

export const FINDINGS: Record<ClaimFinding, string> = {
  SUBSTANTIATED: '属实',
  PARTLY_SUBSTANTIATED: '部分属实',
  UNSUBSTANTIATED: '不属实',
  NOT_VERIFIABLE: '无法核实',
};

export const OUTCOMES: Record<LegalOutcome, string> = {
  SUPPORTED: '支持',
  EXPLAINED: '解释说明',
  NOT_SUPPORTED: '不支持',
};

export const VISIBILITIES: Record<ReplyVisibility, string> = {
  PUBLIC: '公开',
  PRIVATE: '不公开',
};

export const CALL_BACKS: Record<CallBackResult, string> = {
  CONFIRMED: '属实',
  REFUTED: '不属实',
};

export const SATISFACTIONS: Record<Satisfaction, string> = {
  VERY_SATISFIED: '非常满意',
  SATISFIED: '满意',
  BASICALLY_SATISFIED: '基本满意',
  DISSATISFIED: '不满意',
};

export const SUPERVISIONS: Record<SupervisionKind, string> = {
  ORDINARY: '督办',
  JOINT: '联合督办',
  SIGNATURE_DISPUTE: '代签异议督办',
};

export const RESULTS: Record<SupervisionResultKind, string> = {
  OPINION: '《督办意见》',
  MINUTES: '《会议纪要》',
};
