import type {
  CaseAct,
  CaseState,
  DeclineGround,
  MailboxKind,
  ModerationGround,
  ModerationState,
  PetitionType,
  Satisfaction,
  ExtensionGround,
} from '../generated/operations.ts';

export const TYPE_WORDS: Readonly<Record<PetitionType, { label: string; hint: string }>> = {
  COMPLAINT: { label: '投诉', hint: '对某件事、某个单位的做法不满意，希望纠正' },
  HELP: { label: '求助', hint: '遇到困难，希望得到帮助解决' },
  SUGGESTION: { label: '建议', hint: '对城市管理和公共服务提出意见建议' },
  CONSULTATION: { label: '咨询', hint: '想了解政策规定或办事流程' },
};

export const MAILBOX_WORDS: Readonly<Record<MailboxKind, string>> = {
  MAYOR: '市长信箱',
  DISTRICT: '区市县长信箱',
  DEPARTMENT: '局长信箱',
  NATIONAL: '上级交办',
};

export const STATE_WORDS: Readonly<Record<CaseState, string>> = {
  REGISTERED: '已登记，等待受理',
  ACCEPTED: '已受理，正在分派承办单位',
  DECLINED: '不予受理',
  ASSIGNED: '承办单位正在办理',
  REPLIED: '已答复',
  FIRST_REVIEWED: '已答复，正在审核',
  SECOND_REVIEWED: '已答复，审核完毕',
  CONCLUDED: '已办结',
  ARCHIVED: '已办结并归档',
};

export const DECLINE_WORDS: Readonly<Record<DeclineGround, string>> = {
  STATUTORY_PROCEDURE: '已经或依法应当通过诉讼、仲裁、行政复议等法定途径解决',
  OTHER_STATE_ORGAN: '属于人大、法院、检察院职权范围',
  DUPLICATE: '与已受理或正在办理的事项重复',
  OUT_OF_SCOPE: '不属于本系统受理范围',
  INVALID: '无效留言',
};

export const SATISFACTION_WORDS: Readonly<Record<Satisfaction, string>> = {
  VERY_SATISFIED: '非常满意',
  SATISFIED: '满意',
  BASICALLY_SATISFIED: '基本满意',
  DISSATISFIED: '不满意',
};

/** What petitioners are told of; any other act is shown by its place in time alone. */
const ACT_WORDS: Partial<Record<CaseAct, string>> = {
  CASE_REGISTERED: '来信已登记',
  CASE_ACCEPTED: '来信已受理',
  CASE_DECLINED: '不予受理',
  ASSIGNMENT_ISSUED: '转给承办单位',
  ASSIGNMENT_RECEIVED: '承办单位已签收',
  ASSIGNMENT_RETURNED: '承办单位退回，重新分派',
  JURISDICTION_SETTLED: '已确定由该单位负责',
  REPLY_GIVEN: '已作出答复',
  RECEIPT_NOTIFIED: '已告知您来信收到',
  EXTENSION_GRANTED: '办理期限延长',
  DEADLINE_RECOMPUTED: '办理期限重新计算',
  SUPERVISION_DELIVERED: '督办意见已送达',
  SIGNATURE_DISPUTED: '已提出代签异议',
  CASE_RATED: '您已评价',
  COMMITMENT_RECORDED: '作出每年承诺',
  COMMITMENT_FOLLOWED_UP: '已跟踪承诺落实',
  APPEAL_REQUESTED: '已申请复查复核',
  APPEAL_DECIDED: '复查复核已有结论',
  HEARING_HELD: '举行听证',
  CLAIM_ADDED: '记录了一项诉求',
  CLAIM_SETTLED: '一项诉求已有结果',
  CASE_CLASSIFIED: '已归类',
  MEETING_HELD: '已当面答复',
  REPLY_PUBLISHED: '答复已公开',
  PETITIONER_CONTACTED: '已与您沟通',
  MESSAGE_SENT: '有新的留言',
  LETTER_HELD: '来信内容正在审核',
  LETTER_RELEASED: '来信内容审核通过',
  LETTER_REJECTED: '来信内容审核不予办理',
  REJECTION_APPEALED: '已对审核结果提出申诉',
  CASE_CONCLUDED: '已办结',
  CASE_ARCHIVED: '已归档',
};

export const MODERATION_WORDS: Readonly<Record<ModerationState, string>> = {
  HELD: '来信内容正在审核，审核通过后继续办理。',
  RELEASED: '来信内容已审核通过。',
  REJECTED: '来信内容未通过审核，不予办理。',
  APPEALED: '您对审核结果的申诉正在处理。',
};

export const GROUND_WORDS: Readonly<Record<ModerationGround, string>> = {
  ILLEGAL: '内容违法',
  HARMFUL: '内容有害',
  MALICIOUS: '恶意中伤',
  DEFAMATORY: '诽谤他人',
  OBSCENE: '内容淫秽',
  PRIVACY: '侵害他人隐私',
  RACIST: '种族歧视',
};

export function actWord(act: CaseAct): string {
  return ACT_WORDS[act] ?? '办理有新进展';
}

export const EXTENSION_WORDS: Readonly<Record<ExtensionGround, string>> = {
  INVESTIGATION: '需要调查处理',
  SEVERAL_DEPARTMENTS: '涉及多个部门',
  MAXIMUM: '延至最长期限',
  COMPLEX: '情况复杂',
};
