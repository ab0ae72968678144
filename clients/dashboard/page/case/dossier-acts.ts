import * as api from '../../generated/operations.ts';
import { CHANNELS, optionsOf } from '../labels.ts';
import { form, ofRecord, type ActForm, type StaffAct } from './act-form.ts';
import { choice, flag, moment, text, unit, words } from './form-field.ts';
import { assignmentIn, objectedAssignment, recordOf } from './records.ts';

const claim = recordOf('claimId', '诉求', 'claims', ({ summary }) => summary);

/** What is put on record: objections, claims, reviews, contacts. */
export const DOSSIER_ACTS = {
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
  LINK_REPEAT: form('关联重复件', api.LinkRepeatDocument, [
    text('first', '初次件登记编号'),
    words('reason', '理由'),
  ]),
  UNLINK_REPEAT: form('解除重复件关联', api.UnlinkRepeatDocument, [words('reason', '理由')]),
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
} satisfies Partial<Record<StaffAct, ActForm>>;
